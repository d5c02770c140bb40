"""A formula with numbers put in, written once and filled in for every unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sanbi.engine.scoring.explain.substitution.sheet import ATOM, PRODUCT, SUM, Put, Sheet
from sanbi.engine.scoring.formula import Formula, describe
from sanbi.engine.scoring.formula.nodes import Binary, Negative
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES

_PLACE = re.compile("\ue010(.*?)\ue011")


@dataclass(frozen=True)
class FormulaText:
    """A formula as pieces of text between names: ``pieces[0] names[0] pieces[1] …``."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    level: int

    def filled(self, texts: Callable[[str], list[str]], size: int) -> list[str]:
        """Write the formula for each unit; ``texts`` gives the written numbers of a name."""
        columns = {name: texts(name) for name in dict.fromkeys(self.names)}
        lines = []
        for row in range(size):
            parts = [self.pieces[0]]
            for name, piece in zip(self.names, self.pieces[1:], strict=True):
                parts += (columns[name][row], piece)
            lines.append("".join(parts))
        return lines


def formula_text(formula: Formula) -> FormulaText:
    """Write the formula in typographic signs, with places for its names."""
    marked = describe(formula, {name: f"\ue010{name}\ue011" for name in formula.names}, "en")
    split = _PLACE.split(marked)
    root = formula.root
    level = ATOM
    if isinstance(root, Negative) or (isinstance(root, Binary) and root.op in "+-"):
        level = SUM
    elif isinstance(root, Binary):
        level = PRODUCT
    return FormulaText(tuple(split[::2]), tuple(split[1::2]), level)


def formula(sheet: Sheet) -> list[Put]:
    """Write the scheme's own formula with its numbers."""
    text = formula_text(sheet.context.params["formula"])
    lines = text.filled(lambda name: sheet.terms(_value(sheet, name)), sheet.size)
    return [Put(line, text.level) for line in lines]


def _value(sheet: Sheet, name: str) -> Any:  # noqa: ANN401 - scalar or array
    context = sheet.context
    if name == "count":
        return len(context.population)
    if name in OWN_NAMES:
        return getattr(context, name)
    return None if context.names is None else context.names(name)
