"""When townships hand in, and when their reports are checked: punctual, late, returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sanbi.site.demo.chance import share
from sanbi.site.demo.model import Form

Key = tuple[str, str, str]
"""Data set, township and period."""

UNFINISHED: Key = ("dispatch", "qingshi", "2026-09")
"""The draft with the two planted anomalies, typed on the ninth and mended on the twentieth."""

DRAFTED_ON = 9

RETURNED: Key = ("dispatch", "wangjiang", "2026-09")
"""Handed in on the eighth, sent back on the ninth, handed in anew on the twentieth."""

FIRST_TRY, SENT_BACK_ON = 8, 9
SENT_BACK_BECAUSE = "到位资金与银行回单不符，请核对后再报"

LATE: dict[Key, int] = {
    ("livelihood", "jinping", "2026Q2"): 10,
    ("livelihood", "jinping", "2026Q3"): 20,
    ("livelihood", "tongpo", "2026Q3"): 12,
    ("dispatch", "chashan", "2026-09"): 20,
    ("dispatch", "shuangquan", "2026-09"): 19,
    UNFINISHED: 20,
    RETURNED: 20,
}
"""On which day after the period's end what came late was handed in, at last."""

TYPED = ("stat-quarter", "2026Q3")
"""Typed in by the bureau on the day before it is due, and handed in on the very day."""

HOLIDAY = 7  # nobody reports on the first seven days of October


@dataclass(frozen=True)
class Check:
    """Reports that the bureau checks and locks in one go."""

    day: int
    hour: int
    minute: int
    codes: tuple[str, ...]


def handed_in_on(seed: int, form: Form, code: str, period: str) -> int:
    """Return on which day after the period's end a township hands in."""
    key = (form.code, code, period)
    if key in LATE:
        return LATE[key]
    day = form.due_day - 1 - int(4 * share(seed, "hand in", *key))
    return max(day, HOLIDAY + 1) if period.endswith(("-09", "Q3")) else day


def checks(seed: int, form: Form, codes: tuple[str, ...], period: str) -> Iterator[Check]:
    """Yield when the bureau checks: the punctual in two goes, whoever is late on the same day."""
    together: dict[tuple[int, int, int], list[str]] = {}
    for code in codes:
        day = handed_in_on(seed, form, code, period)
        early = day < form.due_day - 1
        at = (form.due_day - 1, 8, 40) if early else (max(day, form.due_day), 17, 0)
        together.setdefault(at, []).append(code)
    for (day, hour, minute), found in sorted(together.items()):
        yield Check(day, hour, minute, tuple(found))


def bureau_day(form: Form, period: str) -> int:
    """Return on which day a bureau hands in for all townships: mostly the day before it is due."""
    return form.due_day - (0 if (form.code, period) == TYPED else 1)
