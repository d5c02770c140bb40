"""The checker for strangers: a sealed ballot box, counted again with the standard library alone.

Nothing here comes from the engine. It is written from docs/algorithms/ballot_box.md; the walk over
the archive's bytes and SM3 are those of the package checker beside it.
"""
