"""What is asked of polls."""
