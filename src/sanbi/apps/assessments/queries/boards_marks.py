"""What a board must say beside a score: revised, under review, under appeal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import connection

from sanbi.apps.assessments.models import Appeal, RunRow
from sanbi.apps.assessments.queries.boards_corrections import corrected_figures, published_before
from sanbi.apps.assessments.queries.boards_rounds import Head
from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.rules import units_seen

REVISED, REVIEW, APPEAL, DECIDED = "revised", "review", "appeal", "decided"
MOST_REVISIONS = 200
FEWEST_DECIMALS, MOST_DECIMALS = 2, 8

# The figures of a leaf changed, not only its score: a relative score moves when others' do.
CHANGED = """
select a.unit_id, a.leaf, a.name, b.x, a.x, b.inputs, a.inputs, b.score, a.score
from assessments_runleaf a
join assessments_runleaf b
  on b.run_id = %s and b.unit_id = a.unit_id and b.leaf = a.leaf
 and b."group" = a."group" and b.period = a.period
where a.run_id = %s and a."group" = %s
  and (a.inputs <> b.inputs or a.x <> b.x
       or (a.inputs = '' and a.score is distinct from b.score))
order by a.unit_id, a.sequence
limit %s
"""


@dataclass(frozen=True)
class Note:
    """One remark: which leaf of which unit, and what happened to it.

    ``number`` is the footnote's of a revision, from 1; 0 for the others. ``before`` and ``after``
    are the figures as they were taken, ``change`` the points won by the revision. ``text`` is the
    reason of a correction, or the unit's reason of an appeal, for those who may read it;
    ``outcome`` the decision, once there is one. An upheld appeal stays under review 待复核 until
    the run that answers it is the one shown.
    """

    kind: str
    unit: int
    leaf: str
    leaf_name: str
    number: int = 0
    before: str = ""
    after: str = ""
    change: Decimal | None = None
    at: datetime | None = None
    due_at: datetime | None = None
    text: str = ""
    outcome: str = ""
    upheld: bool | None = None
    key: int = 0


def notes_of(
    actor: Actor, head: Head, group: str, order: Sequence[int], before: int | None = None
) -> tuple[Note, ...]:
    """Remarks on a board, in the order of its rows: revisions first, then appeals.

    ``before`` is the key of the run that was published before the one shown.
    """
    places = {unit: place for place, unit in enumerate(order)}
    late = {(note.unit, note.leaf): note for note in _late(head, order)}
    revised = []
    for note in _revisions(head, group, before):
        reason = late.pop((note.unit, note.leaf), note)
        revised.append(replace(note, text=reason.text, at=reason.at))
    revised += late.values()
    revised.sort(key=lambda note: places.get(note.unit, 0))
    numbered = [replace(note, number=number) for number, note in enumerate(revised, start=1)]
    appeals = [note for note in _appeals(actor, head) if note.unit in places]
    appeals.sort(key=lambda note: ((REVIEW, APPEAL, DECIDED).index(note.kind), places[note.unit]))
    return (*numbered, *appeals)


def revised_leaves(head: Head) -> frozenset[tuple[int, str]]:
    """Every unit and leaf that a board of this run marks as revised 已修订, in any group."""
    last = published_before(head)
    rows = RunRow.objects.filter(run=head.run).values_list("unit", "group")
    units, groups = {unit for unit, _group in rows}, {group for _unit, group in rows}
    notes = _late(head, sorted(units))
    for group in sorted(groups):
        notes += _revisions(head, group, last[0] if last else None)
    return frozenset((note.unit, note.leaf) for note in notes)


def _revisions(head: Head, group: str, before: int | None) -> list[Note]:
    """Leaves whose figures differ from the run that was published before this one."""
    if before is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [before, head.run, group, MOST_REVISIONS])
        rows = cursor.fetchall()
    return [_revision(row) for row in rows]


def _late(head: Head, units: Sequence[int]) -> list[Note]:
    """Leaves that rest on a figure which was corrected after its lock: marked in every run."""
    readers: dict[str, list[tuple[str, str]]] = {}
    for code, leaf, name in head.reads:
        readers.setdefault(code, []).append((leaf, name))
    return [
        Note(
            REVISED,
            figure.unit,
            leaf,
            name,
            before=figure.before,
            after=figure.after,
            at=figure.at,
            text=figure.reason,
        )
        for figure in corrected_figures(head, units)
        for leaf, name in readers.get(figure.indicator, ())
    ]


def told_apart(before: str, after: str) -> tuple[str, str]:
    """Two figures in as few decimals, two at least, as tell them apart; others stay as they are.

    >>> told_apart("9.081884807908", "6.627663843538")
    ('9.08', '6.63')
    """
    try:
        exact = Decimal(before), Decimal(after)
    except InvalidOperation:
        return before, after
    if all(number == round(number, FEWEST_DECIMALS) for number in exact):
        return before, after
    for digits in range(FEWEST_DECIMALS, MOST_DECIMALS + 1):
        first, second = (round(number, digits) for number in exact)
        if first != second:
            return f"{first:f}", f"{second:f}"
    return before, after


def _revision(row: Sequence[object]) -> Note:
    unit, leaf, name, x_before, x_after, _inputs, _inputs_after, score_before, score_after = row
    change = None
    if isinstance(score_before, Decimal) and isinstance(score_after, Decimal):
        change = score_after - score_before
    told_before, told_after = told_apart(str(x_before), str(x_after))
    return Note(
        REVISED,
        int(str(unit)),
        str(leaf),
        str(name),
        before=told_before,
        after=told_after,
        change=change,
    )


def _appeals(actor: Actor, head: Head) -> list[Note]:
    seen = units_seen(actor)
    found = []
    state = Appeal.State
    appeals = Appeal.objects.filter(round=head.pk).exclude(state=state.WITHDRAWN)
    for item in appeals.select_related("correction"):
        kind = {state.FILED: APPEAL, state.ACCEPTED: REVIEW}.get(state(item.state), DECIDED)
        if item.state == state.UPHELD and not _answered(item, head):
            kind = REVIEW
        readable = seen is None or item.unit_id in seen
        found.append(
            Note(
                kind,
                item.unit_id,
                item.leaf,
                item.leaf_name,
                at=item.decided_at or item.filed_at,
                due_at=item.due_at,
                text=item.reason if readable else "",
                outcome=item.decision,
                upheld=item.state == state.UPHELD if item.decided_at else None,
                key=item.pk,
            )
        )
    return found


def _answered(item: Appeal, head: Head) -> bool:
    return item.correction is not None and item.correction.number <= head.number
