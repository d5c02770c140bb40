"""Supervision 督办 in the invented county: 300 actions of all kinds, in all states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Action
from sanbi.apps.actions.services import Facts, Mark, Part
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.services import decisions_hand_over
from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.engine.calendar import WorkingCalendar
from sanbi.site.demo.chance import share
from sanbi.site.demo.desk import Desk, Happening, moment

OFFICE = "supervisor"
COUNT, AT_ONCE = 300, 12
FIRST, LAST, TODAY = date(2026, 7, 13), date(2026, 10, 16), date(2026, 10, 19)
KINDS = (
    "task", "decision", "rectify", "task", "request", "task", "risk", "decision", "rectify", "task",
)  # fmt: skip
LIMITS = ("normal", "minutes", "hard", "normal", "hard", "hard", "urgent", "minutes")
LEADERS = ("leader2", "leader3", "leader4", "leader5", "leader6")
# What becomes of an action that had the time to end, and of one that is still young.
OLD = (
    "closed", "closed", "late", "closed", "closed", "poor", "closed", "again", "closed", "extended",
    "closed", "withdrawn", "looked", "closed", "late", "closed", "overdue", "closed", "closed",
    "relapsed",
)  # fmt: skip
YOUNG = (
    "progress", "reported", "progress", "received", "verified", "progress", "returned", "assigned",
    "asks", "progress", "split", "reported", "marks", "received", "filed", "assigned", "progress",
)  # fmt: skip
REMINDED = (date(2026, 10, 9), TODAY)
HANDED_OVER = date(2026, 9, 30)
YOUNG_DAYS = 44
HURRIED = 9
"""Of the young ones each so manieth keeps a short limit, and may be overdue."""


def supervising(desk: Desk) -> Iterator[Happening]:
    """Yield the lives of the actions, the mornings of the clock, and the decisions handed over."""
    found = Supervising(desk, calendar())
    for batch in range(-(-COUNT // AT_ONCE)):
        yield from found.batch(batch)
    for day in REMINDED:
        yield Happening(moment(day, 7, 40), services.actions_remind)
    yield Happening(moment(HANDED_OVER, 9), found.hand_over)


@dataclass
class Supervising:
    """The supervision office, and the units that it asks."""

    desk: Desk
    working: WorkingCalendar

    def batch(self, batch: int) -> Iterator[Happening]:
        """File some actions on one day, and let each live."""
        span = (LAST - FIRST).days
        day = FIRST + timedelta(round(span * batch / (COUNT // AT_ONCE - 1)))
        day = self.working.workday_on_or_after(min(day, LAST))
        numbers = range(batch * AT_ONCE, min((batch + 1) * AT_ONCE, COUNT))
        lives = [_Life(self, number, day) for number in numbers]
        for life in lives:
            life.recall = partial(self._recall, day, lives)
        yield Happening(moment(day, 9), partial(self._file, lives))
        for life in lives:
            yield from life.happenings()

    def _file(self, lives: list[_Life], now: datetime) -> None:
        for assign in (True, False):
            wanted = [life for life in lives if (life.course != "filed") == assign]
            if not wanted:
                continue
            rows = [life.facts for life in wanted]
            made = services.actions_file(actor=self.office, now=now, rows=rows, assign=assign)
            for life, row in zip(wanted, made, strict=True):
                life.held = row

    def _recall(self, day: date, lives: list[_Life]) -> None:
        """Find the actions of a day again, where the story goes on from an earlier stage."""
        rows = Action.objects.filter(filed_on=day, parent__isnull=True).order_by("pk")
        in_order = sorted(lives, key=lambda life: life.course == "filed")
        for life, row in zip(in_order, rows[: len(lives)], strict=True):
            life.held = row

    def hand_over(self, now: datetime) -> None:
        """Follow what the last dispatch meeting decided and nobody has carried out yet."""
        held = Meeting.objects.filter(state="closed").latest("pk")
        decisions_hand_over(actor=self.office, now=now, meeting=held.pk)

    @property
    def office(self) -> Actor:
        """The supervision office."""
        return self.desk.named(OFFICE)

    def chance(self, *key: object) -> float:
        """A number from 0 to 1 for a key."""
        return share(self.desk.county.seed, "action", *key)

    def at_work(self) -> list[str]:
        """Codes of the units that have somebody who reports."""
        return [person.unit for person in self.desk.county.people if person.role == Role.CLERK]


class _Life:
    """The life of one action."""

    def __init__(self, office: Supervising, number: int, filed_on: date) -> None:
        self.office, self.number, self.filed_on = office, number, filed_on
        self.held: Action | None = None
        self.recall: Callable[[], None] | None = None
        self.kind = KINDS[number % len(KINDS)]
        among = MATTERS[self.kind]
        self.matter = among[int(office.chance("matter", number) * len(among))]
        units = office.at_work()
        self.unit = units[int(office.chance("unit", number) * len(units))]
        self.limit = LIMITS[number % len(LIMITS)]
        young = (TODAY - filed_on).days < YOUNG_DAYS
        if young and number % HURRIED:
            self.limit = "hard"
        courses = YOUNG if young else OLD
        self.course = courses[number % len(courses)]
        if self.course == "filed" and (TODAY - filed_on).days > AT_ONCE:
            self.course = "progress"

    @property
    def facts(self) -> Facts:
        """What it says."""
        desk = self.office.desk
        towns = desk.county.townships
        own = next((town for town in towns if town.code == self.unit), None)
        place = own or towns[int(self.office.chance("place", self.number) * len(towns))]
        said = {"place": place.short, "n": 3 + int(self.office.chance("n", self.number) * 37)}
        texts = {key: str(text).format(**said) for key, text in self.matter.items()}
        leader = LEADERS[self.number % len(LEADERS)] if self.number % 4 else ""
        supporting = [desk.units["fagai"]] if self.number % 5 == 0 else []
        return Facts(
            kind=self.kind,
            title=texts["title"],
            wanted=texts["wanted"],
            category=texts.get("category", ""),
            lead_unit=desk.units[self.unit],
            supporting=supporting,
            leader=desk.named(leader).user if leader else None,
            limit=self.limit,
            source=texts["source"],
            source_text=texts["text"],
            quote=f"要抓紧{texts['title']}，务必按期完成。" if self.kind == "decision" else "",
        )

    def happenings(self) -> Iterator[Happening]:
        """Yield what happened to it after it was filed, up to today."""
        if self.course == "filed":
            return
        start = self.filed_on
        rules = {"urgent": 5, "normal": 15, "minutes": 20, "hard": 30}
        due = self.office.working.add_workdays(start, rules[self.limit])
        for day, hour, deed in self._course(start, due):
            if day <= TODAY:
                minute = self.number % 60
                yield Happening(moment(day, hour, minute), deed)

    def _course(self, start: date, due: date) -> Iterator[tuple[date, int, Any]]:
        if self.course == "assigned":
            return
        yield self._after(start, 1), 9, self._by_unit("receive")
        early = self._after(start, 1 + int(self.office.chance("pace", self.number) * 4))
        if self.course in {"received", "withdrawn", "split", "asks", "marks"}:
            yield from self._short(early, due)
            return
        if self.course in {"progress", "overdue"}:
            text = "已成立专班，排出时间表，正按节点推进"
            yield self._after(early, 2), 10, self._by_unit("progress", text=text)
            return
        reported = due - timedelta(2) if self.course != "late" else self._after(due, 4)
        if self.course in {"reported", "verified", "returned"}:
            reported = min(reported, TODAY - timedelta(4 + self.number % 5))
        reported = self.office.working.workday_on_or_after(max(reported, early))
        if self.course == "extended":
            yield from self._more_time(early, due)
        yield reported, 11, self._by_unit("report", text=self.matter["done"].format(n=12))
        yield from self._judged(reported)

    def _short(self, early: date, due: date) -> Iterator[tuple[date, int, Any]]:
        """What did not come to a report yet."""
        if self.course == "withdrawn":
            yield early, 14, self._by_office("withdraw", text="与其他事项重复立项")
        elif self.course == "split":
            yield early, 14, partial(self._split, due)
        elif self.course == "asks":
            yield early, 15, partial(self._ask, due)
        elif self.course == "marks":
            yield early, 15, partial(self._mark, due)

    def _more_time(self, early: date, due: date) -> Iterator[tuple[date, int, Any]]:
        yield early, 14, partial(self._ask, due)
        yield self._after(early, 1), 16, self._give_time

    def _judged(self, reported: date) -> Iterator[tuple[date, int, Any]]:
        """What the supervision office says of the report."""
        if self.course == "reported":
            return
        seen = self._after(reported, 2)
        if self.course == "returned":
            yield seen, 14, self._by_office("return", text="佐证材料不全，未附现场照片和验收意见")
            return
        if self.course == "again":
            yield seen, 14, self._by_office("return", text="整改不彻底，请补齐验收手续")
            yield self._after(seen, 3), 10, self._by_unit("report", text="已补齐验收手续并复验")
            seen = self._after(seen, 5)
        quality = {"poor": "poor", "late": "fair"}.get(self.course, "good")
        text = "现场抽查发现资料与实际不符，已当场纠正" if quality == "poor" else ""
        yield seen, 15, self._by_office("verify", quality=quality, text=text)
        if self.course == "verified":
            return
        back = {"look_back_on": self._after(seen, 12)} if self.course in BACK else {}
        yield self._after(seen, 1), 16, self._by_office("close", **back)
        if self.course in BACK:
            yield self._after(seen, 12), 10, self._look_back

    # -- deeds -----------------------------------------------------------------------------------
    def _by_office(self, verb: str, **given: object) -> Callable[[datetime], None]:
        return lambda now: self._go(verb, self.office.office, now, **given)

    def _by_unit(self, verb: str, **given: object) -> Callable[[datetime], None]:
        return lambda now: self._go(verb, self._clerk, now, **given)

    def _go(self, verb: str, actor: Actor, now: datetime, **given: object) -> None:
        held = self._held()
        deed = getattr(services, f"action_{verb}")
        self.held = deed(actor=actor, now=now, action=held.pk, edition=held.edition, **given)

    def _split(self, due: date, now: datetime) -> None:
        held, towns = self._held(), self.office.desk.county.townships
        first = int(self.office.chance("parts", self.number) * (len(towns) - 3))
        parts = [
            Part(self.office.desk.units[town.code], f"{town.short}完成本地任务", due)
            for town in towns[first : first + 3]
            if town.code != self.unit
        ]
        services.action_split(
            actor=self._clerk, now=now, action=held.pk, edition=held.edition, parts=parts
        )
        held.refresh_from_db()

    def _ask(self, due: date, now: datetime) -> None:
        held, until = self._held(), self._after(due, 10)
        services.extension_ask(
            actor=self._clerk,
            now=now,
            action=held.pk,
            edition=held.edition,
            until=until,
            reason="连续降雨影响室外施工，申请顺延",
        )
        held.refresh_from_db()

    def _give_time(self, now: datetime) -> None:
        row = self._held().extension_requests.get(approved__isnull=True)
        services.extension_decide(
            actor=self.office.office, now=now, extension=row.pk, approve=True, note="情况属实"
        )
        self._held().refresh_from_db()

    def _mark(self, due: date, now: datetime) -> None:
        held, half = self._held(), now.date() + (due - now.date()) / 2
        rows = [Mark("方案确定并进场", half), Mark("完成并自查", due)]
        services.milestones_set(
            actor=self._clerk, now=now, action=held.pk, edition=held.edition, rows=rows
        )

    def _look_back(self, now: datetime) -> None:
        row, relapsed = self._held().look_backs.get(), self.course == "relapsed"
        services.look_back_record(
            actor=self.office.office,
            now=now,
            look_back=row.pk,
            outcome="relapsed" if relapsed else "holds",
            note="现场回访发现问题反弹" if relapsed else "现场回访，成效保持",
            due_on=self._after(now.date(), 20) if relapsed else None,
        )

    @property
    def _clerk(self) -> Actor:
        return self.office.desk.acting(Role.CLERK, self.unit)

    def _held(self) -> Action:
        if self.held is None and self.recall is not None:
            self.recall()
        if self.held is None or self.held.lead_unit_id != self.office.desk.units[self.unit]:
            raise LookupError(self.number)
        return self.held

    def _after(self, day: date, count: int) -> date:
        return self.office.working.add_workdays(day, count)


BACK = frozenset({"looked", "relapsed"})


def _matters() -> Mapping[str, list[dict[str, str]]]:
    text = Path(__file__).with_name("supervision.yaml").read_text(encoding="utf-8")
    found: Mapping[str, list[dict[str, str]]] = yaml.safe_load(text)
    return found


MATTERS = _matters()
