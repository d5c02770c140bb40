"""Tables that fill lists and registers: one row a thing, faults by cell, all or none."""
