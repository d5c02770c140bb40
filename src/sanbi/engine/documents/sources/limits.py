"""How large a document may be. A hundred times what offices send, and still quick to refuse."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE  # of the parts of a packed file that are read
MOST_CHARACTERS = 10_000_000
MOST_PAGES = 2_000
