"""A page laid out: what is no text left out, broken paragraphs whole, its articles apart."""

from sanbi.engine.documents.layout.arranging import arranged

__all__ = ["arranged"]
