"""What the home page shows, each part by a query of its own."""
