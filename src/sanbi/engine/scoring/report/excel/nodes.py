"""Nodes of the tree as formulas of their children."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.scoring.evaluation.cohort import NodeResult
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.report.excel.book import Book, Heading, InexpressibleError, plain
from sanbi.engine.scoring.report.excel.cells import Value, joined
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.leaves import LONGEST, may_be_absent
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.report.excel.rules.leaf import LeafParameters, clipped
from sanbi.engine.scoring.scheme.model import Leaf, Node

Key = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """A child as its node sees it: its cell, its weight and points as cells."""

    cell: str
    weight: Callable[[], str]
    points: Callable[[], str]
    absent: bool


@dataclass
class NodeColumns:
    """Writes every node, children before parents."""

    book: Book
    leaf_columns: dict[Key, int]
    columns: dict[Key, int]

    def write(self) -> None:
        """Formulas of all nodes."""
        for name, period in self.columns:
            node = self._result(name, period, self.book.layout.blocks[0].number).node
            listed = self._listed(node, period)
            for row in self.book.layout.rows():
                self._write(node, period, listed, row)

    def _listed(self, node: Node, period: str) -> tuple[str, ...]:
        """The sub-periods that this cell rolls up, none for a node of one period."""
        if node.over is None:
            return ()
        labels = node.over.periods
        return sub_periods(period, labels) if isinstance(labels, str) else labels

    def _result(self, name: str, period: str, block: int) -> NodeResult:
        return self.book.layout.blocks[block].outcome.scores.nodes[name, period]

    def _write(self, node: Node, period: str, listed: tuple[str, ...], row: Row) -> None:
        book, column = self.book, self.columns[node.id, period]
        result = self._result(node.id, period, row.block or 0).score
        value: Value = plain(result.values[row.place]) if result.present[row.place] else ""
        shown = book.number_format(book.digits())
        try:
            text = self._text(node, period, listed, row)
        except InexpressibleError as error:
            book.fixed(book.totals, column, row, value, error.why, number_format=shown, role="node")
            return
        book.totals.sheet.live(row.row, column, text, value, "node", shown, "node")

    def _text(self, node: Node, period: str, listed: tuple[str, ...], row: Row) -> str:
        block = self.book.parameters.block(
            f"node {node.id}", node.id, node.name, self.book.words.either("合成", "aggregate")
        )
        if listed and node.over is not None:
            if period in listed:
                raise InexpressibleError(self.book.words("why_period"))
            parts = [
                self._period_part(node, label, number, block, row)
                for number, label in enumerate(listed)
            ]
            text = self._sum_over(parts) if node.over.aggregate == "sum" else _weighted(parts)
        else:
            parts = [self._part(child, period, block, row) for child in node.children]
            text = self._aggregated(node, parts, block, row)
        text = self._enough(node, parts, text, block)
        if len(text) > LONGEST:
            raise InexpressibleError(self.book.words("why_long"))
        return text

    # parts ------------------------------------------------------------------------------------
    def _part(self, child: Node | Leaf, period: str, block: ParameterBlock, row: Row) -> Part:
        book = self.book
        if isinstance(child, Node):
            cell = book.totals.at(self.columns[child.id, period], row)
            return Part(
                cell,
                lambda: _put_weight(book, block, child),
                lambda: _put_points(book, block, child),
                node_may_be_absent(book, child),
            )
        cell = book.scores.at(self.leaf_columns[child.id, period], row)
        cells = LeafParameters(book, child)
        return Part(
            cell,
            lambda: cells.weight(row, block),
            lambda: cells.points(row),
            may_be_absent(book, child),
        )

    def _period_part(
        self, node: Node, label: str, number: int, block: ParameterBlock, row: Row
    ) -> Part:
        over = node.over
        weights = over.weights if over is not None else None
        weight = weights[number] if weights else Fraction(1)
        word = self.book.words("weight_of", label)
        return Part(
            self.book.totals.at(self.columns[node.id, label], row),
            lambda: block.put(f"weight @{label}", word, weight),
            lambda: "1",
            node_may_be_absent(self.book, node),
        )

    def _sum_over(self, parts: list[Part]) -> str:
        total = "+".join(f"{_cell(part)}*{part.weight()}" for part in parts)
        if not any(part.absent for part in parts):
            return total
        whole = joined([part.weight() for part in parts])
        return f"({total})*SUM({whole})/{_weights(parts)}"

    def _enough(self, node: Node, parts: list[Part], text: str, block: ParameterBlock) -> str:
        """The node within its limits and rounded, absent where too few children are there."""
        words = self.book.words
        limits = [
            None if value is None else block.put(name, words(name), value)
            for name, value in (("cap", node.cap), ("floor", node.floor))
        ]
        text = self.book.rounded(clipped(text, limits[0], limits[1]), "node")
        if not any(part.absent for part in parts):
            return text
        cells = joined([part.cell for part in parts])
        if node.min_share is None or node.over is not None:
            return f'IF(COUNT({cells})=0,"",{text})'
        share = block.put("min_share", words("min_share"), node.min_share)
        return f'IF(COUNT({cells})<MAX(1,ROUND({share}*{len(parts)},9)),"",{text})'

    def _aggregated(self, node: Node, parts: list[Part], block: ParameterBlock, row: Row) -> str:
        if node.aggregate == "fold":
            points = Fraction(100) if node.points is None else node.points
            return _fold(parts, block.put("points", self.book.words("points"), points))
        if node.aggregate == "power":
            power = Fraction(1) if node.power is None else node.power
            exponent = block.put("power", self.book.words("power"), power)
            return _power(parts, exponent, negative=power < 0)
        if node.aggregate == "copeland":
            return self._copeland(parts, row)
        return _AGGREGATES[node.aggregate](parts)

    def _copeland(self, parts: list[Part], row: Row) -> str:
        """Wins less losses: the sign of the weighted balance against each other unit."""
        if any(part.absent for part in parts):
            raise InexpressibleError(self.book.words("why_absent"))
        span = self.book.layout.scope_span(row, "group")
        terms = []
        for part in parts:
            column = part.cell.rstrip("0123456789")
            cells = f"{column}${span[0] + 1}:{column.partition('!')[2]}${span[1] + 1}"
            terms.append(f"{part.weight()}*SIGN({part.cell}-{cells})")
        return f"SUMPRODUCT(SIGN(ROUND({'+'.join(terms)},9)))"


def node_may_be_absent(book: Book, node: Node) -> bool:
    """Whether a node may have no value for some unit."""
    return any(may_be_absent(book, leaf) for leaf in node.leaves())


def _put_weight(book: Book, block: ParameterBlock, child: Node) -> str:
    weight = Fraction(1) if child.weight is None else child.weight
    return block.put(f"weight {child.id}", book.words("weight_of", child.name), weight)


def _put_points(book: Book, block: ParameterBlock, child: Node) -> str:
    if child.points is None:
        raise InexpressibleError(book.words("why_long"))
    return block.put(f"points {child.id}", book.words("points_of", child.name), child.points)


# aggregates ---------------------------------------------------------------------------------------
def _sum(parts: list[Part]) -> str:
    """Σ s; where children are absent, the present sum scaled to the points of all."""
    total = f"SUM({joined([part.cell for part in parts])})"
    if not any(part.absent for part in parts):
        return total
    whole = joined([part.points() for part in parts])
    held = "+".join(f"{part.points()}*ISNUMBER({part.cell})" for part in parts)
    return f"{total}*SUM({whole})/({held})"


def _weights(parts: list[Part]) -> str:
    """Σ of the weights of present children."""
    if not any(part.absent for part in parts):
        return f"SUM({joined([part.weight() for part in parts])})"
    return "(" + "+".join(f"{part.weight()}*ISNUMBER({part.cell})" for part in parts) + ")"


def _cell(part: Part) -> str:
    """The child's score, nought where it is absent."""
    return f"N({part.cell})" if part.absent else part.cell


def _weighted(parts: list[Part]) -> str:
    """Σ w s / Σ w."""
    terms = "+".join(f"{part.weight()}*{_cell(part)}" for part in parts)
    return f"({terms})/{_weights(parts)}"


def _fold(parts: list[Part], points: str) -> str:
    """P · Σ w (s / P_i) / Σ w."""
    terms = "+".join(f"{part.weight()}*{_cell(part)}/{part.points()}" for part in parts)
    return f"{points}*({terms})/{_weights(parts)}"


def _geometric(parts: list[Part]) -> str:
    """Π s^(w/Σw)."""
    weights = _weights(parts)
    factors = []
    for part in parts:
        factor = f"{part.cell}^({part.weight()}/{weights})"
        factors.append(f"IF(ISNUMBER({part.cell}),{factor},1)" if part.absent else factor)
    return "*".join(factors)


def _present_term(part: Part, term: str) -> str:
    return f"IF(ISNUMBER({part.cell}),{term},0)" if part.absent else term


def _harmonic(parts: list[Part]) -> str:
    """Σw / Σ(w/s); a zero gives 0."""
    terms = "+".join(_present_term(part, f"{part.weight()}/{part.cell}") for part in parts)
    least = f"MIN({joined([part.cell for part in parts])})"
    return f"IF({least}=0,0,{_weights(parts)}/({terms}))"


def _power(parts: list[Part], exponent: str, *, negative: bool) -> str:
    """(Σ w s^p / Σw)^(1/p); a zero with p < 0 gives 0."""
    terms = "+".join(
        _present_term(part, f"{part.weight()}*{part.cell}^{exponent}") for part in parts
    )
    mean = f"(({terms})/{_weights(parts)})^(1/{exponent})"
    if not negative:
        return mean
    return f"IF(MIN({joined([part.cell for part in parts])})=0,0,{mean})"


_AGGREGATES: dict[str, Callable[[list[Part]], str]] = {
    "sum": _sum,
    "weighted": _weighted,
    "geometric": _geometric,
    "harmonic": _harmonic,
}


def node_columns(book: Book) -> dict[Key, int]:
    """A column for each node and period, children before parents."""
    columns = {}
    for name, period in book.layout.blocks[0].outcome.scores.nodes:
        node = book.layout.blocks[0].outcome.scores.nodes[name, period].node
        what = name if period == book.run.period else f"{name} @{period}"
        columns[name, period] = book.totals.add(
            ("node", name, period), Heading(book.words.either("节点", "node"), node.name, what)
        )
    return columns
