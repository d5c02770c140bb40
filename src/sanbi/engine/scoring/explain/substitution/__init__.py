"""The rule with numbers put in, for each unit.

One line of arithmetic in numbers and signs: ``8 − (9 − 6.4) × 0.8 = 5.92``. All parts of a chain
of equals have one value; before an arrow stands the comparison that chose the outcome, in which
``r`` is a place and ``n`` the size of the population. See docs/algorithms/explanation.md.
"""

from __future__ import annotations

from sanbi.engine.scoring.explain.substitution.texts import substituted_texts

__all__ = ["substituted_texts"]
