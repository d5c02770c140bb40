"""Checks a settled scheme as a whole."""

from __future__ import annotations

from typing import Any

from sanbi.engine.scoring.scheme.source import FaultList


def check(data: dict[str, Any], faults: FaultList) -> None:
    """Note every fault that shows only when parts of the scheme are seen together."""
    del data, faults
