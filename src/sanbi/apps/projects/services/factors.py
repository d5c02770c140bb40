"""Quotas and rules, and what projects ask for: each set as a new version, the old ones stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.projects.allocation.book import Book, book_in_force, content_of
from sanbi.apps.projects.allocation.building import plans_of
from sanbi.apps.projects.allocation.claims import Claim, newest_claims
from sanbi.apps.projects.models import FactorBook, FactorClaim, Project
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.locking import needs_reason, project_locked, require_in_register
from sanbi.apps.projects.timetables import county_calendars
from sanbi.apps.projects.words import who_keeps


@service("factors.set")
def factors_set(
    *, actor: Actor, now: datetime, book: Book, seen: int, reason: str = ""
) -> FactorBook:
    """Say what there is of each factor month by month, and the rules, from now on.

    Parameters
    ----------
    seen : version that was looked at; 0 where there was none.

    Raises
    ------
    Refused
        where nothing differs, and for rules that cannot be; `Conflict` where another version came
        in between.
    """
    require(can_keep(actor), who_keeps())
    _require_rules(book)
    # No lock: two who write at once run into the one version that each number has.
    last = book_in_force()
    version = last.version if last else 0
    if version != seen:
        raise Conflict(
            _("Somebody changed the quotas or rules in the meantime."),
            _("Look at the newest state, then change it again."),
        )
    content = content_of(book)
    if last is not None and FactorBook(content=last.content).content == _as_kept(content):
        raise Refused(_("Nothing differs from what is kept."), _("Nothing needs to be done."))
    made = FactorBook.objects.create(
        version=version + 1,
        content=content,
        reason=reason.strip(),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(made, version=made.version, reason=made.reason, factors=len(book.supplies))
    return made


def _as_kept(content: object) -> object:
    """The content as it comes back from the table: keys as texts, lists instead of tuples."""
    if isinstance(content, Mapping):
        return {str(key): _as_kept(value) for key, value in content.items()}
    return [_as_kept(item) for item in content] if isinstance(content, list | tuple) else content


def _require_rules(book: Book) -> None:
    rules = book.rules
    if not book.supplies:
        raise Refused(_("There is no factor in the table."), _("Write one line at least."))
    weights = (rules.invest, rules.tax, rules.jobs, *rules.classes)
    if any(not (isfinite(weight) and weight >= 0) for weight in weights) or not any(weights[:3]):
        raise Refused(
            _("The weights must be 0 or more, and one above 0."), _("Mend them."), "invest"
        )
    known = set(Project.objects.values_list("code", flat=True))
    named = [code for group in rules.exclusions for code in group]
    named += [code for before, after, _lag in rules.prerequisites for code in (before, after)]
    for code in named:
        if code not in known:
            raise Refused(
                _("There is no project “%(code)s”.") % {"code": code[:40]},
                _("Write the code as it is in the register."),
                "exclusions",
            )


@service("claims.set")
def claims_set(*, actor: Actor, now: datetime, claims: Sequence[Claim]) -> list[FactorClaim]:
    """Set what projects ask for; only what differs gets a new version.

    Raises
    ------
    Refused
        where nothing differs, and for a project that was given up.
    """
    require(can_keep(actor), who_keeps())
    keys = [claim.project for claim in claims]
    held = Project.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    projects = {project.pk: project for project in held}
    known = newest_claims(Project.objects.filter(pk__in=keys))
    made = []
    for claim in claims:
        if claim.project not in projects:
            raise Missing
        require_in_register(projects[claim.project])
        row = _next(claim, known.get(claim.project), actor, now)
        if row is not None:
            made.append(row)
    if not made:
        raise Refused(_("Nothing differs from what is kept."), _("Nothing needs to be done."))
    FactorClaim.objects.bulk_create(made)
    tell(None, claims=len(made), withdrawn=sum(row.withdrawn for row in made))
    return made


def _next(
    claim: Claim, last: FactorClaim | None, actor: Actor, now: datetime
) -> FactorClaim | None:
    """The next version of a claim; None where it says what the last one said."""
    stands = last is not None and not last.withdrawn
    if not claim.applies and not stands:
        return None
    row = FactorClaim(
        project_id=claim.project,
        version=last.version + 1 if last else 1,
        amounts={key: repr(value) for key, value in sorted(claim.amounts.items())},
        rank=claim.rank,
        mandatory=claim.mandatory,
        arrived_on=claim.arrived_on or (last.arrived_on if last else timezone.localdate(now)),
        first_month=claim.first_month,
        last_month=claim.last_month,
        fixed=last.fixed if last else {},
        by_hand=last.by_hand if last else False,
        withdrawn=not claim.applies,
        reason=last.reason if last else "",
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    names = ("amounts", "rank", "mandatory", "arrived_on", "first_month", "last_month", "withdrawn")
    if last is not None and all(getattr(row, name) == getattr(last, name) for name in names):
        return None
    return row


@service("claim.fix")
def claim_fix(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    months: Mapping[str, str],
    by_hand: bool,
    reason: str,
) -> FactorClaim:
    """Fix the months of a project's milestones: granted already, or set by hand with a reason.

    Parameters
    ----------
    months : key of a milestone → month; empty lifts what was fixed.
    by_hand : an override, whose cost each later run shows; else it was granted before.

    Raises
    ------
    Refused
        without a reason, without a claim, for a milestone that the project does not have, and
        where nothing would change.
    """
    held = project_locked(actor, project)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    said = needs_reason(reason)
    last = newest_claims(Project.objects.filter(pk=held.pk)).get(held.pk)
    if last is None or last.withdrawn:
        raise Refused(_("This project asks for no factors."), _("Set its claim first."))
    known = {node.key for node in plans_of([held], county_calendars())[held.pk].nodes} or {"start"}
    if set(months) - known:
        raise Refused(_("This project has no such node."), _("Look at its nodes."), "months")
    if dict(months) == last.fixed and by_hand == last.by_hand:
        raise Refused(_("Nothing would change."), _("Nothing needs to be done."))
    last.pk, last.version = None, last.version + 1
    last.fixed, last.by_hand = dict(months), by_hand and bool(months)
    last.reason, last.by, last.by_name, last.at = said, actor.user, actor.name, now
    last.save(force_insert=True)
    tell(held, months=dict(months), by_hand=last.by_hand, reason=said)
    return last
