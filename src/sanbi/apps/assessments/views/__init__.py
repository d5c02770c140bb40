"""Pages of rounds, runs and boards."""
