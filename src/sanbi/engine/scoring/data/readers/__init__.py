"""Readers of workbooks, CSV and Parquet: from bytes that nobody vouches for to raw tables."""

from sanbi.engine.scoring.data.readers.files import read_data
from sanbi.engine.scoring.data.readers.limits import Limits

__all__ = ["Limits", "read_data"]
