"""A county whose figures can be walked through with a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sanbi.apps.indicators.models import Indicator
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


# code, name, unit of measure, August, heading
TYPED = [
    ("invest", "重点项目完成投资", "万元", 18640, "项目投资"),
    ("industry", "其中：工业项目", "万元", 11200, "项目投资"),
    ("base", "其中：基础设施项目", "万元", 7440, "项目投资"),
    ("starts", "新开工项目", "个", 6, "项目投资"),
    ("ends", "投产项目", "个", 2, "项目投资"),
    ("signed", "签约项目协议金额", "万元", 32000, "招商与要素"),
    ("arrived", "到位资金", "万元", 9850, "招商与要素"),
    ("land", "新增用地供应", "亩", 126, "招商与要素"),
]
READ = [("growth", "固定资产投资增速", "6.0"), ("output", "规上工业增加值增速", "7.0")]
MORE = {
    "starts": {
        "definition": "本年内已取得施工许可并进场施工的项目个数，累计。",
        "reported_where": "省项目平台（每月 5 日）",
    },
    "land": {"kind": "recognised", "decimals": 1},
}


def make_work(county: County) -> Work:
    """Indicators with checks, a data set under headings, values of two years, targets."""
    made = make_lines(county)
    dataset = make_dataset(
        "dispatch",
        county.bureau,
        list(made.values()),
        county.towns,
        imported=[made["land"]],
        name="调度数据",
        purpose="县项目调度会",
    )
    for code, *_rest, heading in TYPED:
        dataset.lines.filter(indicator=made[code]).update(heading=heading)
    for place, unit in enumerate(county.towns):
        aim(made["invest"], unit, 2026, 42000 - 2000 * place, 8000, 18000, 30000)
    aim(made["invest"], county.root, 2026, 110000, 22000, 50000, 80000)
    due = timezone.now() + timedelta(days=1, hours=3, minutes=20)
    reports = [make_report(dataset, unit, due_at=due) for unit in county.towns]
    return Work(county, dataset, made, reports)


def make_lines(county: County) -> dict[str, Indicator]:
    """The indicators, with what 青石镇 reported in earlier months."""
    town, made = county.towns[0], {}
    for place, (code, name, measure, before, _heading) in enumerate(TYPED):
        made[code] = make_indicator(
            code, county.bureau, name=name, measure=measure, sequence=place, **MORE.get(code, {})
        )
        observe(made[code], town, "2026-08", before)
        observe(made[code], town, "2025-09", round(before * 0.9))
        make_check(made[code], "falls")
    make_check(made["signed"], "jump", "explain", against="previous", percent=50)
    observe(made["land"], town, "2026-09", "141.5", source="feed")
    rate = {"kind": "statistic", "accumulation": "rate", "measure": "%", "decimals": 1}
    for code, name, value in READ:
        made[code] = make_indicator(code, county.statistics, name=name, sequence=20, **rate)
        observe(made[code], town, "2026-08", value)
    return made
