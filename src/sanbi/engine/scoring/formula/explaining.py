"""A formula with the figures put in, as people read it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from sanbi.engine.scoring.formula.nodes import Name, Node
from sanbi.engine.scoring.formula.printing import ATOM, SUM, Printer
from sanbi.engine.scoring.formula.vocabulary import CHINESE_NAMES

Language = Literal["zh", "en"]
Figure = int | float | Decimal | Fraction | str

_MINUS = "−"
_DECIMALS = 6


class ExplainingPrinter(Printer):
    """Writes typographic signs, and figures in place of names."""

    operators: ClassVar[Mapping[str, str]] = {"+": "+", "-": _MINUS, "*": "×", "/": "÷"}
    comparators: ClassVar[Mapping[str, str]] = {
        "<": "<",
        "<=": "≤",
        ">": ">",
        ">=": "≥",
        "==": "=",
        "!=": "≠",
    }
    minus: ClassVar[str] = _MINUS

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        self.figures = figures

    def name(self, node: Name) -> tuple[str, int]:
        """Write the figure, or the bare name where there is none."""
        if node.name not in self.figures:
            return node.name, ATOM
        text = figure_text(self.figures[node.name])
        return text, SUM if text.lstrip("≈").startswith(_MINUS) else ATOM


class ChinesePrinter(ExplainingPrinter):
    """The same with Chinese words."""

    words: ClassVar[Mapping[str, str]] = {"and": "且", "or": "或", "not": "非"}
    comma: ClassVar[str] = "，"

    def function(self, name: str) -> str:
        """Return the Chinese word."""
        return CHINESE_NAMES[name]


def describe_tree(root: Node, figures: Mapping[str, Figure], language: Language) -> str:
    """Return the text of a tree with figures put in."""
    printer = ChinesePrinter if language == "zh" else ExplainingPrinter
    return printer(figures).text(root)


def figure_text(figure: Figure) -> str:
    """Return a figure as people write it, with a typographic minus.

    A text stays as it is given (9.0 keeps its nought). A number is written with all its decimals
    if it has at most 6, else rounded half even to 6 and marked ≈.
    """
    if isinstance(figure, str):
        text = figure
    else:
        number = Fraction(Decimal(repr(figure)) if type(figure) is float else figure)
        shown = round(number, _DECIMALS)
        scaled = f"{abs(shown.numerator) * 10**_DECIMALS // shown.denominator:07d}"
        text = f"{scaled[:-_DECIMALS]}.{scaled[-_DECIMALS:]}".rstrip("0").rstrip(".")
        text = f"{'-' if shown < 0 else ''}{text}"
        text = text if shown == number else f"≈{text}"
    return text.replace("-", _MINUS, 1) if text.startswith(("-", "≈-")) else text
