"""What bulletins say in the tests of their sentences and papers: rows without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sanbi.apps.bulletins.sentences.actions import Deed, Supervision, action_blocks
from sanbi.apps.bulletins.sentences.league import League, Loss, Row, Share, league_blocks
from sanbi.apps.bulletins.sentences.practices import Lesson, practice_blocks
from sanbi.apps.bulletins.sentences.projects import (
    Pace,
    Progress,
    RedLamp,
    lamp_blocks,
    progress_blocks,
)


def d(text: str) -> Decimal:
    return Decimal(text)


def row(code: str, rank: int, before: int, *shares: Share, losses: tuple[Loss, ...] = ()) -> Row:
    score = d("90") - rank
    return Row(
        code, f"{code}镇", score, score - 1, d(str(rank)), d(str(before)), "", shares, losses
    )


def league(*rows: Row) -> League:
    return League("plain", "平原组", "round/2026Q3/run/1", "第1次计分", 2, rows)


RISEN = row(
    "甲",
    3,
    7,
    Share("project", "项目建设", d("23.60"), d("18.40")),
    Share("economy", "经济指标", d("30.00"), d("31.00")),
)
LOST = (Loss("inv", "固定资产投资", d("20"), d("50")),)
SIX = (
    row("乙", 1, 1),
    row("丙", 2, 2),
    RISEN,
    row("丁", 4, 3, Share("economy", "经济指标", d("28.00"), d("30.50"))),
    row("戊", 5, 4, Share("economy", "经济指标", d("29"), d("28.5"))),
    row("己", 6, 6, losses=LOST),
)

PACES = (
    Pace(1, "新材料产业园二期", "青石镇", d("10000"), d("9500")),
    Pace(2, "物流港3号库", "松涛镇", d("8000"), d("2000")),
)
PROGRESS = Progress(date(2026, 9, 30), d("0.748"), 2, d("18000"), d("11500"), PACES[:1], PACES[1:])

LAMP = RedLamp(
    2, "物流港3号库", "松涛镇", "2026-09 v1", "投资完成25%，落后49个百分点", "/projects/2/"
)

DONE = Deed(
    "DB-2026-001",
    "完成老旧小区改造扫尾",
    "青石镇",
    date(2026, 9, 30),
    date(2026, 9, 28),
    0,
    "务必于9月底前完成扫尾",
    "三季度推进会讲话",
    "/actions/1/",
    "/actions/inbox/1/proposals/#p-1-9",
)
LATE = Deed(
    "DB-2026-002", "完成征收扫尾", "松涛镇", date(2026, 9, 30), None, 6, "", "", "/actions/2/", ""
)
SUPERVISION = Supervision(date(2026, 7, 1), date(2026, 10, 9), 12, 10, 30, 1, (DONE,), (LATE,))

LESSONS = (
    Lesson(
        1,
        "项目审批帮办代办",
        "松涛镇",
        "从签约到开工的平均时间由110天缩短到74天。",
        date(2026, 7, 24),
        ("河湾镇", "青石镇"),
        "/plans/practices/1/",
    ),
    Lesson(2, "堵点周碰头、月清零", "河湾镇", "", date(2026, 8, 21), (), "/plans/practices/2/"),
)

ALL = [
    *league_blocks(league(*SIX)),
    *progress_blocks(PROGRESS),
    *lamp_blocks([LAMP], date(2026, 9, 30)),
    *action_blocks(SUPERVISION),
    *practice_blocks(LESSONS, date(2026, 7, 1), date(2026, 10, 9)),
]
