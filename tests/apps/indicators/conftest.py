"""A data set of 县发改局 about three townships, as the tests of reporting use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Dataset, Indicator, Report
from tests.apps.factories.indicators import make_check, make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SignIn = Callable[..., Client]


@dataclass
class Work:
    """The county, its data set, the indicators by code, and the reports of September."""

    county: County
    dataset: Dataset
    indicators: dict[str, Indicator]
    reports: list[Report]

    @property
    def report(self) -> Report:
        """The report of the first township, as it is now."""
        return Report.objects.select_related("dataset", "unit").get(pk=self.reports[0].pk)

    def actor(self, name: str) -> Actor:
        """A person of the county."""
        return self.county.actor(name)

    def __getitem__(self, code: str) -> Indicator:
        return self.indicators[code]


@pytest.fixture
def work(county: County) -> Work:
    """Investment (checked), its industrial part, new starts, and a statistic that is only read."""
    bureau, statistics = county.bureau, county.statistics
    total = make_indicator("invest", bureau, name="重点项目完成投资")
    part = make_indicator("industry", bureau, name="其中：工业项目", part_of=total)
    starts = make_indicator("starts", bureau, name="新开工项目", measure="个")
    growth = make_indicator(
        "growth",
        statistics,
        name="固定资产投资增速",
        kind="statistic",
        accumulation="rate",
        measure="%",
        decimals=1,
    )
    make_check(total, "falls")
    make_check(part, "falls")
    make_check(starts, "jump", "explain", against="previous", percent=50)
    indicators = [total, part, starts, growth]
    dataset = make_dataset("dispatch", bureau, indicators, county.towns, name="调度数据")
    reports = [make_report(dataset, town) for town in county.towns]
    return Work(county, dataset, {item.code: item for item in indicators}, reports)


@pytest.fixture
def signed_in(work: Work) -> SignIn:
    """A client of somebody, in Chinese unless it says otherwise."""

    def sign_in(who: str, language: str = "zh-hans") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(work.county.users[who], backend=BACKEND)
        return client

    return sign_in


def place(work: Work, code: str) -> str:
    """The name of a cell in the form."""
    return f"{work.reports[0].pk}-{work[code].pk}"
