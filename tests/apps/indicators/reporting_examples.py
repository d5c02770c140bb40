"""Examples of the services of catalogue and reporting (docs/mechanisms/audit.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sanbi.apps.indicators import services
from sanbi.apps.indicators.drafts import (
    CellChange,
    DatasetDraft,
    IndicatorDraft,
    LineDraft,
    TargetDraft,
)
from sanbi.apps.indicators.models import Indicator, Report
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.indicators import fill, make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County

Arguments = Callable[[County], Mapping[str, Any]]


def example(
    verb: Callable[..., object], done: tuple[str, Arguments], refused: tuple[str, Arguments]
) -> Example:
    """A service done by one person and refused to another, with what each asks for."""

    def prepared(who: str, arguments: Arguments) -> Callable[[County, datetime], Deed]:
        def prepare(county: County, now: datetime) -> Deed:
            asked = dict(arguments(county))
            return lambda: verb(actor=county.actor(who), now=now, **asked)

        return prepare

    return Example(done=prepared(*done), refused=prepared(*refused))


def figure(county: County, **fields: Any) -> Indicator:
    """An indicator of 县发改局."""
    return make_indicator("invest", county.bureau, **fields)


def report(county: County, state: str = "draft") -> Report:
    """A filled report of the first township."""
    indicator = figure(county)
    dataset = make_dataset("dispatch", county.bureau, [indicator], county.towns)
    made = make_report(dataset, county.towns[0], state=state)
    fill(made, {indicator: 21385})
    return made


def at(state: str, **more: Any) -> Arguments:
    """A step of one report in a state."""
    return lambda county: {"report": report(county, state).pk, "edition": 0, **more}


def several(state: str) -> Arguments:
    """A step of many."""
    return lambda county: {"reports": {report(county, state).pk: 0}}


def land(county: County) -> dict[str, Any]:
    """A new indicator."""
    draft = IndicatorDraft("land", "新增用地供应", "亩", county.bureau.pk, "县项目调度会")
    return {"draft": draft}


def form(county: County) -> dict[str, Any]:
    """A new data set."""
    lines = (LineDraft(figure(county).pk),)
    units = tuple(town.pk for town in county.towns)
    return {"draft": DatasetDraft("dispatch", "调度数据", county.bureau.pk, lines, units)}


def cells(county: County) -> dict[str, Any]:
    """A cell of a draft."""
    draft = report(county)
    indicator = Indicator.objects.get().pk
    return {
        "changes": [CellChange(draft.pk, indicator, Decimal(5))],
        "editions": {draft.pk: 0},
    }


def correction(county: County) -> dict[str, Any]:
    """A right value for a locked report."""
    locked = report(county, "locked")
    values = {Indicator.objects.get().pk: Decimal(5)}
    return {"report": locked.pk, "edition": 0, "values": values, "reason": "误填"}


def release(county: County) -> dict[str, Any]:
    """A statistic of one township."""
    indicator = make_indicator("growth", county.statistics, kind="statistic")
    return {
        "indicator": indicator.pk,
        "period": "2026-09",
        "values": {county.towns[0].pk: Decimal(6)},
        "released_on": date(2026, 10, 9),
        "edition": "1",
    }


def aims(county: County) -> dict[str, Any]:
    """A target of one township."""
    return {
        "indicator": figure(county).pk,
        "year": 2026,
        "targets": [TargetDraft(county.towns[0].pk, Decimal(40000))],
    }


def september(county: County) -> dict[str, Any]:
    """A period with a data set."""
    make_dataset("dispatch", county.bureau, [figure(county)], county.towns)
    return {"period": "2026-09"}


def retired(county: County) -> dict[str, Any]:
    """An indicator that nothing collects."""
    return {"indicator": figure(county).pk, "reason": "不再统计"}


def waiting(county: County) -> dict[str, Any]:
    """A draft that waits for its clerk."""
    return {"reports": [report(county).pk]}


def remark(county: County) -> dict[str, Any]:
    """A remark on a draft."""
    return {"report": report(county).pk, "text": "请附清单"}


EXAMPLES = {
    "indicator.save": example(services.indicator_save, ("bureau", land), ("stats", land)),
    "indicator.retire": example(services.indicator_retire, ("office", retired), ("stats", retired)),
    "dataset.save": example(services.dataset_save, ("bureau", form), ("clerk", form)),
    "report.open": example(services.reports_open, ("office", september), ("clerk", september)),
    "report.save": example(services.cells_save, ("clerk", cells), ("town_leader", cells)),
    "report.submit": example(
        services.report_submit, ("clerk", at("draft")), ("clerk", at("submitted"))
    ),
    "report.sign": example(
        services.report_sign, ("town_leader", at("submitted")), ("clerk", at("submitted"))
    ),
    "report.check": example(
        services.report_check, ("bureau", at("unit_signed")), ("clerk", at("unit_signed"))
    ),
    "report.lock": example(
        services.report_lock, ("office", at("bureau_checked")), ("office", at("submitted"))
    ),
    "report.return": example(
        services.report_return,
        ("bureau", at("unit_signed", reason="与回单不符")),
        ("bureau", at("unit_signed", reason="")),
    ),
    "reports.submit": example(
        services.reports_submit, ("clerk", several("draft")), ("clerk", several("locked"))
    ),
    "reports.sign": example(
        services.reports_sign,
        ("town_leader", several("submitted")),
        ("clerk", several("submitted")),
    ),
    "reports.check": example(
        services.reports_check, ("bureau", several("unit_signed")), ("bureau", several("draft"))
    ),
    "reports.lock": example(
        services.reports_lock, ("office", several("bureau_checked")), ("office", several("draft"))
    ),
    "report.correct": example(
        services.observations_correct, ("bureau", correction), ("clerk", correction)
    ),
    "statistics.release": example(
        services.statistics_release, ("stats", release), ("office", release)
    ),
    "targets.save": example(services.targets_save, ("bureau", aims), ("clerk", aims)),
    "comment.add": example(services.comment_add, ("clerk", remark), ("auditor", remark)),
    "report.remind": example(services.reports_remind, ("office", waiting), ("clerk", waiting)),
}
