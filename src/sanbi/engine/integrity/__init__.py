"""Canonical bytes, hashes, hash chains and the assessment package that a stranger can verify."""
