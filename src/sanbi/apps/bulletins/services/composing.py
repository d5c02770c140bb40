"""Writing bulletins: composed from data, edited, refreshed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round
from sanbi.apps.assessments.rules import SHOWN
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.bulletins.models import Bulletin, Kind, Section, Sort
from sanbi.apps.bulletins.queries import values_of
from sanbi.apps.bulletins.queries.gathering import live_blocks
from sanbi.apps.bulletins.queries.meetings import meetings_closed
from sanbi.apps.bulletins.rules import can_compose
from sanbi.apps.bulletins.services.locking import (
    draft_locked,
    keep,
    require_known,
    section_of,
    touched,
)
from sanbi.apps.bulletins.words import (
    MEETING_REQUIREMENTS,
    RECIPIENTS,
    REQUIREMENTS,
    issuer_name,
    usual_series,
    usual_title,
    who_composes,
)
from sanbi.apps.meetings.models import Meeting
from sanbi.engine.calendar import Period

TEMPLATES: dict[str, tuple[tuple[Sort, str, str], ...]] = {
    Kind.QUARTERLY: (
        (Sort.OPENING, "", ""),
        (Sort.LEAGUE, "考核得分和名次", ""),
        (Sort.PROJECTS, "重点项目推进情况", ""),
        (Sort.LAMPS, "亮红灯项目", ""),
        (Sort.ACTIONS, "督办事项落实情况", ""),
        (Sort.PRACTICES, "好经验好做法", ""),
        (Sort.TEXT, "下一步工作要求", REQUIREMENTS),
    ),
    Kind.RESULT: (
        (Sort.OPENING, "", ""),
        (Sort.LEAGUE, "考核得分和名次", ""),
        (Sort.TEXT, "下一步工作要求", REQUIREMENTS),
    ),
    Kind.SUPERVISION: (
        (Sort.OPENING, "", ""),
        (Sort.ACTIONS, "督办事项落实情况", ""),
        (Sort.PROJECTS, "重点项目推进情况", ""),
        (Sort.LAMPS, "亮红灯项目", ""),
        (Sort.TEXT, "下一步工作要求", REQUIREMENTS),
    ),
    Kind.MEETING: (
        (Sort.OPENING, "", ""),
        (Sort.DECISIONS, "会议议定事项", ""),
        (Sort.POLL, "现场测评结果", ""),
        (Sort.TEXT, "下一步工作要求", MEETING_REQUIREMENTS),
    ),
}
OF_A_MEETING = {Sort.DECISIONS, Sort.POLL}
"""The sections with which each kind begins: sort, heading, own text."""


@dataclass(frozen=True)
class Facts:
    """What the office writes about a bulletin as a whole."""

    title: str
    series: str
    issuer: str
    recipients: str = ""
    copies: str = ""
    red_head: bool = True


@service("bulletin.compose")
def bulletin_compose(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    round: int | None = None,
    title: str = "",
    as_of: date | None = None,
    meeting: int | None = None,
) -> Bulletin:
    """Compose a bulletin: the sections of its kind, written from the data of this moment.

    Without a day, projects are counted to the end of the round's period, else to today. A report of
    a meeting begins with what the chair said in closing, where that was written down.

    Raises
    ------
    Refused
        for an unknown kind, a quarterly notice or result without a published round, a report
        without a closed meeting, and a day that has not come.
    """
    require(can_compose(actor), who_composes())
    if kind not in TEMPLATES:
        raise Refused(_("There is no such kind of bulletin."), _("Choose one."), "kind")
    about, today = _round(kind, round), timezone.localdate(now)
    held = _meeting(actor, kind, meeting)
    day = _day(about, as_of, today)
    made = Bulletin.objects.create(
        kind=kind,
        series=usual_series(kind),
        title=title.strip() or usual_title(kind, about, day, held),
        period=about.period if about else "",
        round=about,
        meeting=held,
        as_of=day,
        issuer=issuer_name(actor.unit_name),
        recipients=RECIPIENTS,
        composed_by=actor.user,
        composed_by_name=actor.name,
        composed_at=now,
    )
    for place, (sort, heading, text) in enumerate(TEMPLATES[kind], start=1):
        said = held.remarks.strip() if held is not None and sort == Sort.TEXT else ""
        section = Section(
            bulletin=made, place=place, sort=sort, heading=heading, text=_plain(said) or text
        )
        section.save()
        keep(section, live_blocks(actor, section, now), {})
    tell(made, kind=made.kind, period=made.period, figures=made.figures.count())
    return made


def _plain(said: str) -> str:
    """What somebody said names no figure of the bulletin, whatever braces stand in it."""
    return said.replace("{", "（").replace("}", "）")


def _meeting(actor: Actor, kind: str, key: int | None) -> Meeting | None:
    if kind != Kind.MEETING:
        return None
    found = None if key is None else meetings_closed(actor).filter(pk=key).first()
    if found is None:
        raise Refused(
            _("This kind of bulletin is about a meeting that was held."),
            _("Choose a closed one."),
            "meeting",
        )
    return found


def _round(kind: str, key: int | None) -> Round | None:
    if kind == Kind.MEETING:
        return None
    if key is None:
        if kind != Kind.SUPERVISION:
            raise Refused(
                _("This kind of bulletin is about a round."), _("Choose a published one."), "round"
            )
        return None
    found = Round.objects.filter(pk=key, state__in=SHOWN, current_run__isnull=False).first()
    if found is None:
        raise Refused(_("There is no such published round."), _("Choose one."), "round")
    return found


def _day(about: Round | None, asked: date | None, today: date) -> date:
    if asked is not None:
        if asked > today:
            raise Refused(_("That day has not come yet."), _("Choose today or earlier."), "as_of")
        return asked
    return min(today, Period.parse(about.period).end) if about else today


@service("bulletin.change")
def bulletin_change(
    *, actor: Actor, now: datetime, bulletin: int, edition: int, facts: Facts
) -> Bulletin:
    """Change title, series, issuer, recipients, copies and head of a draft.

    Raises
    ------
    Refused
        for an empty title, series or issuer, and for another series once it has a number.
    """
    del now
    held = draft_locked(actor, bulletin, edition)
    series = needed(facts.series, "series")
    if held.number is not None and series != held.series:
        raise Refused(
            _("The number is kept, and so is its series."),
            _("Leave the series as it is."),
            "series",
        )
    held.title, held.series = needed(facts.title, "title"), series
    held.issuer = needed(facts.issuer, "issuer")
    held.recipients, held.copies = facts.recipients.strip(), facts.copies.strip()
    held.red_head = facts.red_head
    touched(held)
    tell(held, series=held.series, issuer=held.issuer)
    return held


# -- sections --------------------------------------------------------------------------------------
@service("section.write")
def section_write(
    *,
    actor: Actor,
    now: datetime,
    bulletin: int,
    edition: int,
    section: int,
    heading: str,
    text: str,
) -> Section:
    """Write heading and own text of a section; figures are named in braces, as {plain.T1.rank}.

    Raises
    ------
    Refused
        when the text names a figure that the bulletin has not, and when nothing is left.
    """
    del now
    held = draft_locked(actor, bulletin, edition)
    row = section_of(held, section)
    require_known(held, text)
    row.heading, row.text = heading.strip(), text.strip()
    if row.sort == Sort.TEXT:
        needed(row.text, "text")
    row.save()
    touched(held)
    tell(held, section=str(row), characters=len(row.text))
    return row


@service("section.add")
def section_add(
    *, actor: Actor, now: datetime, bulletin: int, edition: int, sort: str, heading: str, text: str
) -> Section:
    """Add a section at the end: own text, or what a rule writes.

    Raises
    ------
    Refused
        for an unknown sort, a league table without a round, or an own text that is empty or names
        an unknown figure.
    """
    held = draft_locked(actor, bulletin, edition)
    if sort not in Sort.values:
        raise Refused(_("There is no such sort of section."), _("Choose one."), "sort")
    if sort == Sort.LEAGUE and held.round is None:
        raise Refused(
            _("A league table needs a round, and this bulletin has none."),
            _("Compose a round's bulletin, or choose another sort."),
            "sort",
        )
    if sort in OF_A_MEETING and held.meeting is None:
        raise Refused(
            _("This section tells of a meeting, and this bulletin has none."),
            _("Compose a meeting's report, or choose another sort."),
            "sort",
        )
    require_known(held, text)
    if sort == Sort.TEXT:
        needed(text, "text")
    last = held.sections.order_by("-place").values_list("place", flat=True).first() or 0
    row = Section(bulletin=held, place=last + 1, sort=sort, heading=heading.strip())
    row.text = text.strip()
    row.save()
    keep(row, live_blocks(actor, row, now), {})
    touched(held)
    tell(held, section=str(row), sort=row.sort)
    return row


@service("section.remove")
def section_remove(
    *, actor: Actor, now: datetime, bulletin: int, edition: int, section: int
) -> Bulletin:
    """Take a section out.

    Raises
    ------
    Refused
        for the last one, and when another section's text names a figure of it.
    """
    del now
    held = draft_locked(actor, bulletin, edition)
    row = section_of(held, section)
    others = held.sections.exclude(pk=row.pk)
    if not others.exists():
        raise Refused(_("A bulletin has one section at least."), _("Add another one first."))
    for other in others:
        require_known(held, other.text, without=row)
    tell(held, section=str(row))
    row.delete()
    touched(held)
    return held


@service("section.move")
def section_move(
    *, actor: Actor, now: datetime, bulletin: int, edition: int, section: int, up: bool
) -> Bulletin:
    """Put a section one place up or down.

    Raises
    ------
    Refused
        at the end of the list.
    """
    del now
    held = draft_locked(actor, bulletin, edition)
    row, rows = section_of(held, section), list(held.sections.all())
    here = rows.index(row)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows):
        raise Refused(_("It stands at the end already."), _("Move another section."))
    rows[here], rows[there] = rows[there], rows[here]
    for place, one in enumerate(rows, start=1):
        one.place = place
    Section.objects.bulk_update(rows, ["place"])
    touched(held)
    tell(held, section=str(row))
    return held


@service("bulletin.refresh")
def bulletin_refresh(*, actor: Actor, now: datetime, bulletin: int, edition: int) -> Bulletin:
    """Write all sections anew from the data of this moment; own texts stay.

    Figures that changed keep their value from before beside the new one.

    Raises
    ------
    Refused
        when an own text names a figure that is no longer there.
    """
    held = draft_locked(actor, bulletin, edition)
    refreshed(actor, held, now)
    for row in held.sections.all():
        require_known(held, row.text)
    touched(held)
    tell(held, changed=held.figures.exclude(was="").count())
    return held


def refreshed(actor: Actor, held: Bulletin, now: datetime) -> None:
    """Write all sections anew within the service that calls."""
    known = values_of(held)
    rows = list(held.sections.select_related("bulletin__round"))
    held.figures.all().delete()
    for row in rows:
        keep(row, live_blocks(actor, row, now), known)
