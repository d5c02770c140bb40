"""Rounds: how far they have come, what they lack, their runs, and the public notice."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.assessments.missing import missing_for
from sanbi.apps.assessments.models import Round, RoundState, Snapshot
from sanbi.apps.assessments.queries.notices import Notice, notice_of
from sanbi.apps.assessments.queries.rounds import round_for, runs_of, seen_rounds
from sanbi.apps.assessments.rules import sees_drafts
from sanbi.apps.orgs.pages import Request
from sanbi.site.api.answers import READS
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import AskedPeriod, AskedState, RoundCode

router = Router(tags=["rounds"])


class RoundOut(Schema):
    """A round; ``run`` is the number of the run that its boards show."""

    code: str = Field(examples=["2026Q3"])
    title: str = Field(examples=["2026年第三季度三比三看"])
    period: str = Field(examples=["2026Q3"])
    state: str = Field(description="draft, collecting, frozen, scored, published, appeals or final")
    scheme: str = Field(description="code of the scheme")
    scheme_version: int = Field(description="number of its version")
    grouping: str
    run: int | None
    collect_until: datetime | None
    published_at: datetime | None
    notice_until: datetime | None
    appeals_until: datetime | None
    finished_at: datetime | None

    @staticmethod
    def resolve_run(item: Round) -> int | None:
        """The shown run's number."""
        return item.current_run.number if item.current_run else None

    @staticmethod
    def resolve_scheme(item: Round) -> str:
        """The scheme's code."""
        return item.scheme_version.scheme.code

    @staticmethod
    def resolve_scheme_version(item: Round) -> int:
        """The version's number."""
        return item.scheme_version.number


@router.get("/rounds", response={200: list[RoundOut], **READS}, operation_id="rounds")
@paginate(Paged)
def rounds(request: Request, period: AskedPeriod = "", state: AskedState = "") -> QuerySet[Round]:
    """The rounds that the key sees, the newest first."""
    found = seen_rounds(request.actor).select_related("current_run", "scheme_version__scheme")
    found = found.filter(state=state) if state else found
    return found.filter(period=period) if period else found


@router.get("/rounds/{code}", response={200: RoundOut, **READS}, operation_id="round")
def round_one(request: Request, code: RoundCode) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One round, and how far it has come."""
    return round_for(request.actor, code)


class RunOut(Schema):
    """One scoring; never changed. ``shown`` is the one on the boards."""

    number: int
    snapshot: int = Field(description="number of the snapshot that was scored")
    digest: str = Field(description="of the package")
    engine: str = Field(description="version of the engine")
    reason: str
    by_name: str
    at: datetime
    shown: bool
    approved: bool = Field(description="it was published once")
    notes: list[str]


class Runs(Schema):
    """The runs of a round, the latest first."""

    items: list[RunOut]
    total: int


@router.get("/rounds/{code}/runs", response={200: Runs, **READS}, operation_id="runs")
def runs(request: Request, code: RoundCode) -> Any:  # noqa: ANN401 - ninja turns it into Runs
    """The runs of a round: published ones; for the office and the auditor, all."""
    found = runs_of(request.actor, round_for(request.actor, code))
    return {"items": list(found), "total": len(found)}


class SnapshotOut(Schema):
    """All data of a round as they were frozen: the sources of its runs."""

    number: int
    digest: str
    reason: str
    by_name: str
    at: datetime
    files: dict[str, str] = Field(description="each file's digest")
    figures: int = Field(description="how many figures of which version")
    items: int = Field(description="how many items of the register")

    @staticmethod
    def resolve_figures(item: Snapshot) -> int:
        """How many figures it holds."""
        return len(item.versions.get("observations", ()))

    @staticmethod
    def resolve_items(item: Snapshot) -> int:
        """How many items of the register it holds."""
        return len(item.versions.get("items", ()))


@router.get(
    "/rounds/{code}/snapshots", response={200: list[SnapshotOut], **READS}, operation_id="snapshots"
)
@paginate(Paged)
def snapshots(request: Request, code: RoundCode) -> QuerySet[Snapshot]:
    """What was frozen, the latest first; for the office and the auditor, others see none."""
    held = round_for(request.actor, code)
    return held.snapshots.all() if sees_drafts(request.actor) else held.snapshots.none()


class MissingOut(Schema):
    """A figure that does not count yet, and who owes it."""

    unit: str = Field(examples=["T1"])
    indicator: str = Field(examples=["invest"])
    name: str
    period: str
    what: str = Field(description="value, target or rating")
    owes: str = Field(description="the unit that has to act next")
    why: str
    report: int | None = Field(description="number of the report that holds it")


class Lacking(Schema):
    """Every figure that a round still lacks."""

    items: list[MissingOut]
    total: int


@router.get("/rounds/{code}/missing", response={200: Lacking, **READS}, operation_id="missing")
def missing(request: Request, code: RoundCode) -> Any:  # noqa: ANN401 - ninja turns it into Lacking
    """What a round that collects still lacks: of the own unit, or for those who see all, of all."""
    held = round_for(request.actor, code)
    open_now = held.state == RoundState.COLLECTING
    found = missing_for(request.actor, held, request.now) if open_now else []
    return {"items": found, "total": len(found)}


class NoticeRowOut(Schema):
    """A unit's line on the notice board."""

    group: str
    unit: str = Field(description="the unit's name", examples=["青石镇"])
    rank: Decimal | None
    score: Decimal | None
    grade: str


class NoticeOut(Schema):
    """The public notice 公示 of a result, with its window."""

    round: str
    run: int
    digest: str
    published_at: datetime | None
    until: datetime | None
    open: bool
    proposed_by: str
    approved_by: str
    rows: list[NoticeRowOut]

    @staticmethod
    def resolve_round(item: Notice) -> str:
        """The round's code."""
        return item.round.code

    @staticmethod
    def resolve_rows(item: Notice) -> list[dict[str, Any]]:
        """The units, group by group."""
        return [
            {
                "group": name,
                "unit": row.unit,
                "rank": row.rank,
                "score": row.score,
                "grade": row.grade,
            }
            for name, rows in item.groups
            for row in rows
        ]


@router.get("/rounds/{code}/notice", response={200: NoticeOut, **READS}, operation_id="notice")
def notice(request: Request, code: RoundCode) -> Any:  # noqa: ANN401 - ninja turns it into NoticeOut
    """The public notice of a published round, and the two people who answer for it."""
    return notice_of(request.actor, code, request.now)
