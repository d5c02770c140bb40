"""The same examples from Hypothesis on every run.

`derandomize` alone does not give them. Hypothesis also draws constants that it reads out of the
project's own modules, out of those that happen to be imported: a test that runs alone, on the other
of two workers, or after another was added got other examples. Hypothesis has no setting against
that, so its look at the modules is put out of use here; `test_repeatable.py` notices if that stops
working. The constants that Hypothesis brings along (limits of numbers, odd texts) stay in use.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers


def load_profile() -> None:
    """Make every property of this run draw the same examples as on any other run."""
    settings.register_profile(
        "sanbi",
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("sanbi")
    none_of_ours = providers.Constants()
    providers._get_local_constants = lambda: none_of_ours
