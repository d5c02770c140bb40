"""Supervision 督办: from a decision to its close-out."""
