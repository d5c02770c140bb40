"""Which rounds are on show, and which earlier ones a board compares with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round, Run, RunRow
from sanbi.apps.assessments.queries.boards_schemes import (
    readers_of,
    scheme_of,
    top_parts,
)
from sanbi.apps.assessments.rules import SHOWN, reads_assessments, sees_drafts
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.scoring.part_worth import worth_in_total

HISTORY = 6


@dataclass(frozen=True)
class Head:
    """A round as the head of its pages shows it, with the run that is shown.

    ``number`` counts the runs of the round; ``published`` is false while only the office and the
    auditor may see it; ``digits`` are the decimals of published scores, None where they are not
    rounded; ``parts`` names what stands right below the total, in order, and what one point of it
    is worth in the total; ``reads`` which leaf reads which indicator (indicator, leaf, its name).
    """

    pk: int
    code: str
    title: str
    period: str
    state: str
    state_words: str
    scheme: str
    scheme_version: int
    version_title: str
    run: int
    number: int
    run_at: datetime
    reason: str
    digest: str
    package: str
    published: bool
    published_at: datetime | None
    frozen_at: datetime | None
    appeals_until: datetime | None
    notice_until: datetime | None
    digits: int | None
    parts: tuple[tuple[str, float], ...]
    reads: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Earlier:
    """A round of the same scheme and kind of period that was published before, or this one."""

    round: int
    code: str
    period: str
    run: int


@dataclass(frozen=True)
class Listed:
    """A round in the list of boards: how many were ranked, who leads each group."""

    head: Head
    units: int
    leaders: tuple[tuple[str, tuple[str, ...]], ...]


def rounds_on_show(actor: Actor) -> QuerySet[Round]:
    """Rounds whose board the actor may open, newest period first."""
    rounds = Round.objects.select_related(
        "scheme_version__scheme", "current_run__package"
    ).order_by("-published_at", "-period", "-pk")
    if not reads_assessments(actor):
        return rounds.none()
    if sees_drafts(actor):
        return rounds.filter(runs__isnull=False).distinct()
    return rounds.filter(state__in=SHOWN, current_run__isnull=False)


def head_of(actor: Actor, code: str, run: int | None = None) -> Head:
    """The round, with its current run, or for the office and the auditor another one by number.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it yet.
    """
    found = rounds_on_show(actor).filter(code=code).first()
    if found is None:
        raise Missing(_("There is no such board, or it is not published yet."))
    shown = found.current_run
    if sees_drafts(actor) and (run is not None or shown is None):
        runs = found.runs.select_related("package").order_by("-number")
        shown = (runs if run is None else runs.filter(number=run)).first()
    if shown is None:
        raise Missing(_("There is no such run."))
    return _head(found, shown)


def listed(rounds: Sequence[Round]) -> list[Listed]:
    """Rounds that the actor may see, with who leads each group; drafts with their newest run."""
    runs = _shown_runs(rounds)
    counts = dict(
        RunRow.objects.filter(run__in=runs.values(), rank__isnull=False)
        .values_list("run")
        .annotate(Count("unit", distinct=True))
    )
    leaders: dict[int, dict[str, list[str]]] = {}
    firsts = RunRow.objects.filter(run__in=runs.values(), rank=1).order_by("pk")
    for held, group, name in firsts.values_list("run_id", "group_name", "unit_name"):
        leaders.setdefault(held, {}).setdefault(group, []).append(name)
    found = []
    for round_ in rounds:
        run = runs.get(round_.pk)
        if run is None:
            continue
        groups = leaders.get(run.pk, {})
        first = tuple((group, tuple(names)) for group, names in groups.items())
        found.append(Listed(_head(round_, run), counts.get(run.pk, 0), first))
    return found


def earlier_rounds(head: Head) -> tuple[Earlier, ...]:
    """Published rounds of the same scheme and kind of period up to this one, oldest first."""
    kind = kind_of(head.period)
    rounds = Round.objects.filter(
        scheme_version__scheme__versions__rounds=head.pk,
        state__in=SHOWN,
        current_run__isnull=False,
        period__lt=head.period,
    ).distinct()
    found = [
        Earlier(pk, code, period, run)
        for pk, code, period, run in rounds.values_list("pk", "code", "period", "current_run_id")
        if kind_of(period) == kind and run is not None
    ]
    found.sort(key=lambda item: (item.period, item.round))
    return (*found, Earlier(head.pk, head.code, head.period, head.run))


def year_ago(head: Head, earlier: Sequence[Earlier]) -> Earlier | None:
    """The round of the same period a year before, if it was published."""
    try:
        wanted = str(Period.parse(head.period).year_ago())
    except PeriodError:
        return None
    return next((item for item in earlier if item.period == wanted), None)


def kind_of(period: str) -> str:
    """Month, quarter, half, year or label."""
    try:
        return Period.parse(period, strict=False).kind.value
    except PeriodError:
        return "label"


def period_words(period: str, language: str) -> str:
    """The period for readers: 2026年三季度, Q3 2026."""
    try:
        found = Period.parse(period, strict=False)
    except PeriodError:
        return period
    return found.label_en() if language.startswith("en") else found.label_zh()


def period_short(period: str, language: str) -> str:
    """The period at the end of an axis: 26年三季, Q3 26."""
    words = period_words(period, language)
    if language.startswith("en"):
        return words.replace(" 20", " ")
    return words.removeprefix("20").removesuffix("度")


def _shown_runs(rounds: Sequence[Round]) -> dict[int, Run]:
    runs = {round_.pk: round_.current_run for round_ in rounds if round_.current_run is not None}
    open_ = [round_.pk for round_ in rounds if round_.pk not in runs]
    if open_:
        newest = Run.objects.filter(round__in=open_).select_related("package").order_by("number")
        runs |= {run.round_id: run for run in newest}
    return runs


def _head(round_: Round, run: Run) -> Head:
    version = round_.scheme_version
    scheme = scheme_of(version)
    worth = worth_in_total(scheme)
    return Head(
        pk=round_.pk,
        code=round_.code,
        title=round_.title,
        period=round_.period,
        state=round_.state,
        state_words=str(round_.get_state_display()),
        scheme=version.scheme.title,
        scheme_version=version.number,
        version_title=version.title,
        run=run.pk,
        number=run.number,
        run_at=run.at,
        reason=run.reason,
        digest=run.digest,
        package=run.package_id,
        published=round_.state in SHOWN and round_.current_run_id == run.pk,
        published_at=round_.published_at,
        frozen_at=round_.frozen_at,
        appeals_until=round_.appeals_until,
        notice_until=round_.notice_until,
        digits=scheme.precision,
        parts=tuple((part, float(worth[part] or 1)) for part in top_parts(scheme)),
        reads=readers_of(scheme),
    )
