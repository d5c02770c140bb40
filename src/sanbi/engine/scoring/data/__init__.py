"""Everything between a file and clean tables: reading, cleaning, checking, writing."""

from sanbi.engine.scoring.data.canonical import from_csv_files, to_csv_files
from sanbi.engine.scoring.data.expectation import Expectation
from sanbi.engine.scoring.data.readers import Limits, read_data
from sanbi.engine.scoring.data.schemas import SCHEMAS, TABLES
from sanbi.engine.scoring.data.tables import Data

__all__ = [
    "SCHEMAS",
    "TABLES",
    "Data",
    "Expectation",
    "Limits",
    "from_csv_files",
    "read_data",
    "to_csv_files",
]
