"""Tags and filters of meetings."""
