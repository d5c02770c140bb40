"""A county with a large register of projects: stages, months, lamps, nodes and obstacles."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanbi.apps.orgs.models import Unit, User
    from sanbi.apps.projects.models import Project

TOWNSHIPS, DEPARTMENTS, LEADERS = 16, 22, 30
LAMPS = ("overall", "start", "progress", "payment", "entry", "obstacle")
WORDS = (
    "新材料",
    "冷链物流",
    "智能装备",
    "生物医药",
    "高标准农田",
    "文旅小镇",
    "光伏组件",
    "污水处理",
)
COPIED = (
    *("key", "place", "name", "link", "step", "stage", "unit_id", "duration", "calendar"),
    *("weight", "shortest", "crash_cost", "not_before", "due_on", "proof", "remaining", "note"),
    *("planned_start", "planned_finish", "started_on", "finished_on"),
)
TAGS = ("省重点", "专项债", "外资", "技改")


def add_projects(count: int, today: date, at: datetime) -> dict[str, User]:
    """Fill the register; return who reads it: a bureau that keeps it, and a township's clerk."""
    source = random.Random(count)  # noqa: S311 - figures, not secrets
    units, people = _units(today)
    projects = _projects(count, units, people["leaders"], today, at, source)
    _steps(projects, at)
    _money(projects, today, at, source)
    _lamps(projects, today, at, source)
    _obstacles(projects, units, today, source)
    _nodes(projects, units, today)
    _claims(projects, today, at)
    _meeting(people["leaders"][0], at)
    _analyse()
    return {"bureau": people["bureau"], "clerk": people["clerk"]}


def _units(today: date) -> tuple[dict[str, list[Unit]], dict[str, Any]]:
    from sanbi.apps.audit.actors import Role
    from sanbi.apps.orgs.models import Appointment, Unit, User
    from sanbi.apps.projects.models import Keeper

    root = Unit.objects.create(code="C", name="云川县", kind="county")
    made = {
        kind: Unit.objects.bulk_create(
            Unit(
                code=f"{kind[0]}{n:02d}",
                name=f"{name}{n}",
                pinyin=f"{n:02d}",
                kind=kind,
                parent=root,
            )
            for n in range(many)
        )
        for kind, name, many in (
            ("township", "乡镇", TOWNSHIPS),
            ("department", "部门", DEPARTMENTS),
        )
    }
    since = today - timedelta(days=900)
    noon = datetime.combine(since, datetime.min.time()).astimezone()
    people: dict[str, Any] = {}
    for name, unit, role in (
        ("bureau", made["department"][0], Role.BUREAU),
        ("clerk", made["township"][0], Role.CLERK),
    ):
        user = User.objects.create(username=name, name=name, unit=unit, created_at=noon)
        Appointment.objects.create(user=user, role=role, unit=unit, since=since)
        people[name] = user
    people["leaders"] = User.objects.bulk_create(
        User(username=f"leader{n}", name=f"领导{n}", unit=root, created_at=noon)
        for n in range(LEADERS)
    )
    Keeper.objects.create(unit=made["department"][0], since=since)
    return made, people


def _projects(
    count: int,
    units: dict[str, list[Unit]],
    leaders: list[User],
    today: date,
    at: datetime,
    source: random.Random,
) -> list[Project]:
    from sanbi.apps.orgs.pinyin import place_key
    from sanbi.apps.projects.models import LADDER, Project

    made = []
    for number in range(count):
        name = (
            f"{units['township'][number % TOWNSHIPS].name}{WORDS[number % len(WORDS)]}项目{number}"
        )
        stage = LADDER[source.choices(range(5), weights=(25, 25, 30, 12, 8))[0]]
        start = today - timedelta(days=source.randrange(-200, 500))
        made.append(
            Project(
                code=f"YC-{number:05d}",
                name=name,
                name_key=place_key(name)[:240],
                sort=source.choice(("industry", "services", "agriculture", "infrastructure")),
                unit=units["township"][number % TOWNSHIPS],
                lead_unit=source.choice(units["department"]),
                leader=source.choice(leaders),
                investor=f"投资方{number % 700}",
                total_wan=Decimal(source.randrange(500, 1_200_000)),
                longitude=Decimal("117.0") + Decimal(source.randrange(1000)) / 1000,
                latitude=Decimal("28.0") + Decimal(source.randrange(1000)) / 1000,
                stage=stage,
                stage_on=start,
                start_on=start,
                due_on=start + timedelta(days=540),
                tags=source.sample(TAGS, source.randrange(3)),
                created_at=at,
            )
        )
    return Project.objects.bulk_create(made, batch_size=1000)


def _steps(projects: list[Project], at: datetime) -> None:
    from sanbi.apps.projects.models import LADDER, StageStep

    rows = []
    for project in projects:
        place = LADDER.index(project.stage)
        rows += [
            StageStep(
                project=project,
                from_stage=LADDER[max(number - 1, 0)],
                to_stage=LADDER[number],
                happened_on=project.stage_on - timedelta(days=60 * (place - number)),
                by_name="-",
                at=at,
            )
            for number in range(place + 1)
        ]
    StageStep.objects.bulk_create(rows, batch_size=2000)


def _months(today: date) -> list[str]:
    """Two years of months up to today's."""
    whole = [
        f"{year}-{month:02d}" for year in (today.year - 1, today.year) for month in range(1, 13)
    ]
    return [period for period in whole if period <= f"{today:%Y-%m}"]


def _money(projects: list[Project], today: date, at: datetime, source: random.Random) -> None:
    from sanbi.apps.projects.models import MonthReport, YearPlan

    plans, reports = [], []
    for project in projects:
        for year in (today.year - 1, today.year):
            total = int(project.total_wan) // 3
            months = [str(total * month // 12) for month in range(1, 13)]
            plans.append(
                YearPlan(
                    project=project,
                    year=year,
                    version=1,
                    plan_class="continued",
                    planned_wan=total,
                    months=months,
                    by_name="-",
                    at=at,
                )
            )
        pace = source.uniform(0.5, 1.2)
        reports += [
            MonthReport(
                project=project,
                period=period,
                version=1,
                completed_wan=round(pace * total * int(period[5:]) / 12, 2),
                physical=Decimal("0.3"),
                by_name="-",
                at=at,
            )
            for period in _months(today)
        ]
    YearPlan.objects.bulk_create(plans, batch_size=2000)
    MonthReport.objects.bulk_create(reports, batch_size=2000)


def _lamps(projects: list[Project], today: date, at: datetime, source: random.Random) -> None:
    from sanbi.apps.projects.models import LampReading, LampRules
    from sanbi.engine.scheduling.lamps import preset_data

    content = preset_data("county")
    rules = LampRules.objects.order_by("-version").first() or LampRules.objects.create(
        version=1, name=content["name"], content=content, valid_from=today, by_name="-", at=at
    )
    rows = [
        LampReading(
            project=project,
            period=period,
            lamp=lamp,
            colour=source.choices(("green", "yellow", "red", "none"), weights=(6, 2, 1, 1))[0],
            reason="投资完成落后计划",
            rules=rules,
            at=at,
        )
        for project in projects
        for place, period in enumerate(reversed(_months(today)))
        for lamp in (LAMPS if place < 2 else LAMPS[:1])
    ]
    LampReading.objects.bulk_create(rows, batch_size=5000)


def _obstacles(
    projects: list[Project], units: dict[str, list[Unit]], today: date, source: random.Random
) -> None:
    from sanbi.apps.projects.escalation import ladder_kept
    from sanbi.apps.projects.models import Obstacle

    ladder = ladder_kept(today)
    rows = []
    for project in projects[::3]:
        raised = today - timedelta(days=source.randrange(60))
        rows.append(
            Obstacle(
                project=project,
                kind=source.choice(("land", "relocation", "approval", "finance")),
                title="红线内32亩未完成征收",
                unit=source.choice(units["department"]),
                ladder=ladder,
                state=source.choice(("open", "answered")),
                level_since=raised,
                due_on=raised + timedelta(days=7),
                raised_on=raised,
            )
        )
    Obstacle.objects.bulk_create(rows, batch_size=2000)


def _nodes(projects: list[Project], units: dict[str, list[Unit]], today: date) -> None:
    """The long chain for the first project, then the same for every other one."""
    from sanbi.apps.projects.chains import chain_of
    from sanbi.apps.projects.models import Node, NodeLink

    chain = chain_of("full")
    if chain is None:
        raise RuntimeError("the template of the long chain is gone")
    first = projects[0]
    start = today - timedelta(days=120)
    made = {
        node.key: Node(
            project=first,
            key=node.key,
            place=place,
            name=node.name,
            link=node.link,
            step=node.step,
            stage=node.stage,
            unit=units["department"][place % DEPARTMENTS],
            duration=node.duration,
            calendar=node.calendar,
            proof=node.proof,
            planned_start=start + timedelta(days=3 * place),
            planned_finish=start + timedelta(days=3 * place + 3),
            started_on=start + timedelta(days=3 * place) if place < 20 else None,
            finished_on=start + timedelta(days=3 * place + 4) if place < 20 else None,
        )
        for place, node in enumerate(chain.nodes, start=1)
    }
    Node.objects.bulk_create(made.values())
    NodeLink.objects.bulk_create(
        NodeLink(before=made[link.before], after=made[link.after]) for link in chain.links
    )
    _copy_nodes(first)


def _claims(projects: list[Project], today: date, at: datetime) -> None:
    """Every project asks for land, and has changed its mind once."""
    from sanbi.apps.projects.allocation.book import Book, Rules, Supply, content_of
    from sanbi.apps.projects.models import FactorBook, FactorClaim

    land = Supply("land", "用地", "亩", (500.0,) * 12, ("用地手续", "开工"))
    rules = Rules(tax=0.0, jobs=0.0, classes=(1.0, 1.0, 1.0), frozen=0, spare=0, stability=0.0)
    held = content_of(Book(f"{today.year + 1}-01", (land,), rules))
    FactorBook.objects.create(version=1, content=held, by_name="-", at=at)
    FactorClaim.objects.bulk_create(
        (
            FactorClaim(
                project=project,
                version=version,
                amounts={"land": str(20 * version)},
                arrived_on=today,
                by_name="-",
                at=at,
            )
            for project in projects
            for version in (1, 2)
        ),
        batch_size=2000,
    )


def _meeting(chair: User, at: datetime) -> None:
    """One that is to be held, without an agenda yet."""
    from sanbi.apps.meetings.models import Meeting

    Meeting.objects.create(
        title="重点项目调度会", begins_at=at, place="第二会议室", chair=chair, by_name="-"
    )


def _copy_nodes(first: Project) -> None:
    """Give every other project the nodes and links of the first, in SQL."""
    from django.db import connection

    columns = ", ".join(COPIED)
    theirs = ", ".join(f"n.{name}" for name in COPIED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into projects_node (project_id, {columns})"
            f" select p.id, {theirs} from projects_node n"
            " cross join projects_project p where n.project_id = %s and p.id <> %s",
            [first.pk, first.pk],
        )
        cursor.execute(
            "insert into projects_nodelink (before_id, after_id, kind, lag, overlap)"
            " select b2.id, a2.id, l.kind, l.lag, l.overlap from projects_nodelink l"
            " join projects_node b on b.id = l.before_id join projects_node a on a.id = l.after_id"
            " join projects_node b2 on b2.key = b.key and b2.project_id <> b.project_id"
            " join projects_node a2 on a2.key = a.key and a2.project_id = b2.project_id"
        )


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("analyze")
