"""Node chains as data: the templates that come along, and those that the county has kept."""

from sanbi.apps.projects.chains.reading import (
    Chain,
    ChainLink,
    ChainNode,
    Offer,
    chain_of,
    chains,
    offers,
)
from sanbi.apps.projects.chains.table import ChainTable, chain_rows, read_chain_table

__all__ = [
    "Chain",
    "ChainLink",
    "ChainNode",
    "ChainTable",
    "Offer",
    "chain_of",
    "chain_rows",
    "chains",
    "offers",
    "read_chain_table",
]
