"""Rounds from draft to frozen."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from sanbi.apps.assessments.freezing import freeze, members_of
from sanbi.apps.assessments.missing import MissingFigure, missing_figures
from sanbi.apps.assessments.models import Publication, Round, SchemeVersion, Snapshot
from sanbi.apps.assessments.rules import is_office
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.assessments.services.moving import later_than, move, needs_reason, round_locked
from sanbi.apps.assessments.transitions import Verb, state_after
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.blobs import blob_store
from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.scoring import Scheme

NAMED = 6
"""How many missing figures a refusal names."""


@service("round.create")
def round_create(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    title: str,
    period: str,
    scheme_version: int,
    grouping: str = "",
    collect_until: datetime | None = None,
) -> Round:
    """Prepare a round over a period with an adopted scheme version.

    Raises
    ------
    Refused
        when the code is taken, the period cannot be read, the version is a draft or not in force,
        or the grouping lacks a group of the scheme.
    """
    require(is_office(actor), _("the assessment office"))
    version = SchemeVersion.objects.filter(pk=scheme_version).first()
    if version is None:
        raise Missing
    if Round.objects.filter(code=code).exists():
        raise Refused(
            _("There is a round “%(code)s” already.") % {"code": code},
            _("Choose another code."),
            "code",
        )
    label = _period(period)
    later_than(collect_until, now, "collect_until")
    held = Round(
        code=code,
        title=title,
        period=str(label),
        scheme_version=version,
        grouping=grouping,
        collect_until=collect_until,
    )
    _require_in_force(version, label)
    _require_groups(held, scheme_of(version))
    held.save()
    tell(held, period=held.period, scheme=str(version), grouping=grouping)
    return held


@service("round.open")
def round_open(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    collect_until: datetime | None = None,
) -> Round:
    """Begin collecting: from here on everybody sees the round and what is owed for it."""
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    move(held, Verb.OPEN, actor, now)
    later_than(collect_until, now, "collect_until")
    held.collect_until = collect_until or held.collect_until
    held.save()
    tell(held, collect_until=held.collect_until)
    return held


@service("round.freeze")
def round_freeze(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    reason: str = "",
) -> Snapshot:
    """Take a snapshot of all data of the round and stop collecting.

    Raises
    ------
    Refused
        when figures are missing and no reason is given to go on; the scheme's own rules for
        missing figures then apply.
    """
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    state_after(held, Verb.FREEZE)
    lacking = missing_figures(held, now)
    if lacking and not reason.strip():
        raise _lacking(lacking)
    snapshot = snapshot_take(held, actor, now, reason.strip())
    move(held, Verb.FREEZE, actor, now, reason.strip())
    held.frozen_at = now
    held.save()
    tell(held, snapshot=snapshot.number, digest=snapshot.digest, missing=len(lacking))
    return snapshot


@service("round.unfreeze")
def round_unfreeze(*, actor: Actor, now: datetime, round: int, reason: str) -> Round:
    """Go back to collecting, with a reason, before anything was published.

    Raises
    ------
    Refused
        without a reason, after publication, or while a publication waits for its decision.
    """
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    why = needs_reason(reason)
    state_after(held, Verb.UNFREEZE)
    if Publication.objects.filter(round=held, approved__isnull=True).exists():
        raise Refused(_("A publication waits for its decision."), _("Decide or withdraw it first."))
    move(held, Verb.UNFREEZE, actor, now, why)
    held.frozen_at = None
    held.save()
    tell(held, reason=why)
    return held


def snapshot_take(held: Round, actor: Actor, now: datetime, reason: str) -> Snapshot:
    """Gather all data of a round and keep them as the next snapshot."""
    frozen = freeze(held, now)
    names = {name: blob_store(content, "text/csv").digest for name, content in frozen.files.items()}
    last = Snapshot.objects.filter(round=held).aggregate(most=Max("number"))["most"] or 0
    return Snapshot.objects.create(
        round=held,
        number=last + 1,
        files=names,
        versions=dict(frozen.versions),
        digest=frozen.digest_of(names),
        by=actor.user,
        by_name=actor.name,
        at=now,
        reason=reason,
    )


def _lacking(lacking: list[MissingFigure]) -> Refused:
    named = "；".join(str(item) for item in lacking[:NAMED])
    return Refused(
        _("%(count)d figures do not count yet: %(named)s%(more)s")
        % {"count": len(lacking), "named": named, "more": "…" if len(lacking) > NAMED else ""},
        _("Wait for them, or go on with a reason; the scheme's rules for gaps then apply."),
        "reason",
    )


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise Refused(
            _("“%(text)s” is not a period.") % {"text": text},
            _("Write 2026-09, 2026Q3, 2026H1 or 2026."),
            "period",
        ) from error


def _require_in_force(version: SchemeVersion, period: Period) -> None:
    if version.adopted_at is None:
        raise Refused(
            _("%(version)s is still a draft.") % {"version": version},
            _("Adopt it first."),
            "scheme_version",
        )
    since, until = version.effective_from, version.effective_to
    if (since and period.end < since) or (until and period.start > until):
        raise Refused(
            _("%(version)s is not in force in %(period)s.")
            % {"version": version, "period": period},
            _("Choose the version that is in force then."),
            "scheme_version",
        )


def _require_groups(held: Round, scheme: Scheme) -> None:
    members = members_of(held, scheme)
    there = {group for member in members for group in member.groups}
    lacking = [
        group.id for group in scheme.groups if group.members is None and group.id not in there
    ]
    if lacking:
        raise Refused(
            _("The grouping has no members in: %(groups)s.") % {"groups": ", ".join(lacking)},
            _("The codes of its groups must be the ids of the scheme's groups."),
            "grouping",
        )
