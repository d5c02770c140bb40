"""Forms of actions."""
