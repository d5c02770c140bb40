"""Damaged pages made whole: readings taken out, shifted bytes put back, script and marks."""

from __future__ import annotations

from sanbi.engine.documents.repair.pipeline import repaired

__all__ = ["repaired"]
