"""Why a unit moved since another round, split by its causes from the packages of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Run
from sanbi.apps.assessments.queries.boards import Board, Row, board
from sanbi.apps.assessments.queries.boards_corrections import published_before
from sanbi.apps.assessments.queries.boards_results import result_by
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.engine.scoring.movement import Movement, movement
from sanbi.engine.scoring.scheme.model import Node

KEPT = 64


@dataclass(frozen=True)
class Moved:
    """A unit's line, the period it is compared with, the split, and names of parts by id.

    ``why_not`` says why there is no split; then ``found`` is None.
    """

    board: Board
    row: Row
    since: str
    found: Movement | None
    names: dict[str, str]
    why_not: str = ""


def movement_of(
    actor: Actor, code: str, unit: int, *, group: str, compare: str, run: int | None
) -> Moved:
    """Return why a unit moved since the round that its board is compared with.

    Half a second for a county; kept for the next reader.

    Raises
    ------
    Missing
        for a round, group or unit that the actor does not see there.
    """
    held = board(actor, code, group, compare, run)
    row = next((row for row in held.rows if row.unit == unit), None)
    if row is None:
        raise Missing(_("This unit does not stand on the board."))
    names = _names(held)
    if held.compared is None or row.rank is None:
        why = _("There is no earlier round to compare with, or the unit has no rank.")
        return Moved(held, row, "", None, names, why)
    earlier = Run.objects.get(pk=held.compared.run)
    first = published_before(held.head)
    initial = None if first is None else Run.objects.get(pk=first[0]).package_id
    unit_code = Unit.objects.values_list("code", flat=True).get(pk=unit)
    try:
        found = _split(earlier.package_id, held.head.package, initial, unit_code, held.group.code)
    except ValueError:
        why = _("The unit had no rank then, or both rounds cannot be mixed by their schemes.")
        return Moved(held, row, held.compared.period, None, names, why)
    return Moved(held, row, held.compared.period, found, names)


@lru_cache(maxsize=KEPT)
def _split(before: str, after: str, first: str | None, unit: str, group: str) -> Movement:
    initial = None if first is None else result_by(first).data
    return movement(result_by(before), result_by(after), unit, group=group, first=initial)


def _names(held: Board) -> dict[str, str]:
    tree = result_by(held.head.package).scheme.tree
    return {item.id: item.name or item.id for item in tree.walk() if isinstance(item, Node)}
