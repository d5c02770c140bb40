"""The checker for strangers: an assessment package, recomputed with the standard library alone.

Nothing here comes from the engine. It is the second implementation of the contract in
``docs/mechanisms/scheme.md``, written from that page; where the two disagree, one has a fault.
"""
