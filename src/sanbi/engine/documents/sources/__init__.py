"""Files opened: what they are, and their text with a way back to the bytes."""

from sanbi.engine.documents.sources.opening import open_source

__all__ = ["open_source"]
