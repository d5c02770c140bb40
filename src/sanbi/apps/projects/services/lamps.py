"""Lamps: the rules set, and what they say of each project in a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import SYSTEM, Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.projects.lamps.judging import grounds_of, judged, readings_of, same
from sanbi.apps.projects.lamps.known import known_of
from sanbi.apps.projects.lamps.rulebook import content_of, read, rules_kept
from sanbi.apps.projects.models import LampReading, LampRules, Project
from sanbi.apps.projects.notices import tell_red
from sanbi.apps.projects.periods import closed_last, require_month
from sanbi.apps.projects.queries.lamps import approved_of, kept_facts, newest_lamps, readings_in
from sanbi.apps.projects.rules import can_keep, can_report
from sanbi.apps.projects.services.locking import project_locked, require_in_register
from sanbi.apps.projects.words import who_keeps, who_reports
from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import OVERALL, month_in_force, months_looked_at


@service("lamp_rules.set")
def lamp_rules_set(
    *, actor: Actor, now: datetime, text: str, valid_from: date, language: str = "zh"
) -> LampRules:
    """Keep lamp rules as a new version, in force from a day on; earlier versions stay.

    Parameters
    ----------
    text : the rules as YAML (docs/algorithms/lamps.md)

    Raises
    ------
    Refused
        with every fault of the text.
    """
    require(can_keep(actor), who_keeps())
    content, faults = content_of(text, language)
    if content is None:
        lines = [f"{f.where}：{f.message}" if f.where else f.message for f in faults]
        raise Refused("\n".join(lines), _("Mend the text; nothing was saved."), "text")
    last = LampRules.objects.order_by("-version").first()
    made = LampRules(
        version=1 if last is None else last.version + 1,
        content=content,
        text=text,
        valid_from=valid_from,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    rules = read(made)
    made.name, made.source = rules.name, rules.source
    made.save()
    tell(made, version=made.version, valid_from=valid_from, lamps=sorted(rules.lamps))
    return made


@service("lamps.read")
def lamps_read(*, actor: Actor, now: datetime, period: str = "", project: int | None = None) -> int:
    """Read the lamps of a month that is over; return for how many projects something is new.

    A second call finds nothing new and writes nothing, unless reports, plans, rules or waivers
    have changed in between: then the month gets a new version.

    Parameters
    ----------
    period : such as 2026-09; empty: the last month that is over.
    project : one project; None: all of the register.

    Raises
    ------
    Refused
        for a month that is not over.
    """
    today = timezone.localdate(now)
    month = period or str(month_in_force(today))
    require_over(month, today)
    if project is None:
        require(actor is SYSTEM or can_keep(actor), who_keeps())
        held = list(Project.objects.order_by("pk").select_for_update(of=("self",)))
    else:
        held = [project_locked(actor, project)]
        require(can_report(actor, held[0]), who_reports())
        require_in_register(held[0])
    made = read_month(held, month, now)
    shown = Counter(row.colour for row in made if row.lamp == OVERALL)
    tell(held[0] if project else None, period=month, projects=sum(shown.values()), **shown)
    return sum(shown.values())


def lamps_read_on_time(now: datetime) -> int:
    """Read the month that closed last, unless it has been read; return for how many it is new.

    The clock calls it every night: after days on which it stood still nothing is missing, and a
    project that came into the register after the close gets its first lamps.
    """
    month = closed_last(timezone.localdate(now))
    lit = LampReading.objects.filter(period=month, lamp=OVERALL).values("project")
    end = Period.parse(month).end
    there = Project.objects.filter(Q(dropped_on__isnull=True) | Q(dropped_on__gt=end))
    if not there.exclude(pk__in=lit).exists():
        return 0
    return lamps_read(actor=SYSTEM, now=now, period=month)


def require_over(period: str, today: date) -> None:
    """Go on only with a month that is over.

    Raises
    ------
    Refused
        for what is no month, and for one that is not over.
    """
    require_month(period, today)
    if Period.parse(period) > month_in_force(today):
        raise Refused(_("This month is not over yet."), _("Lamps are read at its end."), "period")


def read_after_change(project: Project, first: str, now: datetime) -> list[LampReading]:
    """Read a project's lamps anew from a month on, as far as it is over, inside a service.

    Months after it are read again where they were read before: their streaks look back at it.
    """
    today = timezone.localdate(now)
    last = str(month_in_force(today))
    later = LampReading.objects.filter(
        project=project, lamp=OVERALL, period__gt=first, period__lte=last
    )
    months = set(later.values_list("period", flat=True))
    if first <= last:
        months.add(first)
    return [row for month in sorted(months) for row in read_month([project], month, now)]


def read_month(projects: Sequence[Project], month: str, now: datetime) -> list[LampReading]:
    """Judge a month of locked projects and keep what is new; return the rows that were written.

    The caller is a service that holds the projects' locks, so that versions follow each other.
    """
    at = Period.parse(month)
    there = [item for item in projects if was_there(item, at.end)]
    keys = [item.pk for item in there]
    rules = rules_kept(at.end)
    look_back = [str(at.previous(back)) for back in range(1, months_looked_at(read(rules)))]
    kept, waivers = kept_facts(keys, look_back), approved_of(keys)
    before = readings_in(keys, [month])
    rows: list[LampReading] = []
    for known in known_of(there):
        key = known.project.pk
        grounds = grounds_of(known, rules, month, kept.get(key, {}), waivers.get(key, ()))
        found = readings_of(key, rules, grounds, judged(rules, grounds))
        last = before.get((key, month), [])
        if not last or not same(last, found):
            for row in found:
                row.version, row.at = (last[0].version + 1 if last else 1), now
            rows.extend(found)
    made = LampReading.objects.bulk_create(rows, batch_size=1000)
    if month >= closed_last(timezone.localdate(now)):  # what months long past were is no news
        tell_red(_turned_red(there, made, before), now)
    return made


def _turned_red(
    projects: Sequence[Project],
    made: Sequence[LampReading],
    before: Mapping[tuple[int, str], Sequence[LampReading]],
) -> list[tuple[Project, LampReading]]:
    """Projects whose overall lamp is red and was not: in the reading before, or the month before.

    What a waiver covers is not red.
    """
    red = {
        row.project_id: row
        for row in made
        if row.lamp == OVERALL and row.colour == LampReading.Colour.RED and not row.waived
    }
    period = next((row.period for row in red.values()), "")
    earlier = newest_lamps(list(red), before=period)
    for key in red:
        if last := before.get((key, period)):
            earlier[key] = last[0]
    was_red = {key for key, row in earlier.items() if row.colour == LampReading.Colour.RED}
    return [(item, red[item.pk]) for item in projects if item.pk in red.keys() - was_red]


def was_there(project: Project, day: date) -> bool:
    """Whether a project belongs to the register on a day."""
    return project.dropped_on is None or project.dropped_on > day
