"""Polls: prepared and changed before the roll is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.ballots.models import Poll, PollClass, PollKind, PollState, Subject
from sanbi.apps.ballots.rules import can_run
from sanbi.apps.ballots.services.locking import poll_locked, touched
from sanbi.apps.orgs.chosen import units_open

MOST_SUBJECTS = 60
"""Lines that fit on a screen and on paper."""
HIGHEST = 100
Pair = tuple[str, Decimal]


@dataclass(frozen=True)
class ClassFacts:
    """A class of voters: ``counted_with`` names the class that takes fewer than five ballots."""

    name: str
    weight: Decimal
    counted_with: str = ""


@dataclass(frozen=True)
class PollFacts:
    """What a poll is: subjects by the primary key of their unit."""

    title: str
    period: str
    kind: str
    subjects: Sequence[int]
    classes: Sequence[ClassFacts]
    electorate: str = ""
    criteria: Sequence[Pair] = ()
    grades: Sequence[Pair] = ()
    top: Decimal = Decimal(HIGHEST)
    step: Decimal = Decimal(3)
    trim: int = 0
    whole: bool = True
    own_counts: bool = False
    quorum: int = 50


@service("poll.prepare")
def poll_prepare(*, actor: Actor, now: datetime, facts: PollFacts) -> Poll:
    """Prepare a poll.

    Raises
    ------
    Refused
        for facts that do not make a paper.
    """
    del now
    require(can_run(actor), _("the assessment office"))
    held = Poll(by=actor.user, by_name=actor.name)
    _written(held, facts)
    _lines(held, facts)
    tell(held, kind=held.kind, subjects=len(facts.subjects), classes=len(facts.classes))
    return held


@service("poll.change")
def poll_change(
    *, actor: Actor, now: datetime, poll: int, facts: PollFacts, edition: int | None = None
) -> Poll:
    """Change a poll that is being prepared; its roll stays where its classes do.

    Raises
    ------
    Refused
        once the roll is closed, and when a class would go that has voters.
    """
    del now
    held = poll_locked(actor, poll, PollState.DRAFT, edition=edition)
    names = [row.name for row in facts.classes]
    gone = held.classes.exclude(name__in=names)
    kept = gone.filter(voters__isnull=False).first()
    if kept is not None:
        raise Refused(
            _("The class “%(name)s” has voters on the roll.") % {"name": kept.name},
            _("Give them another class first."),
            "classes",
        )
    gone.delete()
    held.subjects.all().delete()
    _written(held, facts)
    _lines(held, facts)
    touched(held)
    tell(held, kind=held.kind, subjects=len(facts.subjects), classes=len(facts.classes))
    return held


@service("poll.device")
def poll_device(*, actor: Actor, now: datetime, poll: int, allowed: bool) -> Poll:
    """Let people vote on their own device, or not; off unless the office says so.

    The rule on mobile government applications leaves this in doubt (domain.md §0.1); the page says
    so beside the switch.

    Raises
    ------
    Refused
        once the poll is open.
    """
    del now
    held = poll_locked(actor, poll, PollState.DRAFT, PollState.READY)
    held.device_allowed = allowed
    touched(held)
    tell(held, allowed=allowed)
    return held


def _written(held: Poll, facts: PollFacts) -> None:
    if facts.kind not in PollKind.values:
        raise Refused(_("There is no such kind of ballot."), _("Choose one."), "kind")
    if facts.kind == PollKind.GRADE and len(facts.grades) < 2:  # noqa: PLR2004 - a choice
        raise Refused(
            _("A grade ballot needs at least two grades."), _("Write one in a line."), "grades"
        )
    if not 0 <= facts.quorum <= HIGHEST:
        raise Refused(_("A quorum is 0 to 100 percent."), _("Type a number between."), "quorum")
    if any(not 0 <= points <= HIGHEST for _name, points in facts.grades):
        raise Refused(_("A grade is worth 0 to 100."), _("Mend its points."), "grades")
    if any(weight <= 0 for _name, weight in facts.criteria):
        raise Refused(_("A weight is above zero."), _("Mend it, or leave it out."), "criteria")
    held.title, held.period = needed(facts.title, "title"), needed(facts.period, "period")
    held.kind, held.electorate = facts.kind, facts.electorate.strip()
    held.criteria = [[name, str(weight)] for name, weight in facts.criteria]
    grades = facts.grades if facts.kind == PollKind.GRADE else ()
    held.grades = [[name, str(points)] for name, points in grades]
    held.top, held.step, held.trim = facts.top, facts.step, facts.trim
    held.whole, held.own_counts, held.quorum = facts.whole, facts.own_counts, facts.quorum
    held.save()


def _lines(held: Poll, facts: PollFacts) -> None:
    """Write the lines of the paper, by the sound of their names, and the classes."""
    if not 1 <= len(facts.subjects) <= MOST_SUBJECTS:
        raise Refused(
            _("A paper has 1 to %(most)d units.") % {"most": MOST_SUBJECTS},
            _("Choose them from the list."),
            "subjects",
        )
    units = sorted(units_open(facts.subjects, "subjects"), key=lambda unit: (unit.pinyin, unit.pk))
    Subject.objects.bulk_create(
        Subject(poll=held, unit=unit, place=place) for place, unit in enumerate(units, start=1)
    )
    names = [row.name for row in facts.classes]
    if not names or len(set(names)) < len(names):
        raise Refused(
            _("Each class of voters is named once, and there is at least one."),
            _("Write one in a line."),
            "classes",
        )
    made = {}
    for place, row in enumerate(facts.classes, start=1):
        if row.weight <= 0:
            raise Refused(_("A weight is above zero."), _("Mend it, or leave it out."), "classes")
        made[row.name], _new = PollClass.objects.update_or_create(
            poll=held,
            name=needed(row.name, "classes"),
            defaults={"weight": row.weight, "place": place, "counted_with": None},
        )
    for row in facts.classes:
        if row.counted_with:
            _counted_with(made, row)


def _counted_with(made: dict[str, PollClass], row: ClassFacts) -> None:
    other = made.get(row.counted_with)
    if other is None or row.counted_with == row.name:
        raise Refused(
            _("“%(name)s” is counted with a class that does not exist.") % {"name": row.name},
            _("Name another class of the list."),
            "classes",
        )
    made[row.name].counted_with = other
    made[row.name].save(update_fields=["counted_with"])
