"""A county whose figures can be walked through with a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.apps.factories.indicators import (
    aim,
    make_check,
    make_dataset,
    make_indicator,
    make_report,
    observe,
)
from tests.apps.factories.orgs import County
from tests.apps.indicators.conftest import Work


@pytest.fixture
def work(county: County) -> Work:
    """Ten lines of 青石镇 in September, with earlier months and targets."""
    return make_work(county)


def make_work(county: County) -> Work:
    """Indicators with checks, a data set under headings, values of two years, targets."""
    bureau, statistics, town = county.bureau, county.statistics, county.towns[0]
    plain = [
        ("invest", "重点项目完成投资", "万元", 18640, "项目投资"),
        ("industry", "其中：工业项目", "万元", 11200, "项目投资"),
        ("base", "其中：基础设施项目", "万元", 7440, "项目投资"),
        ("starts", "新开工项目", "个", 6, "项目投资"),
        ("ends", "投产项目", "个", 2, "项目投资"),
        ("signed", "签约项目协议金额", "万元", 32000, "招商与要素"),
        ("arrived", "到位资金", "万元", 9850, "招商与要素"),
        ("land", "新增用地供应", "亩", 126, "招商与要素"),
    ]
    made = {}
    for place, (code, name, measure, before, _heading) in enumerate(plain):
        decimals = 1 if code == "land" else 0
        made[code] = make_indicator(
            code,
            bureau,
            name=name,
            measure=measure,
            sequence=place,
            decimals=decimals,
            definition="本年内已取得施工许可并进场施工的项目个数，累计。"
            if code == "starts"
            else "",
            reported_where="省项目平台（每月 5 日）" if code == "starts" else "",
            kind="recognised" if code == "land" else "dispatch",
        )
        observe(made[code], town, "2026-08", before)
        observe(made[code], town, "2025-09", round(before * 0.9))
        make_check(made[code], "falls")
    make_check(made["signed"], "jump", "explain", against="previous", percent=50)
    for code, name, value in (
        ("growth", "固定资产投资增速", "6.0"),
        ("output", "规上工业增加值增速", "7.0"),
    ):
        made[code] = make_indicator(
            code,
            statistics,
            name=name,
            measure="%",
            kind="statistic",
            accumulation="rate",
            decimals=1,
            sequence=20,
        )
        observe(made[code], town, "2026-08", value)
    dataset = make_dataset(
        "dispatch",
        bureau,
        list(made.values()),
        county.towns,
        imported=[made["land"]],
        name="调度数据",
        purpose="县项目调度会",
    )
    for code, *_rest, heading in plain:
        dataset.lines.filter(indicator=made[code]).update(heading=heading)
    observe(made["land"], town, "2026-09", "141.5", source="feed")
    for place, unit in enumerate(county.towns):
        aim(made["invest"], unit, 2026, 42000 - 2000 * place, 8000, 18000, 30000)
    aim(made["invest"], county.root, 2026, 110000, 22000, 50000, 80000)
    due = timezone.now() + timedelta(days=1, hours=3, minutes=20)
    reports = [make_report(dataset, unit, due_at=due) for unit in county.towns]
    return Work(county, dataset, made, reports)
