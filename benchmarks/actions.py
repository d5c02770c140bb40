"""A large supervision office: time of each page on the server, and of a morning's reminders.

The reminders are timed with every running action due at once, the first morning of a new rulebook,
and again broken off after half of the units: the second call does the rest, a third one nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import Goal, Report, Timing
from benchmarks.pages import client_of, timed
from benchmarks.site_database import site_database

if TYPE_CHECKING:
    from sanbi.apps.orgs.models import Unit, User

LIMIT_MS, LIMIT_SECONDS = 400, 60
UNITS, LEADERS = 40, 20
WEIGHTS = {
    "filed": 2, "assigned": 6, "received": 6, "progress": 20, "reported": 5, "returned": 3,
    "verified": 2, "closed": 53, "withdrawn": 3,
}  # fmt: skip
RUNNING = ("assigned", "received", "progress", "returned")


def measure(count: int, runs: int) -> Report:
    """Time the pages and the reminders of so many actions."""
    with site_database():
        from django.conf import settings
        from django.utils import timezone

        settings.ALLOWED_HOSTS = ["testserver"]
        today = timezone.localdate()
        people = _fill(count, today)
        clients = {name: client_of(user) for name, user in people.items()}
        timings, goals = [], []
        for name, (who, address) in _pages(count).items():
            timing, queries = timed(clients[who], name, address, runs)
            p95 = 1000 * quantiles(timing.seconds, n=20)[-1]
            cpu = 1000 * quantiles(timing.cpu, n=20)[-1]
            shown = f"p95 {p95:,.0f} ms ({cpu:,.0f} ms of processor), {queries} queries"
            timings.append(timing)
            goals.append(Goal(f"{name}: p95 under {LIMIT_MS} ms", shown, p95 < LIMIT_MS))
        reminding, goal = _reminders(count, today)
    return Report(f"supervision of {count:,} actions", [*timings, reminding], [*goals, goal])


def _pages(count: int) -> dict[str, tuple[str, Callable[[int], str]]]:
    from django.urls import reverse

    from sanbi.apps.actions.models import Action

    keys = list(Action.objects.order_by("pk").values_list("pk", flat=True)[:100])
    listed, last = reverse("actions-list"), max(count // 100, 1)
    return {
        "desk of the office": ("supervisor", lambda _: reverse("actions")),
        "desk of a unit": ("clerk", lambda _: reverse("actions")),
        "list": ("supervisor", lambda turn: f"{listed}?state=all&page={1 + turn % last}"),
        "list of a unit": ("clerk", lambda turn: f"{listed}?page={1 + turn % 3}"),
        "list, overdue": ("supervisor", lambda _: f"{listed}?state=overdue"),
        "list, search": ("supervisor", lambda turn: f"{listed}?state=all&q=改造{turn % 10}"),
        "board": ("supervisor", lambda _: reverse("actions-board")),
        "board of a unit": ("clerk", lambda _: reverse("actions-board")),
        "calendar": ("supervisor", lambda _: reverse("actions-calendar")),
        "statistics": ("supervisor", lambda _: reverse("actions-statistics")),
        "one action": (
            "supervisor",
            lambda turn: reverse("action", args=[keys[turn % len(keys)]]),
        ),
    }


def _reminders(count: int, today: date) -> tuple[Timing, Goal]:
    """Time a morning on which all are due, half of it killed."""
    from django.utils import timezone

    from sanbi.apps.actions.models import Action, Reminder
    from sanbi.apps.actions.services import actions_remind, reminding

    Action.objects.exclude(state="filed").update(
        state="progress", due_on=today - timedelta(days=3), closed_on=None
    )
    now, timing = timezone.now(), Timing("reminders, all due, in two goes")
    whole, left = reminding.unit_remind, [UNITS // 2]

    def killed(**given: Any) -> int:  # noqa: ANN401 - whatever the service takes
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return whole(**given)

    began, cpu = time.perf_counter(), time.process_time()
    reminding.unit_remind = killed
    try:
        actions_remind(now)
    except KeyboardInterrupt:
        pass
    finally:
        reminding.unit_remind = whole
    actions_remind(now)
    timing.seconds.append(time.perf_counter() - began)
    timing.cpu.append(time.process_time() - cpu)
    marks = Reminder.objects.count()
    again = actions_remind(now)
    once = again == 0 and marks == Reminder.objects.count()
    shown = (
        f"{timing.seconds[0]:.1f} s ({timing.cpu[0]:.1f} s of processor), {marks:,} marks,"
        f" {'nothing' if once else 'something'} twice"
    )
    goal = f"reminders of {count:,} actions under {LIMIT_SECONDS} s, once"
    return timing, Goal(goal, shown, once and timing.seconds[0] < LIMIT_SECONDS)


def _fill(count: int, today: date) -> dict[str, User]:
    """Fill the database; return who reads it: the supervision office, and a unit's clerk."""
    from django.db import connection

    from sanbi.apps.actions.models import Action, Extension, Step

    units, people = _units(today)
    rows = _actions(count, units, people["leaders"], today)
    at = datetime(today.year, 1, 5, tzinfo=UTC)
    Step.objects.bulk_create(
        (
            Step(action=row, deed=deed, state=row.state, by_name="督查室", at=at)
            for row in rows
            for deed in ("filed", "assigned", "received", "progress")
        ),
        batch_size=5000,
    )
    through = Action.supporting.through
    through.objects.bulk_create(
        through(action=row, unit=units[(place + 7) % UNITS])
        for place, row in enumerate(rows)
        if place % 3 == 0
    )
    Extension.objects.bulk_create(
        Extension(
            action=row,
            before=row.due_on,
            until=row.due_on + timedelta(days=9),
            reason="雨期",
            asked_by=1,
            asked_by_name="张三",
            asked_at=at,
        )
        for row in rows[: count // 4 : 4]
        if row.state in RUNNING and row.due_on
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return {"supervisor": people["supervisor"], "clerk": people["clerk"]}


def _units(today: date) -> tuple[list[Unit], dict[str, Any]]:
    from sanbi.apps.audit.actors import Role
    from sanbi.apps.orgs.models import Appointment, Unit, User

    root = Unit.objects.create(code="C", name="云川县", kind="county")
    units = Unit.objects.bulk_create(
        Unit(code=f"U{n:02d}", name=f"单位{n}", pinyin=f"{n:02d}", kind="department", parent=root)
        for n in range(UNITS)
    )
    since = today - timedelta(days=900)
    noon = datetime(since.year, 1, 1, tzinfo=UTC)
    clerks = User.objects.bulk_create(
        User(username=f"clerk{n}", name=f"经办{n}", unit=unit, created_at=noon)
        for n, unit in enumerate(units)
    )
    leaders = User.objects.bulk_create(
        User(username=f"leader{n}", name=f"领导{n}", unit=root, created_at=noon)
        for n in range(LEADERS)
    )
    office = User.objects.create(username="office", name="督查", unit=units[0], created_at=noon)
    Appointment.objects.bulk_create(
        [
            *(
                Appointment(user=user, unit=unit, role=role, since=since)
                for user, unit in zip(clerks, units, strict=True)
                for role in (Role.CLERK, Role.LEADER)
            ),
            Appointment(user=office, unit=units[0], role=Role.SUPERVISOR, since=since),
        ]
    )
    return units, {"supervisor": office, "clerk": clerks[0], "leaders": leaders}


def _actions(count: int, units: list[Unit], leaders: list[User], today: date) -> list[Any]:
    from sanbi.apps.actions.models import Action

    source = random.Random(count)  # noqa: S311 - figures, not secrets
    states = source.choices(list(WEIGHTS), list(WEIGHTS.values()), k=count)
    made = []
    for number, state in enumerate(states):
        due = today + timedelta(days=source.randrange(-300, 60))
        given = state != "filed"
        reported = due + timedelta(days=source.randrange(-9, 4))
        done = state in {"reported", "verified", "closed"}
        made.append(
            Action(
                number=f"DB-2026-{number:05d}",
                kind=source.choice(("task", "decision", "rectify", "request", "risk")),
                title=f"{units[number % UNITS].name}完成改造{number}",
                source="minutes",
                lead_unit=units[number % UNITS],
                leader=leaders[number % LEADERS] if number % 4 else None,
                filed_on=due - timedelta(days=40),
                state=state,
                limit="normal",
                limit_days=15,
                assigned_on=due - timedelta(days=20) if given else None,
                first_due_on=due if given else None,
                due_on=due if given else None,
                reported_on=reported if done else None,
                verified_on=reported if state in {"verified", "closed"} else None,
                quality="good" if state in {"verified", "closed"} else "",
                closed_on=reported if state == "closed" else None,
            )
        )
    return Action.objects.bulk_create(made, batch_size=1000)
