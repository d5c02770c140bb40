"""A league table of the demo county for the kit's page: invented, and in Chinese as data is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

TOWNS: Final = (
    "松涛镇", "河湾镇", "白鹭镇", "石桥镇", "龙潭镇", "望江镇", "青石镇", "枫林镇",
    "双泉镇", "柳溪镇", "金坪镇", "南屏镇", "梅岭乡", "云岭乡", "桐坡乡", "茶山乡",
)  # fmt: skip
SCORES: Final = (
    "93.22", "91.47", "90.41", "89.10", "87.25", "86.94", "86.63", "84.05",
    "83.26", "83.00", "81.12", "80.01", "79.09", "76.84", "75.40", "73.46",
)  # fmt: skip
PARTS: Final = (
    ("41.86", "28.10", "14.05", "9.21"), ("41.20", "27.35", "13.90", "9.02"),
    ("40.12", "27.90", "13.62", "8.77"), ("40.95", "25.80", "13.71", "8.64"),
    ("39.40", "25.95", "13.20", "8.70"), ("38.88", "26.20", "13.05", "8.81"),
    ("38.02", "26.55", "13.34", "8.72"), ("38.10", "24.60", "12.90", "8.45"),
    ("37.25", "24.90", "12.80", "8.31"), ("37.60", "24.05", "12.95", "8.40"),
    ("36.10", "24.20", "12.60", "8.22"), ("36.85", "22.40", "12.71", "8.05"),
    ("34.90", "22.95", "12.88", "8.36"), ("34.20", "22.10", "12.40", "8.14"),
    ("33.15", "21.75", "12.52", "7.98"), ("32.60", "20.90", "12.10", "7.86"),
)  # fmt: skip
MEDIANS: Final = ("37.85", "24.75", "12.93", "8.43")
PART_SCALE: Final = 6.0
PLACES: Final = (
    (4, 4, 4, 1, 1, 1), (9, 9, 5, 5, 3, 2), (3, 3, 2, 3, 5, 3), (1, 1, 1, 2, 2, 4),
    (2, 2, 3, 4, 4, 5), (5, 6, 7, 8, 7, 6), (6, 5, 6, 6, 6, 7), (7, 8, 9, 9, 10, 8),
    (12, 11, 11, 10, 8, 9), (10, 10, 10, 11, 11, 10), (16, 15, 14, 13, 13, 11), (8, 7, 8, 7, 9, 12),
    (11, 12, 12, 12, 12, 13), (13, 13, 15, 16, 15, 14), (14, 16, 13, 14, 14, 15),
    (15, 14, 16, 15, 16, 16),
)  # fmt: skip
RANGES: Final = (
    (1, 2), (1, 3), (2, 4), (3, 4), (5, 7), (5, 7), (5, 7), (8, 8),
    (9, 10), (9, 10), (11, 11), (12, 12), (13, 13), (14, 14), (15, 15), (16, 16),
)  # fmt: skip
ALIKE: Final = {
    5: ("与第6、7名不可区分", True), 6: ("与第5、7名不可区分", True),
    7: ("与第5、6名不可区分", False),
    9: ("与第10名不可区分", True), 10: ("与第9名不可区分", False),
}  # fmt: skip
LAMPS: Final = {
    5: ("yellow", "2项"), 7: ("yellow", "3项"), 9: ("yellow", "1项"), 12: ("red", "1项"),
    13: ("none", ""), 14: ("yellow", "2项"), 15: ("red", "2项"), 16: ("red", "3项"),
}  # fmt: skip
MARKS: Final = {5: ("revised", 1), 7: ("revised", 2), 10: ("recheck", None), 14: ("appeal", None)}
QUARTERS: Final = ("25年二季", "25年三季", "25年四季", "26年一季", "26年二季", "26年三季")


def board() -> list[dict[str, Any]]:
    """The league table's rows, best first."""
    rows = []
    for at, town in enumerate(TOWNS):
        place = at + 1
        score = Decimal(SCORES[at])
        rows.append(
            {
                "place": place,
                "name": town,
                "change": PLACES[at][-2] - place,
                "was": PLACES[at][-2],
                "score": score,
                "gap": Decimal(SCORES[at - 1]) - score if at else None,
                "places": PLACES[at],
                "parts": [
                    {
                        "score": Decimal(part),
                        "apart": float(Decimal(part) - Decimal(MEDIANS[index])),
                    }
                    for index, part in enumerate(PARTS[at])
                ],
                "low": RANGES[at][0],
                "high": RANGES[at][1],
                "alike": ALIKE.get(place),
                "lamp": LAMPS.get(place, ("green", "")),
                "mark": MARKS.get(place),
                "own": town == "青石镇",
            }
        )
    return rows


def points_lost() -> list[dict[str, Any]]:
    """A unit's items: full, got, lost, and what the next place has."""
    rows = (
        ("地区生产总值增速", 10, "8.60", "8.58"),
        ("规上工业增加值增速", 9, "8.05", "8.02"),
        ("固定资产投资增速", 8, "5.92", "6.64"),
        ("重点项目投资完成", 12, "10.86", "10.60"),
    )
    return [
        {
            "name": name,
            "full": full,
            "got": Decimal(got),
            "lost": full - Decimal(got),
            "next": float(following),
        }
        for name, full, got, following in rows
    ]
