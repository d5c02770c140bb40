"""Papers of polls: cards, sheets, the record of the count."""
