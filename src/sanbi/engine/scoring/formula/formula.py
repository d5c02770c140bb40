"""A formula, read once and used for computing, explaining and writing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sanbi.engine.scoring.formula.arithmetic import Arithmetic, C, T
from sanbi.engine.scoring.formula.evaluation import evaluate_tree
from sanbi.engine.scoring.formula.excel import Rounding, excel_text
from sanbi.engine.scoring.formula.explaining import Figure, Language, describe_tree
from sanbi.engine.scoring.formula.nodes import Name, Node, walk
from sanbi.engine.scoring.formula.parser import parse
from sanbi.engine.scoring.formula.plain import from_plain, to_plain
from sanbi.engine.scoring.formula.printing import Printer


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the scheme: `8 - (9.0 - gdp_growth) * 0.8`.

    Two formulas are equal when their trees are, however they were typed.

    Parameters
        root : Node, the tree.
        text : str, as written.
    """

    root: Node
    text: str = field(compare=False)

    def __str__(self) -> str:
        """Return the canonical text; `parse_formula` of it gives an equal formula."""
        return Printer().text(self.root)

    @property
    def names(self) -> tuple[str, ...]:
        """The figures that the formula needs, each once, in the order written."""
        found = (node.name for node, _ in walk(self.root) if isinstance(node, Name))
        return tuple(dict.fromkeys(found))

    def evaluate(self, names: Mapping[str, T], arithmetic: Arithmetic[T, C]) -> T:
        """Return the value of the formula.

        Parameters
            names : name → number or array; all arrays of one length.
            arithmetic : Arithmetic, which also says how an undefined value looks.
        Raises
            FormulaError  for a name that the mapping does not hold.
        """
        return evaluate_tree(self.root, self.text, names, arithmetic)


def parse_formula(text: str) -> Formula:
    """Return the formula that a text spells.

    Names, decimals, percent (5% is 0.05), + - * / and their full-width forms × ÷ −（）, unary
    minus, min max sum mean abs round clip sqrt ln exp pow, and if(condition, a, b) with
    comparisons, and or not 且 或 非. Nothing of it is ever handed to Python.

    Parameters
        text : str, at most 4,000 signs, at most 20 brackets deep.
    Raises
        FormulaError  with the 1-based column of the first fault, and what would be right.
    Source      docs/algorithms/formula.md §1; composite with difficulty coefficient: S2 Wenzhou
    >>> parse_formula("8 − (9.0 − 增速) × 0.8").names
    ('增速',)
    """
    return Formula(parse(text), text)


def to_json(formula: Formula) -> list[object]:
    """Return the formula as nested lists of texts, which need no parser to be computed.

    ["num", "1.5"] · ["percent", "5"] · ["name", "a"] · ["neg", x] · ["+", x, y], - * / ·
    ["min", x, …], max sum mean abs round clip sqrt ln exp pow · ["if", condition, x, y] ·
    conditions ["<", x, y], <= > >= == !=, ["and", c, d], ["or", c, d], ["not", c].
    """
    return to_plain(formula.root)


def from_json(data: object) -> Formula:
    """Return the formula that nested lists describe; the reverse of `to_json`.

    Raises
        FormulaError  with position 0; the message names the place in the lists.
    """
    root = from_plain(data)
    return Formula(root, Printer().text(root))


def to_excel(
    formula: Formula, reference: Callable[[str], str], rounding: Rounding = "half_up"
) -> str:
    """Return the formula for a worksheet, without the leading equals sign.

    Blank cells count as Excel counts them (0 in a sum, passed over by MIN and MAX), so the caller
    guards against missing figures around it.

    Parameters
        formula : Formula
        reference : name → cell, such as C7 or Data!C7.
        rounding : the scheme's rule; round() is ROUND or, for down, TRUNC.
    Raises
        ExcelLimitError  for more than 8,192 signs, 64 brackets deep, or round() by half_even.
    >>> to_excel(parse_formula("if(a >= 8, 5%, clip(a, 0, 4))"), {"a": "C7"}.__getitem__)
    'IF(C7 >= 8,5%,MIN(MAX(C7,0),4))'
    """
    return excel_text(formula.root, reference, rounding)


def describe(formula: Formula, values: Mapping[str, Figure], language: Language = "zh") -> str:
    """Return the formula with figures put in, in typographic signs.

    Parameters
        values : name → figure; a text is shown as given (9.0 keeps its nought), a number with up
            to 6 decimals; a name without a figure stays.
        language : "zh" | "en", for the words of functions and conditions.
    >>> describe(parse_formula("8 - (9.0 - x) * 0.8"), {"x": "6.4"}, "en")
    '8 − (9.0 − 6.4) × 0.8'
    """
    return describe_tree(formula.root, values, language)
