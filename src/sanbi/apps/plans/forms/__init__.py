"""What comes in from pages of plans."""
