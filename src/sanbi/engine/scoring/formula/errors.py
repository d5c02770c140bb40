"""What a formula refuses, and how it says so."""

import unicodedata

_AROUND = 30


class FormulaError(ValueError):
    """A formula that cannot be read or computed, with the place in its text.

    Parameters
        position : int, 1-based column of the sign at fault; 0 where the formula came without text.
        message : str, what is wrong.
        hint : str, what would be right.
        text : str, the formula as written.
    """

    def __init__(self, position: int, message: str, hint: str, text: str = "") -> None:
        self.position = position
        self.message = message
        self.hint = hint
        self.text = text
        super().__init__(str(self))

    @property
    def caret(self) -> str:
        """The piece of the formula around the fault, with a caret under it; two lines."""
        if not self.text or not self.position:
            return ""
        at = self.position - 1
        start = max(0, at - _AROUND)
        piece = "".join(_visible(sign) for sign in self.text[start : at + _AROUND])
        width = sum(_width(_visible(sign)) for sign in self.text[start:at])
        return f"  {piece}\n  {' ' * width}^"

    def __str__(self) -> str:
        place = f"column {self.position}: " if self.position else ""
        lines = f"{place}{self.message}; {self.hint}"
        return f"{lines}\n{self.caret}" if self.caret else lines


class FormulaCycle(ValueError):  # noqa: N818  a cycle of formulas is named for what it is
    """Formulas that need each other; `cycle` names them round, the first again at the end."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        self.cycle = cycle
        super().__init__(
            f"These formulas need each other: {' → '.join(cycle)}; "
            "take one of the names out of one of them",
        )


def _visible(sign: str) -> str:
    return sign if sign.isprintable() else " "


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
