"""Home page and full-screen boards."""
