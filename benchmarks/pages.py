"""Pages of a large county, read and typed in: time of each answer on the server.

Requests go through every middleware, the view, the queries and the template; only the network and
the web server are left out. Runs of 36 months are stored, and reports with a version of each
value; the pages are asked for in turn.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import Goal, Report, Timing
from benchmarks.reporting_county import add_reporting
from benchmarks.site_database import site_database

if TYPE_CHECKING:
    from django.test import Client

    from sanbi.apps.assessments.models import Round, Run
    from sanbi.apps.orgs.models import User
    from sanbi.engine.scoring import Result, Scheme

AT = datetime(2026, 10, 20, tzinfo=UTC)
LIMIT_MS = 300
PERIODS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
RULES: tuple[dict[str, Any], ...] = (
    {"type": "proportional", "target": 130},
    {"type": "linear", "target": 130, "slope": 0.005},
    {"type": "efficacy"},
    {"type": "rank_step", "step": 0.01},
    {"type": "min_max"},
)


def measure(units: int, indicators: int, months: int, runs: int) -> Report:
    """Time the pages of a county of units × indicators with so many months behind it."""
    with site_database():
        from django.conf import settings

        from sanbi.site.serving.pages import settle_memory

        settings.ALLOWED_HOSTS = ["testserver"]
        county = _county(units, indicators, PERIODS[-months:])
        clients = {name: client_of(user) for name, user in county["people"].items()}
        pages = {name: ("clerk", address) for name, address in _pages(county, months).items()}
        settle_memory()  # as the server does at its start, before it has made any county
        timings, goals = [], []
        for name, (who, address) in (pages | _reporting(county)).items():
            timing, queries = timed(clients[who], name, address, runs)
            p95 = 1000 * quantiles(timing.seconds, n=20)[-1]
            cpu = 1000 * quantiles(timing.cpu, n=20)[-1]
            shown = f"p95 {p95:,.0f} ms ({cpu:,.0f} ms of processor), {queries} queries"
            timings.append(timing)
            goals.append(Goal(f"{name}: p95 under {LIMIT_MS} ms", shown, p95 < LIMIT_MS))
    title = f"pages of {units} units × {indicators} indicators × {months} months"
    notes = ("the first page of a run scores its package again; it is told as `first`",)
    return Report(title, timings, goals, notes)


def _county(units: int, indicators: int, periods: list[str]) -> dict[str, Any]:
    from sanbi.apps.assessments.models import Scheme, SchemeVersion
    from sanbi.apps.audit.actors import Role
    from sanbi.apps.orgs.models import Appointment, Unit, User
    from sanbi.engine.scoring import Scheme as EngineScheme

    root = Unit.objects.create(code="C", name="云川县", kind="county")
    made = Unit.objects.bulk_create(
        Unit(code=f"U{place:03d}", name=f"单位{place}", kind="township", parent=root)
        for place in range(units)
    )
    user = User.objects.create(username="clerk", name="王五", unit=made[0], created_at=AT)
    Appointment.objects.create(user=user, role=Role.CLERK, unit=made[0], since="2020-01-01")
    text = _scheme(indicators)
    scheme = Scheme.objects.create(code="large", title="large", owner=root)
    version = SchemeVersion.objects.create(
        scheme=scheme, number=1, text=text, digest="-", by_name="-", at=AT, adopted_at=AT
    )
    engine = EngineScheme.from_text(text)
    county: dict[str, Any] = {"units": made, "version": version, "rounds": []}
    county |= add_reporting(root, made, indicators, periods, AT)
    county["people"]["clerk"] = user
    for place, period in enumerate(periods):
        at = AT - timedelta(days=30 * (len(periods) - place))
        county["rounds"].append(_round(county, engine, indicators, period, at))
    return county


def _scheme(indicators: int) -> str:
    import json

    def leaf(number: int) -> dict[str, Any]:
        rule = RULES[number % len(RULES)]
        name = f"i{number:03d}"
        return {"id": f"L{number:03d}", "points": 0.5, "input": name, "rule": rule}

    nodes = [
        {"id": f"node{place}", "children": [leaf(n) for n in range(place, indicators, 8)]}
        for place in range(8)
    ]
    tree = {"id": "all", "children": nodes}
    return json.dumps({"sanbi": 1, "id": "large", "title": "large", "precision": 2, "tree": tree})


def _round(
    county: dict[str, Any], scheme: Scheme, indicators: int, period: str, at: datetime
) -> Round:
    from sanbi.apps.assessments.models import Publication, Round
    from sanbi.engine.scoring import score
    from sanbi.engine.scoring.data import Data

    rows = _figures(county, indicators, period)
    result = score(scheme, Data.from_rows(observations=rows), period)
    held = Round.objects.create(
        code=period,
        title=f"{period} 三比三看",
        period=period,
        scheme_version=county["version"],
        state="final",
        frozen_at=at,
        published_at=at,
    )
    held.current_run = _run(county, held, result, at)
    held.save()
    Publication.objects.create(
        round=held,
        run=held.current_run,
        proposed_by=1,
        proposed_at=at,
        decided_by=2,
        decided_at=at,
        approved=True,
    )
    return held


def _figures(county: dict[str, Any], indicators: int, period: str) -> list[dict[str, object]]:
    source = random.Random(period)  # noqa: S311 - figures, not secrets
    return [
        {
            "unit": unit.code,
            "indicator": f"i{number:03d}",
            "period": period,
            "value": round(source.uniform(60, 130), 2),
        }
        for number in range(indicators)
        for unit in county["units"]
    ]


def _run(county: dict[str, Any], held: Round, result: Result, at: datetime) -> Run:
    from django.db import connection

    from sanbi.apps.assessments.models import Run, RunLeaf, RunNode, RunRow, Snapshot
    from sanbi.apps.assessments.outcomes import leaf_rows, node_rows, table_rows
    from sanbi.apps.orgs.blobs import blob_store
    from sanbi.engine.scoring.package import build_package

    snapshot = Snapshot.objects.create(round=held, number=1, digest="-", at=at)
    package = blob_store(build_package(result), "application/zip")
    run = Run.objects.create(
        round=held, number=1, snapshot=snapshot, package=package, digest="-", engine="-", at=at
    )
    codes = {unit.code: unit.pk for unit in county["units"]}
    RunRow.objects.bulk_create(table_rows(run, result, codes, {}), batch_size=5000)
    RunNode.objects.bulk_create(node_rows(run, result, codes), batch_size=5000)
    RunLeaf.objects.bulk_create(leaf_rows(run, result, codes), batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return run


def client_of(user: User) -> Client:
    """A client of somebody who is signed in."""
    from django.test import Client

    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(user, backend=backend)
    return client


def _pages(county: dict[str, Any], months: int) -> dict[str, Callable[[int], str]]:
    from django.urls import reverse

    units = county["units"]
    code = county["rounds"][-1].code

    def unit(turn: int) -> int:
        return int(units[turn % len(units)].pk)

    pages: dict[str, Callable[[int], str]] = {
        "league table": lambda _: reverse("board", args=[code]),
        "unit page": lambda turn: reverse("board-unit", args=[code, unit(turn)]),
        "working": lambda turn: reverse("board-working", args=[code, unit(turn), "L001"]),
        "two units": lambda turn: reverse("board-compare", args=[code, unit(turn), unit(turn + 1)]),
        "home": lambda _: reverse("home"),
    }
    older = [held.code for held in county["rounds"]]
    pages["league table of any month"] = lambda turn: reverse("board", args=[older[turn % months]])
    return pages


def _reporting(county: dict[str, Any]) -> dict[str, tuple[str, Callable[[int], str]]]:
    from django.urls import reverse

    from sanbi.apps.indicators.models import Report

    period, before = county["periods"][-1], county["periods"][-2]
    unit = county["units"][0].pk
    line = county["form"].lines.order_by("sequence")[1].indicator_id
    pk = Report.objects.get(dataset=county["form"], unit=unit, period=period).pk
    own = county["own"].pk
    return {
        "entry grid": ("clerk", lambda _: reverse("report", args=[pk])),
        "matrix typed in": ("bureau", lambda _: reverse("matrix", args=[own, period])),
        "matrix locked": ("bureau", lambda _: reverse("matrix", args=[own, before])),
        "history": ("clerk", lambda _: reverse("history", args=[unit, line, before])),
        "series": ("clerk", lambda _: f"{reverse('series', args=[line])}?unit={unit}"),
        "task list of a unit": ("clerk", lambda _: reverse("indicators")),
        "task list of a bureau": ("bureau", lambda _: reverse("indicators")),
        "progress": ("bureau", lambda _: reverse("progress")),
    }


def timed(
    client: Client, name: str, address: Callable[[int], str], runs: int
) -> tuple[Timing, int]:
    """Ask for a page so many times; its timing, and how many queries one answer takes."""
    from django.db import connection

    started = time.perf_counter()
    _open(client, address(0))
    first = time.perf_counter() - started
    queries = _Counter()
    with connection.execute_wrapper(queries):
        _open(client, address(1))
    timing = Timing(name, note=f"first {1000 * first:,.0f} ms")
    for turn in range(runs):
        started, cpu = time.perf_counter(), time.process_time()
        _open(client, address(turn))
        timing.seconds.append(time.perf_counter() - started)
        timing.cpu.append(time.process_time() - cpu)
    return timing, queries.count


class _Counter:
    """Counts the statements of a request."""

    count = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:  # noqa: ANN401 - as Django calls it
        self.count += 1
        return execute(*asked)


def _open(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
