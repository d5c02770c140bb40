"""Template tags of actions."""
