"""The facts that conditions may ask for (contract section 2.8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from package_verifier.cohorts import Scope
from package_verifier.conditions import Condition, Fact, facts_of
from package_verifier.inputs import Inputs
from package_verifier.marks import Marks
from package_verifier.periods import read_period
from package_verifier.tables import History

AFTER_RANKING = frozenset(
    {
        "total",
        "rank",
        "previous_rank",
        "rank_change",
        "rank_from_bottom",
        "group_size",
        "grade",
    }
)
NO_HISTORY = History(None, None, None)
Scores = Callable[[str], Fraction | None]


def is_late(condition: Condition) -> bool:
    """Say whether a condition can be decided only after ranking."""
    return not facts_of(condition).isdisjoint(AFTER_RANKING)


def nothing(_: str) -> Fraction | None:
    """Return no score: what a leaf's own ``when`` may know of scores."""
    return None


@dataclass
class UnitFacts:
    """What is known of one unit in one group; scores and standing as far as they are settled."""

    inputs: Inputs
    marks: Marks
    unit: str
    group: str
    period: str
    scope: Scope
    score: Scores = nothing
    x: Scores = nothing
    standing: Mapping[str, Fact] = field(default_factory=dict)

    def fact(self, name: str, back: int) -> Fact:
        """Return a fact ``back`` periods ago.

        Earlier periods know indicators, inputs (of leaves too), events and columns, and from the
        history table total, rank, grade and rank_from_bottom; all else is missing there.
        """
        if name in AFTER_RANKING:
            return self.standing.get(name) if back == 0 else self._past(name, back)
        if name.startswith("x."):
            leaf = name.removeprefix("x.")
            return self.x(leaf) if back == 0 else self._past_input(leaf, back)
        if name.startswith("events."):
            return self._events(name.removeprefix("events."), back)
        if name.startswith("score."):
            return self.score(name.removeprefix("score.")) if back == 0 else None
        text = self.inputs.cohorts.unit(self.unit).texts.get(name)
        is_text = name not in self.inputs.tables.number_columns and text is not None
        if is_text and not self.inputs.is_name(name):
            return text
        return self.inputs.named(name, self.unit, self._label(back), self.scope)

    def _label(self, back: int) -> str | None:
        if back == 0:
            return self.period
        period = read_period(self.period)
        return None if period is None else period.shifted(-back).label()

    def _past_input(self, leaf_id: str, back: int) -> Fraction | None:
        leaf = self.inputs.scheme.leaves.get(leaf_id)
        taken = None if leaf is None else self.inputs.resolve(leaf.input)
        if leaf is None or taken is None:
            return None
        scope = self.inputs.cohorts.scope(self.group, leaf.compare_in)
        return self.inputs.values(taken, self._label(back), scope).get(self.unit)

    def _past(self, name: str, back: int) -> Fact:
        label = self._label(back)
        found = self.history(label)
        if name == "total":
            return found.score
        if name == "grade":
            return found.grade
        if name == "rank":
            return found.rank
        return self._past_place(name, found.rank, label)

    def _past_place(self, name: str, place: Fraction | None, label: str | None) -> Fraction | None:
        """Return what follows from the ranks that the history holds of the whole group."""
        rows = self.inputs.tables.history.items()
        places = [
            row.rank
            for (_, group, period), row in rows
            if period == label and group in (self.group, "") and row.rank is not None
        ]
        if name != "rank_from_bottom" or place is None:
            return None
        return Fraction(1 + sum(other > place for other in places))

    def history(self, label: str | None) -> History:
        """Return what the history table holds of this unit and group."""
        rows = self.inputs.tables.history
        own = rows.get((self.unit, self.group, label or ""))
        return own or rows.get((self.unit, "", label or ""), NO_HISTORY)

    def _events(self, item: str, back: int) -> Fraction | None:
        label = self._label(back)
        if label is None:
            return None
        events = self.marks.events(item, self.unit, label)
        return sum((event.count for event in events), Fraction(0))
