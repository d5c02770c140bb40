"""Reads of rounds, runs and boards; the first argument is the actor."""
