"""The county in the platform: what must be there, at each stage, and that its runs verify."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sanbi.apps.assessments.missing import missing_figures
from sanbi.apps.assessments.models import Appeal, Item, Round, Run
from sanbi.apps.audit.models import Entry
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Cell, Observation, Report, ReportStep, Target
from sanbi.apps.indicators.queries.backgrounds import background_of
from sanbi.apps.indicators.queries.faults import faults_of
from sanbi.apps.indicators.services import cells_save, report_submit
from sanbi.apps.orgs.blobs import place_of
from sanbi.apps.orgs.models import GroupMember, Unit, User
from sanbi.apps.orgs.queries import actor_of
from sanbi.engine.scoring.package import verify_package
from sanbi.site.demo import accounts, load
from tests.site.demo.loaded_inbox import check_inbox
from tests.site.demo.loaded_plans import check_plans
from tests.site.demo.loaded_polls import check_polls
from tests.site.demo.loaded_projects import check_october_meeting, check_projects
from tests.site.demo.loaded_registers import check_registers
from tests.site.demo.loaded_supervision import check_supervision

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def _files(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.SANBI_FILES = tmp_path  # type: ignore[attr-defined]


def states(period: str, dataset: str) -> Counter[str]:
    """How many reports of a data set stand in each state."""
    return Counter(
        Report.objects.filter(period=period, dataset__code=dataset).values_list("state", flat=True)
    )


@pytest.mark.usefixtures("_files")
def test_the_county_from_collecting_to_final() -> None:
    said: list[str] = []
    loaded = load("collecting", said.append)
    assert (loaded.stage, loaded.new) == ("collecting", True)
    assert said[:3] == ["单位和人员", "指标和数据集", "历史数据"]
    assert said[3].endswith("%  2025年10月的填报和轮次")
    shares = [int(line.partition("%")[0]) for line in said[3:]]
    assert (shares[0], len(shares)) == (0, 13)
    assert shares == sorted(shares)
    assert loaded.moment.astimezone(SHANGHAI) == datetime(2026, 10, 19, 14, 32, tzinfo=SHANGHAI)
    assert Entry.objects.get(action="demo.load").at == loaded.moment
    _what_is_there()
    _collecting()
    check_projects()
    check_supervision()
    check_polls()
    check_registers()
    check_inbox()
    check_plans(loaded.moment)
    before = Entry.objects.count()
    assert load("collecting").new is False
    assert Entry.objects.count() == before
    _later_stages()


def _what_is_there() -> None:
    assert Unit.objects.count() == 42
    assert GroupMember.objects.count() == 16
    assert {account.username for account in accounts()} <= set(
        User.objects.values_list("username", flat=True)
    )
    user = User.objects.get(username="clerk")
    assert user.check_password(accounts()[0].password)
    assert Target.objects.filter(unit__code="yunchuan", year=2026).count() == 11
    assert Observation.objects.filter(period="2024-07").count() == 16 * 23
    assert Observation.objects.filter(revised=True).count() == 7
    assert not Entry.objects.filter(outcome="refused").exists()


def _collecting() -> None:
    rounds = dict(Round.objects.values_list("code", "state"))
    assert rounds == {
        "2025Q4": "final",
        "2026Q1": "final",
        "2026Q2": "final",
        "2026Q3": "collecting",
    }
    assert states("2026-09", "dispatch") == {"locked": 12, "unit_signed": 1, "draft": 3}
    assert states("2026Q3", "livelihood") == {"locked": 15, "draft": 1}
    assert states("2026-09", "stat-month") == {"locked": 16}
    assert states("2026Q3", "stat-quarter") == {"draft": 16}
    lacking = missing_figures(Round.objects.get(code="2026Q3"), NOW)
    assert Counter(item.indicator for item in lacking) == {
        "gdp": 16,
        "income": 16,
        "proj_inv": 4,
        "proj_done": 4,
        "funds": 4,
    }
    assert not Report.objects.filter(period__lt="2026-09").exclude(state="locked").exists()
    appeals = set(Appeal.objects.values_list("round__code", "unit__code", "state"))
    assert appeals == {("2026Q1", "liuxi", "dismissed"), ("2026Q2", "yunling", "upheld")}
    corrected = Round.objects.get(code="2026Q2")
    assert corrected.current_run is not None
    assert corrected.current_run.number == 2
    assert Item.objects.filter(state="checked", sort="rating").count() == 64
    returned = ReportStep.objects.filter(report__unit__code="wangjiang", to_state="draft")
    assert [step.reason for step in returned] == ["到位资金与银行回单不符，请核对后再报"]
    _planted()
    for run in Run.objects.select_related("package"):
        assert verify_package(place_of(run.package_id).read_bytes()).identical, run


def _planted() -> None:
    """The clerk's draft has one error, one jump to explain, one empty line."""
    report = Report.objects.select_related("dataset", "unit").get(
        unit__code="qingshi", dataset__code="dispatch", period="2026-09"
    )
    assert Cell.objects.filter(report=report).count() == 6
    found = [
        (fault.kind, fault.line.indicator.code)
        for fault in faults_of(report, background_of([report]))
    ]
    assert found == [
        ("error", "proj_ind"),
        ("missing", "funds"),
        ("missing", "leads"),
        ("explain", "signed"),
    ]


def _by_hand() -> Report:
    """The clerk mends the draft and hands it in, with figures of his own."""
    clerk = actor_of(User.objects.get(username="clerk"), NOW.date())
    report = Report.objects.get(unit__code="qingshi", dataset__code="dispatch", period="2026-09")
    codes = {line.indicator.code: line.indicator_id for line in report.dataset.lines.all()}
    own = {"proj_ind": 12900, "proj_inf": 8485, "funds": 11111, "leads": 10}
    changes = [CellChange(report.pk, codes[code], Decimal(value)) for code, value in own.items()]
    said = CellChange(report.pk, codes["signed"], Decimal(58000), statement="新签一个二期项目")
    editions = {report.pk: None}
    cells_save(actor=clerk, now=NOW, changes=[*changes, said], editions=editions)
    report_submit(actor=clerk, now=NOW, report=report.pk, edition=None)
    return report


def _later_stages() -> None:
    report = _by_hand()
    for stage, state in (("frozen", "frozen"), ("published", "published"), ("final", "final")):
        assert load(stage).new is True
        assert Round.objects.get(code="2026Q3").state == state
        check_october_meeting(held=stage != "frozen")
    assert load("collecting").stage == "final"
    assert not Report.objects.exclude(state="locked").exists()
    assert Run.objects.filter(round__code="2026Q3").count() == 1
    kept = Observation.objects.get(report=report, indicator__code="funds")
    assert (kept.value, kept.by_name) == (11111, "林小雨")


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of collecting, frozen, published, final"):
        load("finished")
    assert not Unit.objects.exists()


@pytest.mark.usefixtures("_files")
def test_an_end_halfway_leaves_nothing_behind() -> None:
    def stop(text: str) -> None:
        if "2025年12月" in text:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load("collecting", stop)
    assert not Unit.objects.exists()
    assert not Observation.objects.exists()


def test_a_county_of_another_version_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from sanbi.site.demo import loading  # its service counts among all when it is collected

    monkeypatch.setattr(loading, "sources_digest", lambda: "another")
    loading._mark(actor=loading.SYSTEM, now=NOW, county_digest="x", stage="collecting")
    monkeypatch.undo()
    said: list[str] = []
    assert load("final", said.append) == loading.Loaded("collecting", new=False)
    assert said == ["演示县由另一版本的程序载入，保持原样；要重新载入，请删除数据文件夹"]
    assert not Unit.objects.exists()
