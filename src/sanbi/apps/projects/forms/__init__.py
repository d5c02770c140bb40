"""What comes in from pages of projects."""
