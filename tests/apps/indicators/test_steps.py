"""From draft to locked: who, in which order, and what is written."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.indicators import services
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Cell, Observation, Report, ReportStep
from tests.apps.factories.indicators import fill, make_dataset, make_report, observe
from tests.apps.indicators.conftest import Work


def save(work: Work, now: datetime, who: str = "clerk", **values: int | str | None) -> int:
    """Save cells of the first report by code; its new edition."""
    report = work.report
    changes = [
        CellChange(report.pk, work[code].pk, None if value is None else Decimal(value))
        for code, value in values.items()
    ]
    saved = services.cells_save(
        actor=work.actor(who), now=now, changes=changes, editions={report.pk: report.edition}
    )
    return saved[report.pk]


def step(work: Work, now: datetime, verb: str, who: str, **more: str) -> Report:
    """Take a step of the first report at its newest edition."""
    report = work.report
    verbs = {
        "submit": services.report_submit,
        "sign": services.report_sign,
        "check": services.report_check,
        "lock": services.report_lock,
        "return": services.report_return,
    }
    return verbs[verb](
        actor=work.actor(who), now=now, report=report.pk, edition=report.edition, **more
    )


def to_state(work: Work, now: datetime, state: str) -> None:
    """Bring the first report to a state by the people who may."""
    save(work, now, invest=21385, industry=10950, starts=8)
    for verb, who, reached in (
        ("submit", "clerk", "submitted"),
        ("sign", "town_leader", "unit_signed"),
        ("check", "bureau", "bureau_checked"),
        ("lock", "office", "locked"),
    ):
        if work.report.state == state:
            return
        assert step(work, now, verb, who).state == reached


def test_the_whole_way(work: Work, now: datetime) -> None:
    to_state(work, now, "locked")
    report = work.report
    assert (report.state, report.edition, report.submitted_by) == (
        "locked",
        5,
        work.county.users["clerk"].pk,
    )
    values = Observation.objects.order_by("indicator__code").values_list(
        "indicator__code", "value", "version", "revised", "source", "report_id"
    )
    assert list(values) == [
        ("industry", Decimal(10950), 1, False, "typed", report.pk),
        ("invest", Decimal(21385), 1, False, "typed", report.pk),
        ("starts", Decimal(8), 1, False, "typed", report.pk),
    ]
    steps = ReportStep.objects.order_by("id").values_list("from_state", "to_state", "by_name")
    assert list(steps) == [
        ("draft", "submitted", "clerk"),
        ("submitted", "unit_signed", "town_leader"),
        ("unit_signed", "bureau_checked", "bureau"),
        ("bureau_checked", "locked", "office"),
    ]
    assert list(Entry.objects.order_by("id").values_list("action", flat=True)) == [
        "report.save",
        "report.submit",
        "report.sign",
        "report.check",
        "report.lock",
    ]


def test_a_returned_report_writes_versions_only_for_what_changed(work: Work, now: datetime) -> None:
    to_state(work, now, "unit_signed")
    step(work, now, "return", "bureau", reason="到位资金与回单不符")
    assert work.report.state == "draft"
    save(work, now, starts=7)
    step(work, now, "submit", "clerk")
    versions = Observation.objects.order_by("indicator__code", "version").values_list(
        "indicator__code", "value", "version"
    )
    assert list(versions) == [
        ("industry", Decimal(10950), 1),
        ("invest", Decimal(21385), 1),
        ("starts", Decimal(8), 1),
        ("starts", Decimal(7), 2),
    ]
    reasons = ReportStep.objects.filter(to_state="draft").values_list("reason", flat=True)
    assert list(reasons) == ["到位资金与回单不符"]


@pytest.mark.parametrize(
    ("state", "verb", "who"),
    [
        ("draft", "submit", "town_leader"),
        ("submitted", "sign", "clerk"),
        ("submitted", "sign", "bureau"),
        ("unit_signed", "check", "clerk"),
        ("unit_signed", "check", "town_leader"),
        ("unit_signed", "check", "office"),
        ("bureau_checked", "lock", "clerk"),
        ("bureau_checked", "lock", "town_leader"),
        ("submitted", "return", "clerk"),
        ("unit_signed", "return", "town_leader"),
        ("bureau_checked", "return", "town_leader"),
        ("locked", "return", "clerk"),
    ],
)
def test_who_may_not(work: Work, now: datetime, state: str, verb: str, who: str) -> None:
    to_state(work, now, state)
    more = {"reason": "x"} if verb == "return" else {}
    with pytest.raises(NotAllowed):
        step(work, now, verb, who, **more)
    assert work.report.state == state
    assert Entry.objects.latest("id").outcome == "refused"


@pytest.mark.parametrize("who", ["clerk2", "town_leader2", "stats", "sysadmin", "auditadmin"])
def test_a_report_of_others_does_not_exist(work: Work, now: datetime, who: str) -> None:
    to_state(work, now, "submitted")
    with pytest.raises(Missing):
        step(work, now, "sign", who)


@pytest.mark.parametrize(
    ("state", "verb", "who"),
    [
        ("draft", "sign", "town_leader"),
        ("draft", "return", "town_leader"),
        ("draft", "lock", "office"),
        ("submitted", "submit", "clerk"),
        ("submitted", "check", "bureau"),
        ("unit_signed", "lock", "office"),
        ("locked", "lock", "office"),
        ("locked", "return", "office"),
        ("locked", "submit", "clerk"),
    ],
)
def test_steps_out_of_order(work: Work, now: datetime, state: str, verb: str, who: str) -> None:
    to_state(work, now, state)
    more = {"reason": "x"} if verb == "return" else {}
    with pytest.raises(Refused):
        step(work, now, verb, who, **more)
    assert work.report.state == state


def test_who_handed_in_neither_signs_nor_checks(work: Work, now: datetime) -> None:
    county = work.county
    dataset = make_dataset(
        "matrix", county.statistics, [work["starts"]], county.towns, reporter="owner"
    )
    report = make_report(dataset, county.towns[0])
    fill(report, {work["starts"]: 5})
    everything = {"now": now, "report": report.pk, "edition": None}
    services.report_submit(actor=county.actor("stats"), **everything)
    with pytest.raises(NotAllowed):
        services.report_sign(actor=county.actor("stats"), **everything)
    services.report_sign(actor=county.actor("stats_leader"), **everything)
    with pytest.raises(NotAllowed):
        services.report_check(actor=county.actor("stats"), **everything)
    services.report_check(actor=county.actor("stats2"), **everything)
    services.report_lock(actor=county.actor("stats"), **everything)
    assert Report.objects.get(pk=report.pk).state == "locked"


def test_a_return_needs_a_reason(work: Work, now: datetime) -> None:
    to_state(work, now, "submitted")
    with pytest.raises(Refused) as caught:
        step(work, now, "return", "town_leader", reason="  ")
    assert caught.value.where == "reason"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"invest": 18000, "industry": 11300, "starts": 6}, "invest"),
        ({"invest": 21385, "industry": 11300}, "starts"),
        ({"invest": 21385, "industry": 11300, "starts": 10}, "starts"),
    ],
)
def test_faults_keep_a_draft_back(
    work: Work, now: datetime, values: dict[str, int], code: str
) -> None:
    town = work.county.towns[0]
    observe(work["invest"], town, "2026-08", 18640)
    observe(work["industry"], town, "2026-08", 11200)
    observe(work["starts"], town, "2026-08", 6)
    save(work, now, **values)
    with pytest.raises(Refused) as caught:
        step(work, now, "submit", "clerk")
    assert caught.value.where == str(work[code].pk)
    assert work.report.state == "draft"
    assert Observation.objects.filter(period="2026-09").count() == 0


def test_a_word_of_explanation_lets_it_pass(work: Work, now: datetime) -> None:
    observe(work["starts"], work.county.towns[0], "2026-08", 6)
    save(work, now, invest=1, industry=1, starts=10)
    report = work.report
    change = CellChange(report.pk, work["starts"].pk, Decimal(10), statement="三季度集中开工")
    services.cells_save(
        actor=work.actor("clerk"), now=now, changes=[change], editions={report.pk: None}
    )
    step(work, now, "submit", "clerk")
    kept = Observation.objects.get(indicator=work["starts"], period="2026-09")
    assert kept.statement == "三季度集中开工"


def test_not_applicable_needs_a_word_and_is_kept_as_such(work: Work, now: datetime) -> None:
    save(work, now, invest=1, industry=1)
    report, editions = work.report, {work.report.pk: None}
    change = CellChange(report.pk, work["starts"].pk, None, applicable=False)
    actor = work.actor("clerk")
    services.cells_save(actor=actor, now=now, changes=[change], editions=editions)
    with pytest.raises(Refused):
        step(work, now, "submit", "clerk")
    change = CellChange(report.pk, work["starts"].pk, None, applicable=False, statement="无项目")
    services.cells_save(actor=actor, now=now, changes=[change], editions=editions)
    step(work, now, "submit", "clerk")
    kept = Observation.objects.get(indicator=work["starts"])
    assert (kept.value, kept.applicable) == (None, False)


def test_two_windows_notice_each_other(work: Work, now: datetime) -> None:
    report = work.report
    save(work, now, invest=5)
    with pytest.raises(Conflict):
        services.cells_save(
            actor=work.actor("clerk"),
            now=now,
            changes=[CellChange(report.pk, work["invest"].pk, Decimal(6))],
            editions={report.pk: report.edition},
        )
    with pytest.raises(Conflict):
        services.report_submit(
            actor=work.actor("clerk"), now=now, report=report.pk, edition=report.edition
        )
    assert Cell.objects.get().value == 5


@pytest.mark.parametrize(
    ("code", "value", "error"),
    [
        ("invest", "1.5", Refused),
        ("invest", "1e18", Refused),
        ("growth", "6.0", Refused),
    ],
)
def test_cells_that_cannot_be_saved(
    work: Work, now: datetime, code: str, value: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        save(work, now, industry=7, **{code: value})
    assert not Cell.objects.exists()
    assert work.report.edition == 0


def test_only_a_draft_of_the_own_unit_is_edited(work: Work, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        save(work, now, "town_leader", invest=7)
    with pytest.raises(NotAllowed):
        save(work, now, "bureau", invest=7)
    with pytest.raises(Missing):
        save(work, now, "clerk2", invest=7)
    to_state(work, now, "submitted")
    with pytest.raises(Refused):
        save(work, now, invest=7)


def test_several_at_once_are_one_deed(work: Work, now: datetime) -> None:
    for report in work.reports:
        Report.objects.filter(pk=report.pk).update(state="bureau_checked")
        fill(report, {work["invest"]: 1, work["industry"]: 1, work["starts"]: 1})
    editions = {report.pk: 0 for report in work.reports}
    locked = services.reports_lock(actor=work.actor("office"), now=now, reports=editions)
    assert [report.state for report in locked] == ["locked"] * 3
    assert Entry.objects.get().details["reports"] == sorted(editions)


def test_a_statistic_of_the_bureaus_own_form_is_out_when_it_locks(
    work: Work, now: datetime
) -> None:
    county = work.county
    dataset = make_dataset(
        "release", county.statistics, [work["growth"]], county.towns, reporter="owner"
    )
    report = make_report(dataset, county.towns[0])
    fill(report, {work["growth"]: "6.4"})
    everything = {"now": now, "report": report.pk, "edition": None}
    services.report_submit(actor=county.actor("stats"), **everything)
    services.report_sign(actor=county.actor("stats_leader"), **everything)
    services.report_check(actor=county.actor("stats2"), **everything)
    assert not Observation.objects.exists()
    services.report_lock(actor=county.actor("stats2"), **everything)
    kept = Observation.objects.get()
    assert (kept.value, str(kept.released_on), kept.edition) == (Decimal("6.4"), "2026-10-09", "1")
