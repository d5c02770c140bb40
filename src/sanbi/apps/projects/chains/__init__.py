"""Node chains as data: the templates that come along, and those that the county has kept."""

from sanbi.apps.projects.chains.reading import Chain, ChainLink, ChainNode, chain_of, chains

__all__ = ["Chain", "ChainLink", "ChainNode", "chain_of", "chains"]
