"""Pages of indicators and reporting."""
