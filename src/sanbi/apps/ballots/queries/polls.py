"""Polls as an actor sees them, their paper and their turnout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.ballots.models import Poll, PollClass, RollMark, Subject, Voter
from sanbi.apps.ballots.rules import can_see_result, polls_seen
from sanbi.engine.integrity.ballots import Box, Paper, PaperKind, VoterClass, read_box


def polls_for(actor: Actor) -> QuerySet[Poll]:
    """Return the polls that the actor sees, the newest first."""
    return Poll.objects.filter(polls_seen(actor))


def with_counts(polls: QuerySet[Poll]) -> QuerySet[Poll]:
    """Add ``people`` on the roll and how many have ``voted`` to each poll."""
    return polls.annotate(people=_count(Voter), voted=_count(RollMark))


def _count(model: type[Voter | RollMark]) -> Coalesce:
    rows = model.objects.filter(poll=OuterRef("pk")).order_by().values("poll")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def poll_get(actor: Actor, poll: int) -> Poll:
    """Return a poll that the actor sees.

    Raises
    ------
    Missing
        when there is none.
    """
    held = polls_for(actor).filter(pk=poll).first()
    if held is None:
        raise Missing
    return held


def sealed_box(actor: Actor, poll: int) -> tuple[Poll, Box]:
    """Return a poll with its sealed box, read and recounted.

    Raises
    ------
    Missing
        when the actor sees no such poll, or not its result.
    """
    held = poll_get(actor, poll)
    if not can_see_result(actor, held.state):
        raise Missing(_("There is no result yet."))
    return held, read_box(bytes(held.sealed_box.content))


def subjects_of(poll: Poll) -> Sequence[Subject]:
    """Return the lines of the paper in their order, with their units."""
    return list(poll.subjects.select_related("unit"))


def paper_of(poll: Poll) -> Paper:
    """Return what is printed on the ballot, and how it is counted."""
    return Paper(
        kind=PaperKind(poll.kind),
        subjects=tuple(row.unit.code for row in subjects_of(poll)),
        classes=tuple(VoterClass(row.name, Fraction(row.weight)) for row in poll.classes.all()),
        criteria={name: Fraction(weight) for name, weight in poll.criteria},
        grades={name: Fraction(points) for name, points in poll.grades},
        top=Fraction(poll.top),
        step=Fraction(poll.step),
        trim=poll.trim,
        whole=poll.whole,
        own_counts=poll.own_counts,
    )


@dataclass(frozen=True)
class ClassTurnout:
    """How many of a class are on the roll and have voted or took paper."""

    poll_class: PollClass
    on_roll: int
    voted: int


def turnout_of(poll: Poll) -> list[ClassTurnout]:
    """Return the turnout by class; never what was voted."""
    on_roll = dict(
        Voter.objects.filter(poll=poll).values_list("poll_class").annotate(Count("pk")).order_by()
    )
    voted = dict(
        RollMark.objects.filter(poll=poll)
        .values_list("voter__poll_class")
        .annotate(Count("pk"))
        .order_by()
    )
    return [
        ClassTurnout(row, on_roll.get(row.pk, 0), voted.get(row.pk, 0))
        for row in poll.classes.all()
    ]


def own_units_of(poll: Poll) -> dict[str, dict[str, int]]:
    """Return class → subject → how many of those who voted may not mark it: it is their unit."""
    found: dict[str, dict[str, int]] = {}
    if poll.own_counts:
        return found
    subjects = set(poll.subjects.values_list("unit", flat=True))
    rows = (
        RollMark.objects.filter(poll=poll, voter__unit__in=subjects)
        .values_list("voter__poll_class__name", "voter__unit__code")
        .annotate(Count("pk"))
        .order_by()
    )
    for name, unit, count in rows:
        found.setdefault(name, {})[unit] = count
    return found


def voted_by_venue(poll: Poll) -> list[tuple[str, int, int]]:
    """Return (venue, on the roll, voted) in the order of the venues' names."""
    rows = Voter.objects.filter(poll=poll).order_by("venue").values_list("venue")
    return [
        (venue, on_roll, voted)
        for venue, on_roll, voted in rows.annotate(Count("pk"), Count("roll_mark"))
    ]
