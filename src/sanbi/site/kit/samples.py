"""What the kit's page shows: invented figures of the demo county, in Chinese as data is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from sanbi.site.kit.sample_board import PART_SCALE, board, points_lost
from sanbi.site.kit.sample_charts import charts

ICONS: Final = (
    "moon", "sun", "tick", "cross", "warn", "info", "lock", "down", "up", "print", "columns",
    "find", "file", "clock", "bell", "plus", "pencil", "back", "people",
)  # fmt: skip
WRONG_ENTRIES: Final = {"name": "", "amount": "约900", "due": "2026-13-01"}
QUARTERS: Final = [
    ("2026Q3", "2026年三季度"),
    ("2026Q2", "2026年二季度"),
    ("2026Q1", "2026年一季度"),
    ("2025Q4", "2025年四季度"),
    ("2025Q3", "2025年三季度"),
    ("2025Q2", "2025年二季度"),
]
GROUPS: Final = [("", "全县", 16), ("plain", "平原", 9), ("hill", "山区", 7)]
COMPARED: Final = [("", "较上季"), ("year", "较去年同季")]
STEPS: Final = [
    ("收数", "done", "10-20 冻结"),
    ("计分", "done", "第 2 次"),
    ("审定发布", "now", "待第二人"),
    ("申诉", "next", "5 个工作日"),
    ("定稿", "next", ""),
]
REPORT_STEPS: Final = [
    ("填报", "back", "10-09 退回"),
    ("单位签字", "next", ""),
    ("部门审核", "next", ""),
    ("锁定", "next", ""),
]
ENTRIES: Final = [
    {"when": "10-09 14:32", "title": "自动保存 6 格"},
    {
        "when": "10-08 16:10",
        "title": "退回修改",
        "who": "县发改局 李晓",
        "text": "到位资金与回单不符。",
        "kind": "warn",
    },
    {"when": "10-06 09:00", "title": "逾期提醒", "kind": "bad"},
    {"when": "09-09 11:05", "title": "8 月数据审核通过", "kind": "quiet"},
]
TABS: Final = [
    ("?tab=all", "全部", True, 48),
    ("?tab=mine", "我的", False, 9),
    ("?tab=late", "滞后", False, 5),
]


def everything() -> dict[str, Any]:
    """What the page's template needs besides the form."""
    return {
        "rows": board(),
        "part_heads": (("经济指标", 45), ("重点项目", 30), ("重点任务", 15), ("现场测评", 10)),
        "scale": PART_SCALE,
        "lost": points_lost(),
        "charts": charts(),
        "swatches": range(1, 9),
        "columns": (("gap", "距上一名"), ("trend", "近六季名次"), ("lamp", "时序进度")),
        "quarters": QUARTERS,
        "groups": GROUPS,
        "compared": COMPARED,
        "steps": STEPS,
        "report_steps": REPORT_STEPS,
        "entries": ENTRIES,
        "tabs": TABS,
        "tile_places": (6, 5, 6, None, 6, 7),
        "periods": [
            ("?by=month", "月", True),
            ("?by=quarter", "季", False),
            ("?by=year", "年", False),
        ],
        "icons": ICONS,
        "trail": [("管理", "/"), ("界面样张", "")],
        "amount_large": 1260000000,
        "amount_small": 38500000,
        "today": date(2026, 10, 20),
        "moment": datetime(2026, 10, 20, 10, 0, tzinfo=UTC),
    }
