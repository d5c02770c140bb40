"""Documents 来文: kept as they came, read, repaired by choice (docs/mechanisms/inbox.md)."""
