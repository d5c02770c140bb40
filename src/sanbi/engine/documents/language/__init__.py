"""A language model of official prose, from counts that ship with the package."""

from __future__ import annotations

from sanbi.engine.documents.language.model import Model, official_prose
from sanbi.engine.documents.language.symbols import normalised

__all__ = ["Model", "normalised", "official_prose"]
