"""What happened in the county beside its figures: revisions, honours, faults, marks, appeals.

Also the two anomalies that are planted on purpose (docs/start/demo.md), both in the draft of
青石镇 for September 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from sanbi.site.demo.chance import share, swing
from sanbi.site.demo.figures import Anchors
from sanbi.site.demo.model import Entry, Place, Plea, Revision, Spot

ROUNDS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")
"""Three finished rounds and the one that is collecting."""

_AUGUST, _SEPTEMBER = (2026, 8), (2026, 9)
ANCHORS: Anchors = {
    ("proj_ind", "qingshi"): {_AUGUST: 11200, _SEPTEMBER: 12950},
    ("proj_inf", "qingshi"): {_AUGUST: 7440, _SEPTEMBER: 8435},
    ("proj_start", "qingshi"): {(2025, 9): 5, _AUGUST: 6, _SEPTEMBER: 8},
    ("proj_done", "qingshi"): {_AUGUST: 2, _SEPTEMBER: 2},
    ("signed", "qingshi"): {_AUGUST: 32000, _SEPTEMBER: 58000},
    ("funds", "qingshi"): {_AUGUST: 9850, _SEPTEMBER: 11200},
    ("land", "qingshi"): {_AUGUST: 1260, _SEPTEMBER: 1415},
}
"""Cumulative figures of 青石镇, in units of the last decimal."""

DRAFTS: Mapping[Spot, Decimal] = {
    Spot(code, "qingshi", "2026-09"): Decimal(value)
    for code, value in {
        "proj_inv": 21385,
        "proj_ind": 10950,  # anomaly 1: below August's 11,200, though cumulative
        "proj_inf": 10435,
        "proj_start": 8,
        "proj_done": 2,
        "signed": 58000,  # anomaly 2: 81 % above August's 32,000, without a word
    }.items()
}
"""What the clerk of 青石镇 has typed so far; 到位资金 is still empty."""

STATEMENTS: Mapping[Spot, str] = {
    Spot("signed", "qingshi", "2026-09"): "9月新签精密制造产业园二期，协议金额2.6亿元",
}
"""The explanation that is given once the round goes on."""

_REVISED = (
    ("revenue", "bailu", "2025-12", date(2026, 1, 16), "-0.06", "决算清理，补记一笔专项收入"),
    ("nontax", "bailu", "2025-12", date(2026, 1, 16), "-0.30", "决算清理，补记一笔专项收入"),
    (
        "funds",
        "shiqiao",
        "2026-03",
        date(2026, 4, 15),
        "0.30",
        "一笔到位资金回单重复计入，予以核减",
    ),
    ("ind_va", "longtan", "2026-06", date(2026, 7, 27), "0.02", "更正企业归属地"),
    ("fai", "qingshi", "2026-06", date(2026, 7, 27), "", "补录跨期项目"),
    ("fai_oth", "qingshi", "2026-06", date(2026, 7, 27), "-0.08", "补录跨期项目"),
    (
        "start_rate",
        "yunling",
        "2026Q2",
        date(2026, 7, 28),
        "-8",
        "申诉复核：两个项目系上级批准分期，不计拆分",
    ),
)


def revisions(figures: Mapping[Spot, Decimal]) -> tuple[Revision, ...]:
    """Return the figures that were first published otherwise.

    The first figure differs by a share of what the last month added (a rate by whole points);
    totals differ by as much as their parts.
    """
    off: dict[Spot, Decimal] = {}
    for code, unit, period, _, by, _ in _REVISED:
        if by:
            off[Spot(code, unit, period)] = _off(figures, Spot(code, unit, period), Decimal(by))
    for total, part in (("revenue", "nontax"), ("fai", "fai_oth")):
        off |= {spot._replace(indicator=total): by for spot, by in off.items() if spot[0] == part}
    return tuple(
        Revision(spot, figures[spot] + off[spot], on, reason)
        for code, unit, period, on, _, reason in _REVISED
        for spot in [Spot(code, unit, period)]
    )


def _off(figures: Mapping[Spot, Decimal], spot: Spot, by: Decimal) -> Decimal:
    if "Q" in spot.period:
        return by
    year, month = spot.period.split("-")
    added = figures[spot] - figures[spot._replace(period=f"{year}-{int(month) - 1:02d}")]
    return (added * by).quantize(figures[spot])


# -- the register ---------------------------------------------------------------------------------
_EVENTS = (
    ("2025Q4", "songtao", "bonus", "表彰", "省级", "省级产业强镇", "云政函〔2025〕88号"),
    ("2025Q4", "meiling", "bonus", "表彰", "市级", "市级和美乡村示范", "云农〔2025〕41号"),
    ("2025Q4", "jinping", "deduction", "通报", "县级", "农田水利滞后被通报", "云督〔2025〕19号"),
    ("2026Q1", "bailu", "bonus", "表彰", "市级", "市级招商先进", "云商〔2026〕7号"),
    ("2026Q1", "fenglin", "bonus", "表彰", "市级", "市级治水先进", "云水〔2026〕5号"),
    ("2026Q1", "tongpo", "veto", "否决事项", "", "发生较大生产安全责任事故", "云安〔2026〕3号"),
    ("2026Q1", "nanping", "deduction", "通报", "县级", "信访积案化解超期被通报", "云督〔2026〕4号"),
    ("2026Q2", "hewan", "bonus", "表彰", "省级", "省级小微企业园", "云经信〔2026〕22号"),
    ("2026Q2", "qingshi", "bonus", "表彰", "市级", "市级项目攻坚先进", "云发改〔2026〕31号"),
    ("2026Q2", "chashan", "deduction", "通报", "县级", "项目现场管理被通报", "云督〔2026〕11号"),
    ("2026Q2", "jinping", "deduction", "迟报", "", "二季度民生实事迟报1次", "云统〔2026〕9号"),
    ("2026Q3", "wangjiang", "bonus", "表彰", "市级", "市级水美乡村", "云水〔2026〕27号"),
    ("2026Q3", "shuangquan", "deduction", "通报", "县级", "防汛值守被通报", "云督〔2026〕18号"),
)  # fmt: skip
RATING, ASSESSOR = "现场测评", "县考核办公室"


def register(seed: int, townships: Iterable[Place]) -> tuple[Entry, ...]:
    """Return the register of the four rounds: events, and a mark for each township."""
    places = tuple(townships)
    entries = [
        Entry(code, unit, sort, leaf, reason, kind, 1, None, document)
        for code, unit, sort, leaf, kind, reason, document in _EVENTS
    ]
    for code in ROUNDS:
        number = 1 + ROUNDS.index(code)
        entries += [
            Entry(
                code, place.code, "rating", RATING, "现场测评汇总", ASSESSOR, None,
                _mark(seed, code, place), f"云考核〔{code[:4]}〕{number}号",
            )
            for place in places
        ]  # fmt: skip
    return tuple(entries)


def _mark(seed: int, code: str, place: Place) -> Decimal:
    """A mark from about 78 to 97."""
    mean = 88 + 2.2 * place.strength + 3 * swing(seed, "own mark", place.code)
    return Decimal(str(round(mean + 4 * (share(seed, "mark", code, place.code) - 0.5), 1)))


PLEAS = (
    Plea(
        "2026Q1", "liuxi", "任务办结率",
        "有一项重点任务已于3月30日报送销号材料，请复核是否应计为按期。",
        upheld=False,
        decision="经查，销号材料3月30日收到，但现场核验4月3日才通过，按办法以核验通过之日为准，维持原分。",
    ),
    Plea(
        "2026Q2", "yunling", "项目开工率",
        "认定为“拆分项目”的两个项目系上级批准的分期建设，请重新认定开工率。",
        upheld=True,
        decision="经查批复文件，两个项目确为批准分期，不属拆分，开工率予以更正并重新计分。",
        revision=Spot("start_rate", "yunling", "2026Q2"),
    ),
)  # fmt: skip
