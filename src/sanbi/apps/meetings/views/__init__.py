"""Pages of meetings and tours."""
