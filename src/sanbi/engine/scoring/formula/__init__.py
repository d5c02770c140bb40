"""A small, safe expression language: read, compute, explain, write for Excel.

The grammar is our own and nothing is handed to Python. Works with any kind of number through
`Arithmetic`; imports no array library.
"""

from sanbi.engine.scoring.formula.arithmetic import Arithmetic
from sanbi.engine.scoring.formula.errors import FormulaCycle, FormulaError
from sanbi.engine.scoring.formula.excel import ExcelLimitError
from sanbi.engine.scoring.formula.formula import (
    Formula,
    describe,
    from_json,
    parse_formula,
    to_excel,
    to_json,
)
from sanbi.engine.scoring.formula.ordering import dependencies

__all__ = [
    "Arithmetic",
    "ExcelLimitError",
    "Formula",
    "FormulaCycle",
    "FormulaError",
    "dependencies",
    "describe",
    "from_json",
    "parse_formula",
    "to_excel",
    "to_json",
]
