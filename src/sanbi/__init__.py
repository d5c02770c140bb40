"""Sanbi (三比): targets, projects and an assessment that anyone can recompute."""

__version__ = "0.1.0"
