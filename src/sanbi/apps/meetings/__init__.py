"""Meetings and observation tours (docs/mechanisms/meetings.md)."""
