"""What comes in from the pages of meetings and tours."""
