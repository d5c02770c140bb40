"""Writes of documents: each one transaction and one audit entry."""

from sanbi.apps.documents.services.judging import kinship_judge
from sanbi.apps.documents.services.receiving import (
    Facts,
    document_describe,
    document_receive,
    document_set_aside,
    document_take_back,
)
from sanbi.apps.documents.services.repairing import (
    Chosen,
    document_repair,
    document_reread,
    read_now,
    reading_keep,
)

__all__ = [
    "Chosen",
    "Facts",
    "document_describe",
    "document_receive",
    "document_repair",
    "document_reread",
    "document_set_aside",
    "document_take_back",
    "kinship_judge",
    "read_now",
    "reading_keep",
]
