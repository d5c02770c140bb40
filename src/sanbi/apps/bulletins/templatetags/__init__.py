"""Tags of the pages of bulletins."""
