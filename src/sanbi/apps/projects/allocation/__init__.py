"""Factors follow the projects: from the register to the engine's problem, and back to words."""
