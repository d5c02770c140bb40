"""Traditional characters made simplified, character by character, in traditional documents only."""

from __future__ import annotations

from sanbi.engine.documents.script.convert import Choice, Converted, simplified
from sanbi.engine.documents.script.tables import (
    is_traditional,
    simple_form,
    traditional_share,
)

__all__ = [
    "Choice",
    "Converted",
    "is_traditional",
    "simple_form",
    "simplified",
    "traditional_share",
]
