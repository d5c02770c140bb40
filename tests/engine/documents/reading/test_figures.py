from __future__ import annotations

import datetime as dt

import pytest

from tests.engine.documents.reading.reading_of import facts_of


@pytest.mark.parametrize(
    ("text", "value", "number", "unit"),
    [
        ("完成投资48.3亿元。", "48.3亿元", 48.3, "亿元"),
        ("增长6.4%。", "6.4%", 6.4, "%"),
        ("差3.7个百分点。", "3.7个百分点", 3.7, "个百分点"),
        ("接待游客46万人次。", "46万人次", 46.0, "万人次"),
        ("新增1,800个学位。", "1,800个", 1800.0, "个"),
    ],
)
def test_quantities(text: str, value: str, number: float, unit: str) -> None:
    (row,) = facts_of(f"题\n{text}").quantities
    assert (row.value, row.number, row.unit) == (value, number, unit)


@pytest.mark.parametrize(
    "text", ["6月11日召开。", "位居第3位。", "昆阳、鳌江等2个乡镇发言。", "22时前转移。"]
)
def test_what_is_no_quantity(text: str) -> None:
    assert facts_of(f"题\n{text}").quantities == ()


def test_targets_and_their_limit() -> None:
    text = "题\n县长沈立群强调，要加快进度，确保年底前完成投资不低于92亿元。"
    facts = facts_of(text)
    (row,) = facts.targets
    assert (row.number, row.unit, row.comparison, row.due) == (
        92.0, "亿元", "at_least", dt.date(2026, 12, 31),
    )  # fmt: skip
    assert facts.quantities == ()


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        ("确保进入全市前三。", "进入全市前三", 3.0),
        ("力争各项指标进入全市第一方阵。", "进入全市第一方阵", None),
    ],
)
def test_rank_targets(text: str, value: str, number: float | None) -> None:
    (row,) = facts_of(f"题\n县长沈立群强调，{text}").targets
    assert (row.comparison, row.value, row.number) == ("rank", value, number)


def test_a_rank_that_was_reached_is_no_target() -> None:
    assert facts_of("题\n增幅位居全市第一。").targets == ()
