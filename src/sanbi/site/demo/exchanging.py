"""The exchange rounds 三比三看 as meetings: the one of the half-year held, that of Q3 under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.meetings.models import ItemKind, Meeting, MeetingState, Presence, Sort
from sanbi.apps.meetings.queries.clock import ClockState, clocks_of
from sanbi.apps.meetings.services import (
    AttendeeFacts,
    Facts,
    ItemFacts,
    VenueFacts,
    agenda_add,
    agenda_remark,
    attendance_note,
    cards_printed,
    clock_press,
    contribution_hand_in,
    contributions_ask,
    decision_finish,
    decision_record,
    meeting_call,
    meeting_close,
    meeting_open,
    meeting_poll_set,
    presence_set,
    roster_take_in,
    venue_add,
)
from sanbi.apps.orgs.models import Unit
from sanbi.apps.screens.models import Scene
from sanbi.apps.screens.services import Scenery, show_set
from sanbi.site.demo.chance import share
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.polling import HALF_YEAR, QUARTER, VENUES, voters

KEEPER, CHAIR = "office", "leader"
HALL = "县会议中心一号厅"
PLACES = {VENUES[0]: (HALL, Decimal("6.4")), VENUES[1]: ("城东片区会议室", Decimal("3.6"))}
CLASSES = {"县领导": "leaders", "部门": "departments", "乡镇": "townships"}
LEADERS = "县领导"
"""How the roster calls who belongs to no unit."""
CALLED_BEFORE = timedelta(days=4)
WRITERS = ("hewan", "fenglin", "meiling")
WRITTEN = "上半年围绕重点项目抓进度、围绕企业诉求抓服务，主要做法和下步打算见会议材料。"
OVERRUN = 0.35
"""Up to which share of its minutes an item takes longer, or a third of that less."""
DECISIONS = (
    ("fagai", "全面梳理开工不足的项目，逐个明确开工时间和责任人。", 10),
    ("jingxin", "对亩均效益靠后的企业开展一次走访，摸清用地用能需求。", 15),
)
DONE = timedelta(days=11)
SUMMED_UP = "把差距当账本，把项目当答卷；每旬调度一次，下季度交流会上对账。"


@dataclass(frozen=True)
class Course:
    """One round: its period, the moment it begins, and who speaks on which theme."""

    period: str
    title: str
    begins: datetime
    speeches: tuple[tuple[str, str, str], ...]
    """(theme, unit, title) of each speech."""


HALF = Course(
    HALF_YEAR,
    "2026年上半年“三比三看”亮晒交流会",
    moment(date(2026, 7, 16), 14),
    (
        ("innovation", "songtao", "机器人整机配套怎样在镇里长出来"),
        ("projects", "bailu", "一个生物医药园的倒排工期"),
        ("prosperity", "meiling", "高山茶合作社的分红账"),
    ),
)
THIRD = Course(
    QUARTER,
    "2026年三季度“三比三看”亮晒交流会",
    moment(date(2026, 10, 19), 14),
    (
        ("innovation", "shiqiao", "老厂房里的中试基地"),
        ("projects", "qingshi", "精密制造二期签约以后做什么"),
        ("prosperity", "yunling", "村村合股的冷链仓"),
    ),
)


@dataclass(frozen=True)
class Exchange:
    """The assessment office, holding one exchange round."""

    desk: Desk
    course: Course

    def call(self, now: datetime) -> None:
        """Call the meeting: two venues, its agenda, and everybody of the roll on the roster."""
        actor, course = self.desk.named(KEEPER), self.course
        facts = Facts(course.title, course.begins, HALL, self._chair, self._units, Sort.ROUND)
        held = meeting_call(actor=actor, now=now, facts=facts)
        venues = {}
        for name in VENUES:
            place, wall = PLACES[name]
            said = VenueFacts(name, place, main=name == VENUES[0], wall_m=wall)
            venues[name] = venue_add(actor=actor, now=now, meeting=held.pk, facts=said).pk
        for item in self._agenda(venues):
            agenda_add(actor=actor, now=now, meeting=held.pk, facts=item)
        rows = list(self._roster(venues))
        roster_take_in(actor=actor, now=now, meeting=held.pk, rows=rows)
        cards_printed(actor=actor, now=now, meeting=held.pk)
        self._ask(held, now)

    def begin(self, now: datetime) -> None:
        """Open the meeting, everybody there, its poll beside it."""
        held = self._standing(MeetingState.PLANNED)
        if held is None:
            return
        actor = self.desk.named(KEEPER)
        self._link(held, now)
        meeting_open(actor=actor, now=now, meeting=held.pk)
        people = list(held.attendees.order_by("number").values_list("pk", flat=True))
        attendance_note(
            actor=actor, now=now, meeting=held.pk, attendees=people, presence=Presence.PRESENT
        )
        rows = {unit: (str(Presence.PRESENT), "") for unit in self._units}
        presence_set(actor=actor, now=now, meeting=held.pk, rows=rows)

    def run(self, items: int, now: datetime) -> None:
        """Let the items up to a number take place, each with its clock; the next one begins."""
        held = self._standing(MeetingState.OPEN)
        if held is None:
            return
        at = now
        for item in held.items.order_by("place")[:items]:
            self._press(held, item.pk, "start", at)
            at += timedelta(seconds=self._seconds(item.title, item.minutes))
            self._press(held, item.pk, "end", at)
        following = held.items.order_by("place")[items : items + 1].first()
        if following is not None:
            self._press(held, following.pk, "start", at + timedelta(seconds=20))

    def show_turnout(self, now: datetime) -> None:
        """Put the turnout of the open poll on the screens."""
        held, poll = self._standing(MeetingState.OPEN), self._poll()
        if held is not None and poll is not None:
            scenery = Scenery(Scene.TURNOUT, poll=poll.pk)
            show_set(actor=self.desk.named(KEEPER), now=now, meeting=held.pk, scenery=scenery)

    def end(self, now: datetime) -> None:
        """Write down what was decided and close the meeting."""
        held = self._standing(MeetingState.OPEN)
        if held is None:
            return
        actor = self.desk.named(KEEPER)
        self._link(held, now)
        for clock in clocks_of(held, now):
            if clock.state == ClockState.RUNNING:
                self._press(held, clock.item.pk, "end", now)
        summing_up = held.items.get(kind=ItemKind.SUMMING_UP)
        agenda_remark(actor=actor, now=now, meeting=held.pk, item=summing_up.pk, text=SUMMED_UP)
        for code, text, days in DECISIONS:
            decision_record(
                actor=actor,
                now=now,
                meeting=held.pk,
                text=text,
                unit=self.desk.units[code],
                working_days=days,
            )
        held.refresh_from_db()
        meeting_close(actor=actor, now=now, meeting=held.pk, edition=held.edition)

    def carry_out(self, now: datetime) -> None:
        """Report the decisions as carried out."""
        for row in Meeting.objects.get(title=self.course.title).decisions.order_by("pk"):
            decision_finish(
                actor=self.desk.named(KEEPER), now=now, decision=row.pk, note="已报县政府办公室。"
            )

    # -- parts -------------------------------------------------------------------------------------
    def _agenda(self, venues: dict[str, int]) -> Iterator[ItemFacts]:
        yield ItemFacts("宣布会议议程和测评规则", minutes=5, kind="opening")
        yield ItemFacts("亮晒各乡镇主要指标和重点任务", minutes=15, kind="results")
        for theme, code, title in self.course.speeches:
            yield ItemFacts(
                title,
                unit=self.desk.units[code],
                minutes=8,
                kind="speech",
                theme=theme,
                venue=venues[VENUES[0]],
            )
        yield ItemFacts("现场测评", minutes=15, kind="evaluation")
        yield ItemFacts("县长总结讲话", minutes=20, kind="summing_up")

    def _roster(self, venues: dict[str, int]) -> Iterator[AttendeeFacts]:
        for number, row in enumerate(voters(self.desk.county, self.course.period), start=1):
            name = self.desk.places[row.unit].name if row.unit else LEADERS
            kind = CLASSES[row.poll_class]
            # short numbers of the county's own exchange: no telephone outside answers to them
            phone = f"66{number:03d}"
            yield AttendeeFacts(row.name, name, row.post, venues[row.venue], kind, phone)

    def _ask(self, held: Meeting, now: datetime) -> None:
        actor = self.desk.named(KEEPER)
        keys = [self.desk.units[code] for code in WRITERS]
        due = (self.course.begins - timedelta(days=1)).date()
        for row in contributions_ask(actor=actor, now=now, meeting=held.pk, units=keys, due_on=due)[
            :2
        ]:
            contribution_hand_in(
                actor=actor, now=now + timedelta(hours=5), contribution=row.pk, text=WRITTEN
            )

    def _press(self, held: Meeting, item: int, press: str, at: datetime) -> None:
        actor = self.desk.named(KEEPER)
        clock_press(actor=actor, now=at, meeting=held.pk, item=item, press=press)

    def _seconds(self, title: str, minutes: int) -> int:
        """How long an item takes: mostly a little over its minutes, as in every hall."""
        drawn = share(self.desk.county.seed, "spoken", self.course.period, title)
        return round(60 * minutes * (1 - OVERRUN / 3 + drawn * OVERRUN))

    def _link(self, held: Meeting, now: datetime) -> None:
        poll = self._poll()
        if poll is not None:
            actor = self.desk.named(KEEPER)
            meeting_poll_set(actor=actor, now=now, meeting=held.pk, poll=poll.pk)

    def _poll(self) -> Poll | None:
        return Poll.objects.filter(period=self.course.period).exclude(state=PollState.VOID).first()

    def _standing(self, state: MeetingState) -> Meeting | None:
        """The meeting, unless people have held it, called it off or renamed it meanwhile."""
        return Meeting.objects.filter(title=self.course.title, state=state).first()

    @property
    def _chair(self) -> int:
        user = self.desk.named(CHAIR).user
        if user is None:
            raise LookupError(CHAIR)
        return user

    @property
    def _units(self) -> list[int]:
        kinds = (Unit.Kind.TOWNSHIP, Unit.Kind.DEPARTMENT)
        return list(
            Unit.objects.filter(kind__in=kinds).order_by("code").values_list("pk", flat=True)
        )


def exchanging(desk: Desk) -> Iterator[Happening]:
    """Yield the round of the half-year, and that of the third quarter: its poll is being voted."""
    half, third = Exchange(desk, HALF), Exchange(desk, THIRD)
    begins = HALF.begins
    yield Happening(begins - CALLED_BEFORE, half.call)
    yield Happening(begins, half.begin)
    yield Happening(begins + timedelta(minutes=1), partial(half.run, 7))
    yield Happening(begins + timedelta(hours=2), half.end)
    yield Happening(begins + DONE, half.carry_out)
    begins = THIRD.begins
    yield Happening(begins - CALLED_BEFORE, third.call)
    yield Happening(begins, third.begin)
    yield Happening(begins + timedelta(minutes=8), partial(third.run, 2))
    yield Happening(begins + timedelta(minutes=30), third.show_turnout)
    yield Happening(begins + timedelta(hours=2), third.end)
