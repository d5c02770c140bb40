"""Tags of the pages of indicators."""
