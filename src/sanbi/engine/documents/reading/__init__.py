"""Reading: facts out of the clean text of an article."""

from sanbi.engine.documents.reading.article import read_article
from sanbi.engine.documents.reading.names import Names

__all__ = ["Names", "read_article"]
