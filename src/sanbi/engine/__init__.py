"""The pure wing: plain data in, plain data out. No framework, database, clock or network."""
