"""Indicators, data sets and the opening of periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.indicators import services
from sanbi.apps.indicators.drafts import CheckDraft, DatasetDraft, IndicatorDraft, LineDraft
from sanbi.apps.indicators.models import Cell, Check, Dataset, DatasetLine, Indicator, Report
from sanbi.apps.orgs.models import Day
from tests.apps.factories.indicators import fill
from tests.apps.factories.orgs import County
from tests.apps.indicators.conftest import Work


def draft(county: County, **fields: object) -> IndicatorDraft:
    """An indicator of 县发改局 that can be saved."""
    plain = IndicatorDraft(
        "land", "新增用地供应", "亩", county.bureau.pk, "县项目调度会", decimals=1
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_an_indicator_is_saved_with_its_checks(county: County, now: datetime) -> None:
    actor = county.actor("bureau")
    jump = CheckDraft("jump", "explain", {"against": "previous", "percent": 50})
    made = services.indicator_save(
        actor=actor, now=now, draft=draft(county, checks=(jump, CheckDraft("falls", "error")))
    )
    assert (made.code, made.pinyin, made.decimals) == ("land", "xin zeng yong di gong ying", 1)
    assert [check.kind for check in made.checks.all()] == ["jump", "falls"]
    services.indicator_save(
        actor=actor,
        now=now,
        draft=draft(county, name="新增用地", checks=(jump,)),
        indicator=made.pk,
    )
    assert Indicator.objects.get().name == "新增用地"
    assert Check.objects.get().settings == {"against": "previous", "percent": 50}


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"code": " "}, "code"),
        ({"purpose": ""}, "purpose"),
        ({"kind": "rumour"}, "kind"),
        ({"decimals": 7}, "decimals"),
        ({"checks": (CheckDraft("jump", "error"),)}, "checks"),
        ({"checks": (CheckDraft("guess", "error"),)}, "checks"),
        ({"checks": (CheckDraft("range", "error", {"least": "a lot"}),)}, "checks"),
        ({"checks": (CheckDraft("falls", "perhaps"),)}, "checks"),
    ],
)
def test_fields_that_cannot_be(
    county: County, now: datetime, fields: dict[str, object], where: str
) -> None:
    with pytest.raises(Refused) as caught:
        services.indicator_save(
            actor=county.actor("office"), now=now, draft=draft(county, **fields)
        )
    assert caught.value.where == where
    assert not Indicator.objects.exists()


def test_codes_are_unique_and_no_indicator_is_part_of_itself(work: Work, now: datetime) -> None:
    actor = work.actor("bureau")
    with pytest.raises(Refused, match="invest"):
        services.indicator_save(actor=actor, now=now, draft=draft(work.county, code="invest"))
    circle = draft(work.county, code="invest", part_of=work["industry"].pk)
    with pytest.raises(Refused) as caught:
        services.indicator_save(actor=actor, now=now, draft=circle, indicator=work["invest"].pk)
    assert caught.value.where == "part_of"


@pytest.mark.parametrize("who", ["stats", "clerk", "leader", "auditor", "sysadmin"])
def test_only_the_owner_or_the_office_keeps_an_indicator(
    work: Work, now: datetime, who: str
) -> None:
    with pytest.raises(NotAllowed):
        services.indicator_save(actor=work.actor(who), now=now, draft=draft(work.county))
    with pytest.raises(NotAllowed):
        services.indicator_retire(
            actor=work.actor(who), now=now, indicator=work["invest"].pk, reason="x"
        )


def test_a_bureau_does_not_take_over_an_indicator(work: Work, now: datetime) -> None:
    mine = draft(work.county, code="invest")
    theirs = replace(mine, owner=work.county.statistics.pk)
    with pytest.raises(NotAllowed):
        services.indicator_save(
            actor=work.actor("bureau"), now=now, draft=theirs, indicator=work["invest"].pk
        )
    with pytest.raises(NotAllowed):
        services.indicator_save(
            actor=work.actor("stats"), now=now, draft=theirs, indicator=work["invest"].pk
        )


def test_an_indicator_in_use_is_not_retired(work: Work, now: datetime) -> None:
    asked = {"actor": work.actor("office"), "now": now, "indicator": work["invest"].pk}
    with pytest.raises(Refused, match="调度数据"):
        services.indicator_retire(**asked, reason="no longer asked")
    Dataset.objects.update(active=False)
    assert services.indicator_retire(**asked, reason="no longer asked").active is False
    assert services.indicator_retire(**asked, reason="asked again", active=True).active is True


def form(work: Work, **fields: object) -> DatasetDraft:
    """The data set of the tests, as a draft."""
    county = work.county
    plain = DatasetDraft(
        "more",
        "要素保障",
        county.bureau.pk,
        (LineDraft(work["growth"].pk),),
        tuple(town.pk for town in county.towns),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_a_data_set_keeps_its_lines_in_order(work: Work, now: datetime) -> None:
    lines = (LineDraft(work["starts"].pk, "项目"), LineDraft(work["invest"].pk, "项目"))
    fill(work.report, {work["industry"]: 1, work["invest"]: 2})
    services.dataset_save(
        actor=work.actor("bureau"),
        now=now,
        draft=form(work, code="dispatch", lines=lines, units=(work.county.towns[0].pk,)),
        dataset=work.dataset.pk,
    )
    kept = DatasetLine.objects.values_list("indicator__code", "heading", "sequence")
    assert list(kept) == [("starts", "项目", 1), ("invest", "项目", 2)]
    assert [cell.indicator.code for cell in Cell.objects.all()] == ["invest"]
    assert work.dataset.units.count() == 1


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"code": "dispatch"}, "code"),
        ({"lines": ()}, "lines"),
        ({"units": ()}, "units"),
        ({"due_day": 0}, "due_day"),
        ({"reporter": "nobody"}, "reporter"),
        ({"frequency": "daily"}, "frequency"),
    ],
)
def test_data_sets_that_cannot_be(
    work: Work, now: datetime, fields: dict[str, object], where: str
) -> None:
    with pytest.raises(Refused) as caught:
        services.dataset_save(actor=work.actor("office"), now=now, draft=form(work, **fields))
    assert caught.value.where == where


def test_a_figure_is_collected_once(work: Work, now: datetime) -> None:
    twice = form(work, lines=(LineDraft(work["invest"].pk),))
    with pytest.raises(Refused, match="调度数据"):
        services.dataset_save(actor=work.actor("office"), now=now, draft=twice)
    fed = form(work, lines=(LineDraft(work["invest"].pk, imported=True),))
    services.dataset_save(actor=work.actor("office"), now=now, draft=fed)
    with pytest.raises(Missing):
        services.dataset_save(
            actor=work.actor("office"),
            now=now,
            draft=form(work, code="most", lines=(LineDraft(0),)),
        )


def test_a_period_is_opened_with_due_dates_on_working_days(work: Work, now: datetime) -> None:
    Report.objects.all().delete()
    Day.objects.create(date=date(2026, 10, 10), kind="workday", name="国庆节")
    # 10 October 2026 is a Saturday that is worked for the National Day holiday (调休).
    made = services.reports_open(actor=work.actor("office"), now=now, period="2026年9月")
    assert {str(report.due_at) for report in made} == {"2026-10-10 09:30:00+00:00"}
    # 10 May 2026 is a Sunday.
    made = services.reports_open(actor=SYSTEM, now=now, period="2026-04")
    assert {str(report.due_at)[:10] for report in made} == {"2026-05-11"}
    again = services.reports_open(actor=work.actor("bureau"), now=now, period="2026-04")
    assert len(again) == 3
    assert Report.objects.count() == 6


def test_periods_that_are_not_opened(work: Work, now: datetime) -> None:
    with pytest.raises(Refused):
        services.reports_open(actor=work.actor("office"), now=now, period="2026Q3")
    with pytest.raises(Refused):
        services.reports_open(actor=work.actor("office"), now=now, period="soon")
    with pytest.raises(Refused):
        services.reports_open(actor=work.actor("stats"), now=now, period="2026-10")
    with pytest.raises(NotAllowed):
        services.reports_open(actor=work.actor("clerk"), now=now, period="2026-10")
