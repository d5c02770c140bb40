"""Papers of meetings and tours: minutes as Word, sheets of tours as PDF."""
