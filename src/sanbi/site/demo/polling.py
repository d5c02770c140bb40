"""Evaluation on the spot 现场测评: the one of the half-year is counted, the one of Q3 is open."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.db import connection

from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import Poll, PollState, Voter
from sanbi.apps.ballots.services import ClassFacts, PollFacts, VoterFacts
from sanbi.apps.orgs.models import Unit
from sanbi.site.demo.chance import pick, share
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.model import County
from sanbi.site.live.box import CAST, Casting, columns

KEEPER = "office"
CLASSES = (
    ClassFacts("县领导", Decimal("0.4"), "部门"),
    ClassFacts("部门", Decimal("0.3")),
    ClassFacts("乡镇", Decimal("0.3")),
)
PEOPLE = {"县领导": 30, "部门": 80, "乡镇": 64}
"""174 people: four from each township, and from each department a handful."""
GRADES = (("好", Decimal(100)), ("较好", Decimal(85)), ("一般", Decimal(70)), ("较差", Decimal(60)))
SHARES = (0.42, 0.80, 0.96)
"""Up to which share of even chances somebody gives 好, 较好, 一般; the rest is 较差."""
VENUES = ("主会场", "城东分会场")
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安柏承丹东帆芳国海浩恒华佳建杰静凯兰磊丽"
HALF_YEAR, HELD = "2026Q2", date(2026, 7, 16)
QUARTER, PREPARED = "2026Q3", date(2026, 10, 19)


@dataclass
class Polling:
    """The assessment office with its polls."""

    desk: Desk

    def prepare(self, period: str, title: str, now: datetime) -> Poll:
        """Prepare a poll of the sixteen townships, its roll closed."""
        actor = self.desk.named(KEEPER)
        towns = [
            self.desk.units[place.code]
            for place in self.desk.county.places
            if place.kind == "township"
        ]
        facts = PollFacts(title, period, "grade", towns, CLASSES, grades=GRADES, quorum=80)
        made = services.poll_prepare(actor=actor, now=now, facts=facts)
        rows = list(voters(self.desk.county, period))
        services.roll_take_over(actor=actor, now=now, poll=made.pk, rows=rows)
        return services.poll_ready(actor=actor, now=now, poll=made.pk)

    def hold(self, now: datetime) -> None:
        """Hold the poll of the half-year: everybody votes; it is sealed and published."""
        actor = self.desk.named(KEEPER)
        made = self.prepare(HALF_YEAR, "2026年上半年“三比三看”现场测评", now)
        services.poll_open(actor=actor, now=now, poll=made.pk)
        self._cast(made)
        services.poll_close(actor=actor, now=now, poll=made.pk)
        services.poll_seal(actor=actor, now=now, poll=made.pk)
        services.poll_publish(actor=actor, now=now, poll=made.pk)

    def open(self, now: datetime) -> None:
        """Open the poll of the third quarter, in which whoever tries the demo may vote."""
        actor = self.desk.named(KEEPER)
        made = self.prepare(QUARTER, "2026年三季度“三比三看”现场测评", now)
        services.poll_device(actor=actor, now=now, poll=made.pk, allowed=True)
        services.poll_open(actor=actor, now=now, poll=made.pk)

    def _cast(self, poll: Poll) -> None:
        """Put everybody's ballot into the box, as the live service does."""
        subjects = [(row.unit_id, row.unit.code) for row in poll.subjects.select_related("unit")]
        strengths = self._strengths()
        batch = [
            Casting(
                poll.pk,
                voter.pk,
                voter.poll_class_id,
                "terminal",
                uuid.uuid4(),
                {
                    code: {"": self._grade(poll.period, voter.number, code, strengths)}
                    for unit, code in subjects
                    if unit != voter.unit_id
                },
                voter.card,
            )
            for voter in Voter.objects.filter(poll=poll).order_by("number")
        ]
        with connection.cursor() as cursor:
            cursor.execute(CAST, columns(batch))

    def _strengths(self) -> dict[str, float]:
        """Return how well each township is thought of, -1 to 1, by chance."""
        codes = Unit.objects.filter(kind=Unit.Kind.TOWNSHIP).values_list("code", flat=True)
        return {code: 2 * share(self.desk.county.seed, "esteem", code) - 1 for code in codes}

    def _grade(self, period: str, number: int, code: str, strengths: dict[str, float]) -> str:
        drawn = share(self.desk.county.seed, period, "vote", number, code) - 0.18 * strengths[code]
        place = sum(drawn >= limit for limit in SHARES)
        return GRADES[place][0]


def voters(made: County, period: str) -> Iterator[VoterFacts]:
    """Yield the people of a roll; no two of a unit have one name."""
    towns = [place for place in made.places if place.kind == "township"]
    bureaus = [place for place in made.places if place.kind == "department"]
    taken: set[tuple[str, str]] = set()
    for kind, people in PEOPLE.items():
        places = {"部门": bureaus, "乡镇": towns}.get(kind, [])
        for number in range(people):
            place = places[number % len(places)] if places else None
            unit = place.code if place else ""
            key = (period, kind, number)
            name = pick(made.seed, FAMILY, *key, 0) + pick(made.seed, GIVEN, *key, 1)
            while (name, unit) in taken:
                name += pick(made.seed, GIVEN, *key, len(name))
            taken.add((name, unit))
            venue = VENUES[1] if kind == "乡镇" and number >= people // 2 else VENUES[0]
            post = f"第{number + 1}席" if place is None else f"代表{number // len(places) + 1}"
            yield VoterFacts(name, kind, unit, post, venue)


def polling(desk: Desk) -> Iterator[Happening]:
    """The polls of the story; the open one stays open for whoever visits the demo."""
    keeper = Polling(desk)
    yield Happening(moment(HELD, 15), keeper.hold)
    yield Happening(moment(PREPARED, 9), partial(_open_once, keeper))


def _open_once(keeper: Polling, now: datetime) -> None:
    """Open the poll unless people have made one of the quarter."""
    if not Poll.objects.filter(period=QUARTER).exclude(state=PollState.VOID).exists():
        keeper.open(now)
