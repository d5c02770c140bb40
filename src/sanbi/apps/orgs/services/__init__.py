"""Writes of the organisation."""
