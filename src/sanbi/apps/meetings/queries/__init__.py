"""Reads of meetings and tours; only what the actor may see."""
