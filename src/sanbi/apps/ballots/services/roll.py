"""The roll 测评人员名册: taken over whole or changed line by line, until it is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.ballots.models import Poll, PollClass, PollState, Voter
from sanbi.apps.ballots.services.locking import poll_locked, roll_changed
from sanbi.apps.orgs.chosen import units_by_name

MOST_VOTERS = 5_000


@dataclass(frozen=True)
class VoterFacts:
    """A line of the roll; unit by name or code, empty for none."""

    name: str
    poll_class: str
    unit: str = ""
    post: str = ""
    venue: str = ""


@service("roll.take_over")
def roll_take_over(*, actor: Actor, now: datetime, poll: int, rows: Sequence[VoterFacts]) -> Poll:
    """Replace the whole roll by a list; numbers follow its lines.

    Raises
    ------
    Refused
        naming the first line that does not fit; nothing is taken then.
    """
    held = poll_locked(actor, poll, PollState.DRAFT)
    if not 0 < len(rows) <= MOST_VOTERS:
        raise Refused(
            _("A roll has 1 to %(most)d people.") % {"most": MOST_VOTERS},
            _("Look at the list."),
            "rows",
        )
    classes, units = _known(held)
    made = [_voter(held, number, row, classes, units) for number, row in enumerate(rows, start=1)]
    _require_distinct(made)
    Voter.objects.filter(poll=held).delete()
    Voter.objects.bulk_create(made)
    roll_changed(held, now)
    tell(held, people=len(made))
    return held


@service("roll.add")
def voter_add(*, actor: Actor, now: datetime, poll: int, facts: VoterFacts) -> Voter:
    """Put somebody on the roll; raises as `roll_take_over` does."""
    held = poll_locked(actor, poll, PollState.DRAFT)
    last = Voter.objects.filter(poll=held).aggregate(Max("number"))["number__max"] or 0
    made = _voter(held, last + 1, facts, *_known(held))
    _require_distinct([*Voter.objects.filter(poll=held), made])
    made.save()
    roll_changed(held, now)
    tell(made, name=made.name, poll_class=facts.poll_class)
    return made


@service("roll.change")
def voter_change(*, actor: Actor, now: datetime, poll: int, voter: int, facts: VoterFacts) -> Voter:
    """Mend a line of the roll; raises as `roll_take_over` does."""
    held = poll_locked(actor, poll, PollState.DRAFT)
    row = _line(held, voter)
    new = _voter(held, row.number, facts, *_known(held))
    new.pk = row.pk
    _require_distinct([*Voter.objects.filter(poll=held).exclude(pk=row.pk), new])
    new.save(force_update=True)
    roll_changed(held, now)
    tell(new, name=new.name, poll_class=facts.poll_class)
    return new


@service("roll.remove")
def voter_remove(*, actor: Actor, now: datetime, poll: int, voter: int) -> Poll:
    """Take somebody off the roll."""
    held = poll_locked(actor, poll, PollState.DRAFT)
    row = _line(held, voter)
    row.delete()
    roll_changed(held, now)
    tell(held, name=row.name)
    return held


def _line(held: Poll, voter: int) -> Voter:
    row = Voter.objects.filter(poll=held, pk=voter).first()
    if row is None:
        raise Missing
    return row


def _known(held: Poll) -> tuple[dict[str, PollClass], dict[str, int]]:
    return {row.name: row for row in held.classes.all()}, units_by_name()


def _voter(
    held: Poll,
    number: int,
    row: VoterFacts,
    classes: dict[str, PollClass],
    units: dict[str, int],
) -> Voter:
    name = needed(row.name, "name")
    if row.poll_class.strip() not in classes:
        raise Refused(
            _("Line %(number)d, %(name)s: there is no class “%(given)s”.")
            % {"number": number, "name": name, "given": row.poll_class},
            _("Known: %(names)s.") % {"names": "、".join(classes)},
            "poll_class",
        )
    if row.unit.strip() and row.unit.strip() not in units:
        raise Refused(
            _("Line %(number)d, %(name)s: there is no unit “%(given)s”.")
            % {"number": number, "name": name, "given": row.unit},
            _("Write it as it stands under Administration."),
            "unit",
        )
    return Voter(
        poll=held,
        number=number,
        name=name,
        poll_class=classes[row.poll_class.strip()],
        unit_id=units.get(row.unit.strip()),
        post=row.post.strip(),
        venue=row.venue.strip(),
    )


def _require_distinct(rows: Sequence[Voter]) -> None:
    """Refuse the same person twice: one person, one ballot."""
    seen = Counter((row.name, row.unit_id, row.post) for row in rows)
    twice = next((key for key, count in seen.items() if count > 1), None)
    if twice is not None:
        raise Refused(
            _("%(name)s stands twice on the roll.") % {"name": twice[0]},
            _("Two people of one name need their unit or post."),
            "name",
        )
