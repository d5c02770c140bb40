"""Inputs: from figures to one number for each unit."""

from sanbi.engine.scoring.inputs.reading import InputReader

__all__ = ["InputReader"]
