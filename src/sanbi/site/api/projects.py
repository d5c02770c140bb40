"""Key projects: the register, nodes, months, lamps and obstacles; a month is reported."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from sanbi.apps.orgs.pages import Request
from sanbi.apps.projects.models import LampReading, LampRules, MonthReport, Node, Obstacle, Project
from sanbi.apps.projects.queries import project_get, projects_for
from sanbi.apps.projects.queries.lamps import lit
from sanbi.apps.projects.rules import can_read
from sanbi.apps.projects.services import month_report
from sanbi.apps.projects.services.months import Figures
from sanbi.site.api.answers import READS, WRITES
from sanbi.site.api.pages import Paged
from sanbi.site.api.texts import (
    LARGEST_KEY,
    AskedPeriod,
    AskedUnit,
    Number,
    decimal_text,
    line,
)

router = Router(tags=["projects"])
Month = Annotated[
    str,
    Path(
        max_length=7,
        pattern=r"^2[01][0-9]{2}-(0[1-9]|1[0-2])$",
        description="the month",
        examples=["2026-09"],
    ),
]


class ProjectOut(Schema):
    """A project of the register. Money is in 万元, and dispatch data, never a statistic."""

    id: int
    code: str = Field(examples=["P1"])
    name: str
    sort: str = Field(description="industry, infrastructure, livelihood, …")
    unit: str = Field(description="the township or zone that answers for it", examples=["T1"])
    lead_unit: str = Field(description="the department in charge, or nothing")
    owner_unit: str = Field(description="who builds it, or nothing")
    investor: str
    origin: str = Field(description="state, private, foreign or mixed")
    total_wan: Decimal
    land_mu: Decimal | None
    location: str
    longitude: Decimal | None
    latitude: Decimal | None
    stage: str = Field(description="lead, signed, started, producing or capacity")
    stage_on: date
    start_on: date | None = Field(description="planned start of work")
    due_on: date | None = Field(description="planned start of production")
    statistics_entry: str = Field(description="not_yet, pending or entered")
    tags: list[str]
    dropped_on: date | None
    edition: int

    @staticmethod
    def resolve_unit(project: Project) -> str:
        """The unit's code."""
        return project.unit.code

    @staticmethod
    def resolve_lead_unit(project: Project) -> str:
        """The code of the department in charge."""
        return project.lead_unit.code if project.lead_unit else ""

    @staticmethod
    def resolve_owner_unit(project: Project) -> str:
        """The code of who builds it."""
        return project.owner_unit.code if project.owner_unit else ""


Stage = Annotated[str, Query(max_length=10, pattern="^[a-z]*$", description="only of this stage")]
Lamp = Annotated[
    str,
    Query(
        max_length=6,
        pattern="^(green|yellow|red|none)?$",
        description="only those whose overall lamp shows this colour",
        examples=["red"],
    ),
]
Named = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$", description="only of this code")]


@router.get("/projects", response={200: list[ProjectOut], **READS}, operation_id="projects")
@paginate(Paged)
def projects(
    request: Request,
    unit: AskedUnit = "",
    stage: Stage = "",
    lamp: Lamp = "",
    code: Named = "",
    dropped: Annotated[bool, Query(description="also those that were given up")] = False,  # noqa: FBT002 - a query parameter
) -> QuerySet[Project]:
    """The projects that the key sees, by name."""
    found = projects_for(request.actor)
    if not dropped:
        found = found.filter(dropped_on__isnull=True)
    for name, wanted in (("unit__code", unit), ("stage", stage), ("code", code)):
        if wanted:
            found = found.filter(**{name: wanted})
    return found.filter(lit(lamp)) if lamp else found


@router.get("/projects/{number}", response={200: ProjectOut, **READS}, operation_id="project")
def project(request: Request, number: Number) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """One project."""
    return project_get(request.actor, number)


class ProjectNodeOut(Schema):
    """A node of a project's chain; the dates are those that the plan in force promises."""

    key: str
    place: int
    name: str
    link: str
    step: str
    stage: str
    unit: str = Field(description="who must act, or nothing", examples=["D1"])
    duration: int = Field(description="working days of its calendar")
    calendar: str
    weight: Decimal
    planned_start: date | None
    planned_finish: date | None
    started_on: date | None
    finished_on: date | None

    @staticmethod
    def resolve_unit(node: Node) -> str:
        """The unit's code."""
        return node.unit.code if node.unit else ""


@router.get(
    "/projects/{number}/nodes",
    response={200: list[ProjectNodeOut], **READS},
    operation_id="project_nodes",
)
@paginate(Paged)
def project_nodes(request: Request, number: Number) -> QuerySet[Node]:
    """The nodes of a project in their order."""
    held = project_get(request.actor, number)
    return Node.objects.filter(project=held).select_related("unit").order_by("place")


class LampOut(Schema):
    """What a lamp showed at the end of a month, and why; a later version replaces an earlier one.

    ``facts`` of the lamp ``overall`` hold all that the month was judged by: with the rules of
    that version anybody comes to the same (docs/algorithms/lamps.md).
    """

    period: str
    version: int
    lamp: str = Field(description="overall, start, progress, payment, entry or obstacle")
    colour: str = Field(description="green, yellow, red or none (to be judged)")
    bare: str = Field(description="the colour without any waiver")
    waived: bool
    size: str
    reason: str
    rules: int = Field(description="the version of the rules")
    facts: dict[str, Any]
    at: datetime

    @staticmethod
    def resolve_rules(reading: LampReading) -> int:
        """The version of the rules."""
        return reading.rules.version


@router.get(
    "/projects/{number}/lamps",
    response={200: list[LampOut], **READS},
    operation_id="project_lamps",
)
@paginate(Paged)
def project_lamps(
    request: Request, number: Number, period: AskedPeriod = ""
) -> QuerySet[LampReading]:
    """The lamps of a project, all versions, the newest month first."""
    held = project_get(request.actor, number)
    found = LampReading.objects.filter(project=held).select_related("rules")
    if period:
        found = found.filter(period=period)
    return found.order_by("-period", "-version", "pk")


class LampRulesOut(Schema):
    """A version of the lamp rules as plain data."""

    version: int
    name: str
    source: str
    valid_from: date
    content: dict[str, Any]
    at: datetime


@router.get("/lamp-rules", response={200: list[LampRulesOut], **READS}, operation_id="lamp_rules")
@paginate(Paged)
def lamp_rules(request: Request) -> QuerySet[LampRules]:
    """The versions of the lamp rules, the newest first, for whoever reads projects."""
    rows = LampRules.objects.order_by("-version")
    return rows if can_read(request.actor) else rows.none()


class ObstacleOut(Schema):
    """What stands in a project's way, who must act, and until when."""

    id: int
    kind: str = Field(description="land, relocation, approval, …")
    title: str
    detail: str
    wanted: str
    unit: str = Field(description="who must act", examples=["D1"])
    state: str = Field(description="open, answered, closed or withdrawn")
    level: int = Field(description="from 0")
    raised_on: date
    due_on: date = Field(description="the day on which its level ends")
    closed_on: date | None

    @staticmethod
    def resolve_unit(obstacle: Obstacle) -> str:
        """The unit's code."""
        return obstacle.unit.code


@router.get(
    "/projects/{number}/obstacles",
    response={200: list[ObstacleOut], **READS},
    operation_id="project_obstacles",
)
@paginate(Paged)
def project_obstacles(request: Request, number: Number) -> QuerySet[Obstacle]:
    """The obstacles of a project, the most urgent first."""
    held = project_get(request.actor, number)
    rows = Obstacle.objects.filter(project=held).select_related("unit")
    return rows.order_by("due_on", "pk")


class MonthOut(Schema):
    """A version of a month's report: 万元 since January, physical work since the beginning."""

    period: str
    version: int
    completed_wan: Decimal
    paid_wan: Decimal | None
    physical: Decimal | None = Field(description="share from 0 to 1")
    image: str
    reason: str
    by_name: str
    at: datetime


@router.get(
    "/projects/{number}/months",
    response={200: list[MonthOut], **READS},
    operation_id="project_months",
)
@paginate(Paged)
def project_months(
    request: Request, number: Number, period: AskedPeriod = ""
) -> QuerySet[MonthReport]:
    """What was reported of a project, all versions, the newest month first."""
    found = MonthReport.objects.filter(project=project_get(request.actor, number))
    if period:
        found = found.filter(period=period)
    return found.order_by("-period", "-version")


class MonthIn(Schema):
    """A month's figures. Payment needs a file, which is hung on the month on its page first."""

    version: int = Field(
        ge=0, le=LARGEST_KEY, description="the version that was looked at; 0: none", examples=[0]
    )
    completed_wan: Annotated[str, decimal_text(14, 2)]
    paid_wan: Annotated[str, decimal_text(14, 2)] | None = None
    physical: Annotated[str, decimal_text(1, 6)] | None = Field(
        None, description="share from 0 to 1; left out, it is counted from the quantities"
    )
    image: Annotated[str, line(200, "image progress in words", "主体封顶")] = ""
    reason: Annotated[str, line(300, "needed for a second version and a closed month")] = ""


@router.put(
    "/projects/{number}/months/{period}",
    response={200: MonthOut, **WRITES},
    operation_id="project_month_report",
)
def project_month_report(request: Request, number: Number, period: Month, body: MonthIn) -> Any:  # noqa: ANN401 - ninja turns the row into it
    """Report a month as a new version; sent again it is 409, because there is a newer one."""
    return month_report(
        actor=request.actor,
        now=request.now,
        project=number,
        period=period,
        version=body.version,
        figures=Figures(
            Decimal(body.completed_wan),
            _decimal(body.paid_wan),
            _decimal(body.physical),
            body.image,
            body.reason,
        ),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
