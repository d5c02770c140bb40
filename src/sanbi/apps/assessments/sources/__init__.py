"""How facts reach a score: one file per app below, each a query; freezing copies all of them."""
