"""Polls for tests, brought to a state by their services; ballots cast as the live service does."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.ballots import services
from sanbi.apps.ballots.codes import code_of
from sanbi.apps.ballots.models import Poll, PollState, Voter
from sanbi.apps.ballots.services import ClassFacts, PollFacts, VoterFacts
from sanbi.apps.orgs.models import Unit
from sanbi.site.live.box import CAST, Casting, columns
from tests.apps.factories.orgs import make_unit

AT = datetime(2026, 10, 9, 1, tzinfo=UTC)
NAMES = ("白鹭镇", "茶山乡", "枫林镇", "河湾镇", "金坪镇", "柳溪镇", "龙潭镇", "梅岭乡")
GRADES = (("好", Decimal(100)), ("较好", Decimal(85)), ("一般", Decimal(70)), ("较差", Decimal(60)))
CLASSES = (
    ClassFacts("县领导", Decimal("0.4")),
    ClassFacts("部门", Decimal("0.3")),
    ClassFacts("乡镇", Decimal("0.3")),
)
PEOPLE = 6
"""Voters of each class."""


def make_subjects(count: int = 4) -> list[Unit]:
    """Townships to be marked, in the order of their names."""
    held = list(Unit.objects.filter(code__startswith="B-"))
    return held or [make_unit(f"B-{number}", NAMES[number % 8]) for number in range(count)]


def poll_facts(subjects: Sequence[Unit], **more: Any) -> PollFacts:
    """A poll of grades by three classes."""
    plain = PollFacts(
        title="三季度现场测评",
        period="2026Q3",
        kind="grade",
        subjects=[unit.pk for unit in subjects],
        classes=CLASSES,
        grades=GRADES,
    )
    return replace(plain, **more)


def voter_rows(subjects: Sequence[Unit], people: int = PEOPLE) -> list[VoterFacts]:
    """A roll: people of each class, those of the townships with their units."""
    return [
        VoterFacts(
            name=f"{facts.name}{number}号",
            poll_class=facts.name,
            unit=subjects[number % len(subjects)].code if facts.name == "乡镇" else "",
            venue="主会场" if number % 2 else "分会场",
        )
        for facts in CLASSES
        for number in range(people)
    ]


def make_poll(state: str = "draft", subjects: int = 4, people: int = PEOPLE, **more: Any) -> Poll:
    """A poll in a state on its way: draft, ready, open, closed, sealed or published."""
    units = make_subjects(subjects)
    made = services.poll_prepare(actor=SYSTEM, now=AT, facts=poll_facts(units, **more))
    rows = voter_rows(units, people)
    services.roll_take_over(actor=SYSTEM, now=AT, poll=made.pk, rows=rows)
    for reached, deed in (
        ("ready", services.poll_ready),
        ("open", services.poll_open),
        ("closed", services.poll_close),
        ("sealed", services.poll_seal),
        ("published", services.poll_publish),
    ):
        if Poll.objects.get(pk=made.pk).state == state:
            break
        if reached == "closed":
            cast_all(made)
        deed(actor=SYSTEM, now=AT, poll=made.pk)
    held = Poll.objects.get(pk=made.pk)
    assert held.state == PollState(state)
    return held


def code_for(voter: Voter) -> str:
    """The code on a voter's card."""
    return code_of(settings.SECRET_KEY, voter.poll_id, voter.pk, voter.card)


def marks_of(voter: Voter, mark: str = "好") -> dict[str, dict[str, str]]:
    """A whole ballot of one mark for every unit but the voter's own."""
    subjects = voter.poll.subjects.select_related("unit")
    return {row.unit.code: {"": mark} for row in subjects if row.unit_id != voter.unit_id}


def cast_as(voter: Voter, marks: dict[str, dict[str, str]] | None = None) -> Casting:
    """Put a ballot into the box with the statement of the live service."""
    made = Casting(
        voter.poll_id,
        voter.pk,
        voter.poll_class_id,
        "terminal",
        uuid.uuid4(),
        marks_of(voter) if marks is None else marks,
        voter.card,
    )
    with connection.cursor() as cursor:
        cursor.execute(CAST, columns([made]))
    return made


def cast_all(poll: Poll) -> list[Casting]:
    """A ballot of each voter; the marks follow the voter's number."""
    names = [name for name, _points in GRADES]
    voters = Voter.objects.filter(poll=poll).select_related("poll").order_by("number")
    return [cast_as(voter, marks_of(voter, names[voter.number % 4])) for voter in voters]
