"""The result of a run: tables as Polars frames, and as the canonical CSV of the package."""

from sanbi.engine.scoring.result.result import Result

__all__ = ["Result"]
