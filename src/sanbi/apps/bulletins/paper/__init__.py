"""Papers of a bulletin: one content as Word, PDF, Excel and page."""
