"""Derived inputs: growth, share, completion, pace … as formulas of the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from sanbi.engine.scoring.formula import Formula, to_excel
from sanbi.engine.scoring.formula.excel import ExcelLimitError
from sanbi.engine.scoring.periods import shifted, year_share
from sanbi.engine.scoring.report.excel.book import Book, Heading, InexpressibleError
from sanbi.engine.scoring.report.excel.cells import Value
from sanbi.engine.scoring.report.excel.figures import (
    attribute_column,
    coefficient_column,
    derived_column,
    digits_of,
    engine_values,
    everyone_compared,
    indicator_name,
    participants,
    target_column,
    value_column,
)
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.scheme.model import Input

MOST_PERIODS = 24  # nested IFs of a streak


@dataclass(frozen=True)
class Guarded:
    """A formula that holds where all ``cells`` are numbers and no ``zero`` divisor is nought."""

    cells: tuple[str, ...]
    inner: str
    zero: str = ""
    fails: bool = False

    def text(self, digits: int | None = None) -> str:
        """The formula with its guards; empty where the number does not exist."""
        body = self.inner if digits is None else f"ROUND({self.inner},{digits})"
        if self.fails:
            body = f'IFERROR({body},"")'
        if self.zero:
            body = f'IF({self.zero}=0,"",{body})'
        if not self.cells:
            return body
        if len(self.cells) == 1:
            return f'IF(ISNUMBER({self.cells[0]}),{body},"")'
        return f'IF(COUNT({",".join(self.cells)})={len(self.cells)},{body},"")'


Cells = Callable[[Row], Guarded]


def input_column(book: Book, item: Input, period: str, kind: str, name: str) -> int:
    """The column that holds an input for each unit; ``name`` is what it is called.

    Raises
    ------
    InexpressibleError
        never: what no formula can say stands there as constants.
    """
    when = period if item.at is None else shifted(period, item.at)
    if _is_plain(item) and item.transform in {"value", "target"}:
        column = value_column if item.transform == "value" else target_column
        return column(book, str(item.indicator), when)
    key = ("input", id(item), period, kind)
    if key in book.data.keys:
        return book.data.keys[key]
    book.shown[key] = item  # keeps the item alive, as its identity is the key
    value = engine_values(book, kind, lambda scope: book.run.reader.column(item, period, scope))
    heading = _heading(book, item, when, name)
    try:
        text = _formula(book, item, when, kind, name)
        return derived_column(book, key, heading, _cut(book, text, value), value, kind)
    except InexpressibleError as error:
        return constant_column(book, key, heading, value, error.why, kind)


def constant_column(
    book: Book, key: object, heading: Heading, value: Callable[[Row], Value], why: str, kind: str
) -> int:
    """A column of values that do not follow."""
    column = book.data.add(key, heading)
    for row in book.layout.every_row() if kind == "all" else book.layout.rows():
        book.fixed(book.data, column, row, value(row), why, role="input")
    return column


def _is_plain(item: Input) -> bool:
    return (
        item.formula is None
        and item.coefficient is None
        and item.impute is None
        and item.treat is None
    )


def _heading(book: Book, item: Input, period: str, name: str) -> Heading:
    what = book.words("formula")
    if item.formula is None:
        name, what = indicator_name(book, str(item.indicator)), book.words.transform(item.transform)
    return Heading(book.words("input"), name, f"{what} {period}")


def _cut(book: Book, text: Cells, value: Callable[[Row], Value]) -> Callable[[Row], str]:
    """Cut off binary noise, where scores are exact: 1.1 − 1 must equal 0.1."""
    digits = None
    if book.exact:
        digits = digits_of([value(row) for row in book.layout.every_row()])
    return lambda row: text(row).text(digits)


def _formula(book: Book, item: Input, period: str, kind: str, name: str) -> Cells:
    if item.treat is not None:
        raise InexpressibleError(book.words("why_treat"))
    if item.formula is not None:
        text = formula_cells(book, item.formula, period, kind)
    else:
        text = _TRANSFORMS[item.transform](book, item, period, kind)
    if item.coefficient is not None:
        text = _times(book, text, coefficient_column(book, item.coefficient))
    if item.impute is not None:
        text = _imputed(book, item, text, period, kind, name)
    return text


def _times(book: Book, text: Cells, column: int) -> Cells:
    def formula(row: Row) -> Guarded:
        held, factor = text(row), book.data.at(column, row)
        return replace(held, cells=(*held.cells, factor), inner=f"({held.inner})*{factor}")

    return formula


def _imputed(book: Book, item: Input, text: Cells, period: str, kind: str, name: str) -> Cells:
    """Missing values filled with the mean of present values; the median has no such formula."""
    how = item.impute or {}
    if how["method"] != "mean" or item.transform in {"share", "rank", "rank_change"}:
        raise InexpressibleError(book.words("why_impute"))
    before = _before_imputing(book, item, text, period, name)
    by_group = how["by"] == "group"

    def formula(row: Row) -> Guarded:
        cell = book.data.at(before, row)
        scope = "group" if by_group and kind == "group" else "all"
        values = book.data.range(before, book.layout.scope_span(row, scope))
        conditions = f"{participants(book, row, scope)},1"
        if how["by"] not in {"all", "group"}:
            texts = attribute_column(book, how["by"])
            span = book.data.range(texts, book.layout.scope_span(row, scope))
            conditions += f",{span},{book.data.at(texts, row)}"
        mean = f"AVERAGEIFS({values},{conditions})"
        return Guarded((), f"IF(ISNUMBER({cell}),{cell},{mean})", fails=True)

    return formula


def _before_imputing(book: Book, item: Input, text: Cells, period: str, name: str) -> int:
    """The column of the input as reported, holes left open."""
    if _is_plain(replace(item, impute=None)) and item.transform == "value":
        return value_column(book, str(item.indicator), period)
    bare = replace(item, impute=None, treat=None, at=None)
    key = ("reported", id(item), period)
    book.shown[key] = item
    value = engine_values(book, "all", lambda scope: book.reader.column(bare, period, scope))
    heading = _heading(book, bare, period, name)
    return derived_column(book, key, heading, _cut(book, text, value), value, "all")


# names in formulas --------------------------------------------------------------------------------
def name_column(book: Book, name: str, period: str, kind: str) -> int:
    """The column of what a name stands for: a named input, an indicator, a units column."""
    run = book.run
    if name in run.scheme.inputs:
        return input_column(book, run.scheme.inputs[name], period, kind, name)
    if run.figures.knows(name):
        return value_column(book, name, period)
    return coefficient_column(book, name)


def formula_text(book: Book, formula: Formula, cells: Callable[[str], str]) -> str:
    """A scheme's formula in the worksheet's dialect.

    Raises
    ------
    InexpressibleError
        for one that is too long, or rounds half to even.
    """
    rounding = book.run.scheme.rounding
    try:
        return to_excel(formula, cells, rounding)  # type: ignore[arg-type]
    except ExcelLimitError as error:
        long = rounding != "half_even" or "round" not in str(formula)
        why = "why_long" if long else "why_half_even"
        raise InexpressibleError(book.words(why)) from error


def formula_cells(book: Book, formula: Formula, period: str, kind: str) -> Cells:
    """A formula over inputs, indicators and units columns; nothing where a name is missing."""
    columns = {name: name_column(book, name, period, kind) for name in formula.names}

    def text(row: Row) -> Guarded:
        cells = {name: book.data.at(column, row) for name, column in columns.items()}
        inner = formula_text(book, formula, cells.__getitem__)
        return Guarded(tuple(cells.values()), inner, fails=_may_fail(inner))

    return text


def _may_fail(text: str) -> bool:
    return any(sign in text for sign in ("/", "SQRT", "LN(", "EXP(", "POWER("))


# transforms ---------------------------------------------------------------------------------------
def _now(book: Book, item: Input, period: str) -> int:
    return value_column(book, str(item.indicator), period)


def _before(book: Book, item: Input, period: str) -> int:
    return value_column(book, str(item.indicator), shifted(period, item.extras["against"]))


def _pair(book: Book, item: Input, period: str, inner: str, zero: str = "") -> Cells:
    """A formula of this period's figure {a} and the earlier one {b}."""
    before, now = _before(book, item, period), _now(book, item, period)

    def text(row: Row) -> Guarded:
        a, b = book.data.at(now, row), book.data.at(before, row)
        return Guarded((a, b), inner.format(a=a, b=b), zero.format(b=b))

    return text


def _value(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    column = (value_column if item.transform == "value" else target_column)(
        book, str(item.indicator), period
    )
    return lambda row: Guarded((book.data.at(column, row),), book.data.at(column, row))


def _growth(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    return _pair(book, item, period, "({a}-{b})/ABS({b})*100", "{b}")


def _increment(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    return _pair(book, item, period, "{a}-{b}")


def _change(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    return _pair(book, item, period, "{a}/{b}", "{b}")


def _share(book: Book, item: Input, period: str, kind: str) -> Cells:
    column = _now(book, item, period)

    def text(row: Row) -> Guarded:
        cell = book.data.at(column, row)
        span = book.data.range(column, book.layout.scope_span(row, kind))
        whole = f"SUMIFS({span},{participants(book, row, kind)},1)"
        return Guarded((cell,), f"{cell}*100/{whole}", whole)

    return text


def _block(book: Book, item: Input, period: str) -> ParameterBlock:
    name = indicator_name(book, str(item.indicator))
    word = book.words.transform(item.transform)
    key = (
        f"input {item.indicator} {item.transform} {sorted(map(str, item.extras.items()))} {period}"
    )
    return book.parameters.block(key, str(item.indicator), name, word)


def _per(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    now = _now(book, item, period)
    name = str(item.extras["per"])
    known = book.run.figures.knows(name)
    other = value_column(book, name, period) if known else coefficient_column(book, name)
    scale: Fraction = item.extras["scale"]
    times = ""
    if scale != 1:
        times = "*" + _block(book, item, period).put("scale", book.words("scale"), scale)

    def text(row: Row) -> Guarded:
        a, b = book.data.at(now, row), book.data.at(other, row)
        return Guarded((a, b), f"{a}{times}/{b}", b)

    return text


def _completion(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    return _completed(book, item, period, "")


def _completed(book: Book, item: Input, period: str, tail: str) -> Cells:
    now, goal = _now(book, item, period), target_column(book, str(item.indicator), period)

    def text(row: Row) -> Guarded:
        a, b = book.data.at(now, row), book.data.at(goal, row)
        return Guarded((a, b), f"{a}*100/{b}{tail}", b)

    return text


def _pace(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    word = book.words("time_progress")
    block = book.parameters.block(f"progress {period}", period, word)
    progress = block.put("progress", word, year_share(period))
    difference = item.extras["basis"] == "difference"
    return _completed(book, item, period, f"-{progress}*100" if difference else f"/{progress}")


def ahead(cell: str, values: str, *, high: bool, compared: str = "") -> str:
    """How many numbers of a range are better than a cell, among those that are compared."""
    sign = ">" if high else "<"
    among = f"({compared}=1)*" if compared else ""
    return f"SUMPRODUCT({among}ISNUMBER({values})*({values}{sign}{cell}))"


def _rank(book: Book, item: Input, period: str, kind: str) -> Cells:
    return _placed(book, item, _now(book, item, period), kind)


def _placed(book: Book, item: Input, column: int, kind: str) -> Cells:
    declared = book.run.reader.better_of.get(str(item.indicator))
    high = (item.extras["better"] or declared or "high") == "high"

    def text(row: Row) -> Guarded:
        cell = book.data.at(column, row)
        span = book.data.range(column, book.layout.scope_span(row, kind))
        compared = "" if everyone_compared(book, kind) else participants(book, row, kind)
        return Guarded((cell,), f"1+{ahead(cell, span, high=high, compared=compared)}")

    return text


def _rank_change(book: Book, item: Input, period: str, kind: str) -> Cells:
    earlier, later = _before(book, item, period), _now(book, item, period)
    before, now = _placed(book, item, earlier, kind), _placed(book, item, later, kind)

    def text(row: Row) -> Guarded:
        cells = (book.data.at(later, row), book.data.at(earlier, row))
        return Guarded(cells, f"({before(row).inner})-({now(row).inner})")

    return text


def _streak(book: Book, item: Input, period: str, kind: str) -> Cells:
    del kind
    op = {"==": "=", "!=": "<>"}.get(item.extras["op"], item.extras["op"])
    than = _block(book, item, period).put("than", f"{book.words('than')} {op}", item.extras["than"])
    columns, label = [], period
    held = set(book.run.figures.periods(str(item.indicator)))
    while label in held:
        columns.append(value_column(book, str(item.indicator), label))
        label = shifted(label, "previous")
    if len(columns) > MOST_PERIODS:
        raise InexpressibleError(book.words("why_streak"))
    if not columns:
        columns.append(value_column(book, str(item.indicator), period))

    def text(row: Row) -> Guarded:
        inner = "0"
        for column in reversed(columns):
            cell = book.data.at(column, row)
            rest = "1" if inner == "0" else f"1+{inner}"
            inner = f"IF(ISNUMBER({cell}),IF({cell}{op}{than},{rest},0),0)"
        return Guarded((book.data.at(columns[0], row),), inner)

    return text


_TRANSFORMS: dict[str, Callable[[Book, Input, str, str], Cells]] = {
    "value": _value,
    "target": _value,
    "growth": _growth,
    "increment": _increment,
    "change": _change,
    "share": _share,
    "per": _per,
    "completion": _completion,
    "pace": _pace,
    "rank": _rank,
    "rank_change": _rank_change,
    "streak": _streak,
}
