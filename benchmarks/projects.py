"""Pages of a large register of projects: time of each answer on the server, and its queries.

Requests go through every middleware, the view, the queries and the template; only the network and
the web server are left out. Each turn asks for another page or filter.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from benchmarks.measuring import Goal, Report
from benchmarks.pages import client_of, timed
from benchmarks.projects_county import TOWNSHIPS, add_projects
from benchmarks.site_database import site_database

if TYPE_CHECKING:
    from django.test import Client

LIMIT_MS = 400
MAPS = ("project-map", "projects-map", "map")


def measure(count: int, runs: int) -> Report:
    """Time the pages of a register of so many projects."""
    with site_database():
        from django.conf import settings
        from django.utils import timezone

        settings.ALLOWED_HOSTS = ["testserver"]
        today = timezone.localdate()
        people = add_projects(count, today, datetime(today.year, 1, 5, tzinfo=UTC))
        clients = {name: client_of(user) for name, user in people.items()}
        timings, goals = [], []
        for name, (who, address) in _pages().items():
            timing, queries = timed(clients[who], name, address, runs)
            p95 = 1000 * quantiles(timing.seconds, n=20)[-1]
            cpu = 1000 * quantiles(timing.cpu, n=20)[-1]
            held = _database_ms(clients[who], address, min(runs, 10))
            shown = (
                f"p95 {p95:,.0f} ms ({cpu:,.0f} ms of processor and {held:,.0f} in the database),"
                f" {queries} queries"
            )
            timings.append(timing)
            goals.append(Goal(f"{name}: p95 under {LIMIT_MS} ms", shown, p95 < LIMIT_MS))
    return Report(f"pages of a register of {count:,} projects", timings, goals)


def _database_ms(client: Client, address: Callable[[int], str], runs: int) -> float:
    """Milliseconds of processor that PostgreSQL's process spends on an answer, on average."""
    from django.db import connection

    connection.ensure_connection()
    kept = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    before = int(kept.read_text(encoding="ascii").split()[0])
    for turn in range(runs):
        client.get(address(turn))
    return (int(kept.read_text(encoding="ascii").split()[0]) - before) / runs / 1e6


def _pages() -> dict[str, tuple[str, Callable[[int], str]]]:
    from django.urls import NoReverseMatch, reverse

    from sanbi.apps.meetings.models import Meeting
    from sanbi.apps.orgs.models import Unit
    from sanbi.apps.projects.models import Obstacle, Project

    towns = list(Unit.objects.filter(kind="township").order_by("pk").values_list("pk", flat=True))
    keys = list(Project.objects.order_by("pk").values_list("pk", flat=True)[:100])
    blocked = list(Obstacle.objects.order_by("pk").values_list("pk", flat=True)[:20])
    register, wall = reverse("projects"), reverse("wall")
    meeting = Meeting.objects.get()
    pages: dict[str, tuple[str, Callable[[int], str]]] = {
        "list": ("bureau", lambda turn: f"{register}?page={1 + turn}"),
        "list of a township": ("clerk", lambda turn: f"{register}?page={1 + turn % 3}"),
        "list by lamp and unit": (
            "bureau",
            lambda turn: f"{register}?lamp=red&unit={towns[turn % TOWNSHIPS]}",
        ),
        "list, search by initials": ("bureau", lambda _: f"{register}?q=gfzj"),
        "list by share of the plan": (
            "bureau",
            lambda turn: f"{register}?sort=share&page={1 + turn}",
        ),
        "list, not built": ("bureau", lambda _: f"{register}?mark=not_built"),
        "funnel": ("bureau", lambda _: reverse("projects-funnel")),
        "Gantt window": ("bureau", lambda turn: f"{wall}?page={1 + turn}"),
        "Gantt window, red lamps": ("bureau", lambda _: f"{wall}?lamp=red"),
        "obstacles": ("bureau", lambda _: reverse("obstacles")),
        "one obstacle": ("bureau", lambda turn: reverse("obstacle", args=[blocked[turn % 20]])),
        "claims for factors": ("bureau", lambda turn: f"{reverse('claims')}?page={1 + turn}"),
        "what a meeting should take up": (
            "bureau",
            lambda _: reverse("meeting-proposals", args=[meeting.pk]),
        ),
        "one project": ("bureau", lambda turn: reverse("project", args=[keys[turn % 100]])),
        "nodes of a project": (
            "bureau",
            lambda turn: reverse("project-nodes", args=[keys[turn % 100]]),
        ),
    }
    for route in MAPS:
        try:
            address = reverse(route)
        except NoReverseMatch:
            continue
        pages["map"] = ("bureau", lambda _, address=address: address)  # type: ignore[misc]
    return pages
