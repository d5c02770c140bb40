"""Template tags of the home page."""
