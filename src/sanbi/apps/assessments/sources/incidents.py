"""What happened in units along the bottom lines, under codes that begin with ``incidents.``.

Counted are confirmed incidents by the day on which they happened; recorded and withdrawn ones
count nowhere. They are figures, not events: a deduction reckons with them by a formula, a veto
compares them, and nobody registers an incident for a round by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from sanbi.apps.actions.categories import BOTTOM_LINES
from sanbi.apps.actions.grading import ORDER, is_at_least
from sanbi.apps.actions.models import Incident
from sanbi.apps.assessments.sources.indicators import Figure
from sanbi.engine.calendar import Period, PeriodError

PREFIX = "incidents."
SOURCE = "事故登记"
SUMS = ("deaths", "injured", "loss_wan")
UP = "_up"
LINES = tuple(line for line, _words in BOTTOM_LINES)
CODES = (
    *(f"{PREFIX}{name}" for name in SUMS),
    *(f"{PREFIX}{line}" for line in LINES),
    *(f"{PREFIX}{line}.{grade}" for line in LINES for grade in ORDER),
    *(f"{PREFIX}{line}.{grade}{UP}" for line in LINES for grade in ORDER),
)
"""All that may be asked for."""


def incident_figures(
    codes: Iterable[str], labels: Sequence[str], units: Mapping[int, str]
) -> Iterator[Figure]:
    """Yield the figures of incidents that a scheme asks for, as they stand now.

    ``incidents.safety``, ``.environment`` and ``.petition`` count incidents along a line;
    ``incidents.safety.larger`` those of a grade (general, larger, major, grave) and
    ``incidents.safety.larger_up`` those of it or graver; ``incidents.deaths`` and ``.injured`` are
    sums of people, ``.loss_wan`` of 万元. A unit without any has 0.

    Parameters
    ----------
    units : mapping of primary key → code
    labels : canonical texts of periods; others are passed over
    """
    wanted = sorted(set(codes) & set(CODES))
    if not wanted:
        return
    for label in labels:
        try:
            period = Period.parse(label)
        except PeriodError:
            continue
        found = _happened(list(units), period)
        for unit, code in units.items():
            rows = found.get(unit, [])
            link = max((row.pk for row in rows), default=0)
            for name in wanted:
                value = _value(name.removeprefix(PREFIX), rows)
                yield Figure(code, name, label, value, None, 1, SOURCE, revised=False, link=link)


def _happened(units: list[int], period: Period) -> Mapping[int, list[Incident]]:
    found: dict[int, list[Incident]] = defaultdict(list)
    rows = Incident.objects.filter(
        unit__in=units,
        state=Incident.State.CONFIRMED,
        happened_on__range=(period.start, period.end),
    )
    for row in rows.order_by("pk"):
        found[row.unit_id].append(row)
    return found


def _value(name: str, rows: Sequence[Incident]) -> Decimal:
    if name in SUMS:
        return sum((Decimal(getattr(row, name)) for row in rows), Decimal(0))
    line, _dot, grade = name.partition(".")
    along = [row for row in rows if row.line == line]
    if grade.endswith(UP):
        along = [row for row in along if is_at_least(row.grade, grade.removesuffix(UP))]
    elif grade:
        along = [row for row in along if row.grade == grade]
    return Decimal(len(along))
