"""Reads of indicators, targets and reports: only what the actor may see."""
