"""Obstacles: raised by those who report, answered, verified, or left to the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from sanbi.apps.audit.actors import Role
from sanbi.apps.projects.models import Obstacle, ObstacleState
from sanbi.apps.projects.services import (
    obstacle_answer,
    obstacle_hand_on,
    obstacle_raise,
    obstacle_return,
    obstacle_verify,
    obstacle_withdraw,
)
from sanbi.site.demo.desk import Happening, moment
from sanbi.site.demo.projects.model import Undertaking
from sanbi.site.demo.projects.works import Works

# Kind, the department that must act, the title, what would solve it, what was done.
TROUBLES = (
    ("land", "ziran", "红线内{n}亩未完成土地报批", "加快组卷报批", "报批件已获批复，已交地"),
    ("relocation", "ziran", "{n}户征迁协议未签订", "明确补偿口径", "已签订协议并腾空"),
    ("approval", "shenpi", "初步设计批复超期", "并联办理", "已出具批复"),
    ("finance", "caizheng", "配套资金缺口{n}00万元", "落实本级配套", "资金已拨付到位"),
    ("energy", "fagai", "能耗指标未落实", "安排年度指标", "已从预留指标中安排"),
    ("environment", "huanjing", "总量指标需调剂", "区域内调剂", "已完成调剂"),
    ("utilities", "zhujian", "{n}米供水管线未迁改", "协调管线单位进场", "管线已迁改通水"),
    ("labour", "renshe", "缺少熟练工{n}人", "组织专场招聘", "已组织专场招聘，到岗过半"),
    ("permit", "zhujian", "施工许可要件不齐", "容缺受理", "已核发施工许可"),
)
COURSES = (
    "solved", "solved", "solved", "returned", "climbs", "solved", "waiting", "fresh",
    "handed", "solved", "withdrawn", "climbs", "solved", "fresh", "overdue", "solved",
)  # fmt: skip
COUNT = 48
END = date(2026, 10, 19)


def obstacles(works: Works) -> Iterator[Happening]:
    """Yield the lives of 48 obstacles, in all states."""
    able = [
        item
        for item in works.items
        if item.life in {"building", "late", "running", "fresh", "idle", "stuck"}
        and item.joins is None
    ]
    slow = [item for item in able if item.life in {"stuck", "idle", "late"}]
    for number in range(COUNT):
        course = COURSES[number % len(COURSES)]
        among = slow if course in {"climbs", "overdue"} else able
        item = among[int(len(among) * works.chance("obstacle", number))]
        yield from _Course(works, item, number, course).happenings()


class _Course:
    """The life of one obstacle."""

    def __init__(self, works: Works, item: Undertaking, number: int, course: str) -> None:
        self.works, self.item, self.number, self.course = works, item, number, course
        kind, unit, title, wanted, done = TROUBLES[number % len(TROUBLES)]
        self.kind, self.unit, self.wanted, self.done = kind, unit, wanted, done
        self.title = title.format(n=4 + int(40 * works.chance("amount", number)))
        self.key = 0

    def raised_on(self) -> date:
        """The day on which it is raised: late for those that are still open."""
        back = {"fresh": 5, "waiting": 9, "overdue": 12, "climbs": 22 + self.number}
        if self.course in back:
            return END - timedelta(days=back[self.course])
        days = 15 + int(310 * self.works.chance("raised", self.number))
        return date(2025, 11, 1) + timedelta(days=days)

    def happenings(self) -> Iterator[Happening]:
        """Yield what happens with it, up to the end of the demo."""
        steps: dict[str, tuple[tuple[int, Callable[[datetime], object]], ...]] = {
            "solved": ((4 + self.number % 9, self.answer), (7 + self.number % 9, self.verify)),
            "returned": (
                (5, self.answer), (8, self.send_back), (12, self.answer), (15, self.verify),
            ),
            "handed": ((2, self.hand_on), (6, self.answer), (9, self.verify)),
            "waiting": ((6, self.answer),),
            "withdrawn": ((6, self.withdraw),),
        }  # fmt: skip
        first, minute = self.raised_on(), self.number % 60
        yield Happening(moment(first, 9, minute), self.begin)
        for days, deed in steps.get(self.course, ()):
            day = first + timedelta(days=days)
            if day < END:
                yield Happening(moment(day, 15, minute), deed)

    def begin(self, now: datetime) -> None:
        """Raise it."""
        made = obstacle_raise(
            actor=self.works.clerk(self.item),
            now=now,
            project=self.works.keys[self.item.code],
            kind=self.kind,
            title=self.title,
            unit=self.works.desk.units[self.unit],
            detail=f"{self.item.name}：{self.title}，影响现场推进。",
            wanted=self.wanted,
        )
        self.key = made.pk

    def _act(self, deed: Callable[..., object], by: str, now: datetime, **given: object) -> None:
        held = Obstacle.objects.get(pk=self.key)
        actor = self.works.desk.acting(Role.CLERK, by)
        deed(actor=actor, now=now, obstacle=held.pk, edition=held.edition, **given)

    def answer(self, now: datetime) -> None:
        """Let the department say what was done."""
        self._act(obstacle_answer, self.unit, now, text=self.done)

    def hand_on(self, now: datetime) -> None:
        """Let the department name another one."""
        other = "ziran" if self.unit != "ziran" else "zhujian"
        text = "主管职责在该单位，已面商"
        self._act(obstacle_hand_on, self.unit, now, unit=self.works.desk.units[other], text=text)
        self.unit = other

    def _verifies(self, deed: Callable[..., object], now: datetime, text: str) -> None:
        held = Obstacle.objects.get(pk=self.key)
        if held.state != ObstacleState.ANSWERED:
            return
        actor = self.works.desk.acting(Role.LEADER, self.item.township)
        deed(actor=actor, now=now, obstacle=held.pk, edition=held.edition, text=text)

    def send_back(self, now: datetime) -> None:
        """Let the township's head say that it is not solved."""
        self._verifies(obstacle_return, now, "现场仍未解决，请继续办理")

    def verify(self, now: datetime) -> None:
        """Let the township's head say that it is solved."""
        self._verifies(obstacle_verify, now, "已现场核实")

    def withdraw(self, now: datetime) -> None:
        """Let whoever raised it take it back."""
        held = Obstacle.objects.get(pk=self.key)
        obstacle_withdraw(
            actor=self.works.clerk(self.item),
            now=now,
            obstacle=held.pk,
            edition=held.edition,
            text="已自行协调解决",
        )
