"""Statistics, targets, corrections, remarks and reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.indicators import services
from sanbi.apps.indicators.drafts import TargetDraft
from sanbi.apps.indicators.models import Comment, Observation, Report, Target
from sanbi.apps.orgs.models import Message
from tests.apps.indicators.conftest import Work
from tests.apps.indicators.test_steps import to_state

OUT = date(2026, 10, 9)


def release(work: Work, now: datetime, who: str = "stats", **more: object) -> list[Observation]:
    """Release the growth of two townships in September."""
    towns = work.county.towns
    asked: dict[str, object] = {
        "indicator": work["growth"].pk,
        "period": "2026-09",
        "values": {towns[0].pk: Decimal("6.4"), towns[1].pk: Decimal("7.0")},
        "released_on": OUT,
        "edition": "1",
    }
    return services.statistics_release(  # type: ignore[no-any-return]
        actor=work.actor(who), now=now, **{**asked, **more}
    )


def test_a_statistic_is_released_and_revised(work: Work, now: datetime) -> None:
    rows = release(work, now)
    assert [(row.value, row.version, row.revised, row.edition) for row in rows] == [
        (Decimal("6.4"), 1, False, "1"),
        (Decimal("7.0"), 1, False, "1"),
    ]
    towns = work.county.towns
    changed = {towns[0].pk: Decimal("6.2"), towns[1].pk: Decimal("7.0")}
    with pytest.raises(Refused) as caught:
        release(work, now, values=changed, edition="2")
    assert caught.value.where == "reason"
    with pytest.raises(Refused) as caught:
        release(work, now, values=changed, reason="核实")
    assert caught.value.where == "edition"
    rows = release(work, now, values=changed, edition="2", reason="核实")
    assert [(row.unit_id, row.value, row.version, row.revised) for row in rows] == [
        (towns[0].pk, Decimal("6.2"), 2, True)
    ]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"edition": " "}, Refused),
        ({"released_on": date(2026, 10, 10)}, Refused),
        ({"period": "soon"}, Refused),
        ({"values": {}}, Missing),
        ({"values": {0: Decimal(1)}}, Missing),
        ({"indicator": 0}, Missing),
    ],
)
def test_releases_that_cannot_be(
    work: Work, now: datetime, more: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        release(work, now, **more)
    assert not Observation.objects.exists()


def test_only_the_owning_bureau_releases_and_only_statistics(work: Work, now: datetime) -> None:
    for who in ("bureau", "office", "clerk", "stats_leader"):
        with pytest.raises(NotAllowed):
            release(work, now, who)
    with pytest.raises(Refused):
        release(work, now, "bureau", indicator=work["invest"].pk)


def test_targets_have_versions(work: Work, now: datetime) -> None:
    towns = [town.pk for town in work.county.towns]
    asked = {"actor": work.actor("bureau"), "now": now, "indicator": work["invest"].pk}
    first = [
        TargetDraft(town, Decimal(40000), Decimal(8000), Decimal(18000), Decimal(30000))
        for town in towns
    ]
    assert len(services.targets_save(**asked, year=2026, targets=first)) == 3
    changed = [TargetDraft(towns[0], Decimal(42000)), *first[1:]]
    with pytest.raises(Refused) as caught:
        services.targets_save(**asked, year=2026, targets=changed)
    assert caught.value.where == "reason"
    rows = services.targets_save(**asked, year=2026, targets=changed, reason="县委会议纪要")
    assert [(row.unit_id, row.version, row.value, row.q1) for row in rows] == [
        (towns[0], 2, Decimal(42000), None)
    ]
    assert Target.objects.count() == 4


def test_targets_that_cannot_be(work: Work, now: datetime) -> None:
    town = work.county.towns[0].pk
    asked = {"now": now, "indicator": work["invest"].pk, "year": 2026}
    falling = [TargetDraft(town, Decimal(100), Decimal(50), Decimal(40))]
    with pytest.raises(Refused) as caught:
        services.targets_save(actor=work.actor("office"), targets=falling, **asked)
    assert caught.value.where == str(town)
    with pytest.raises(Refused):
        services.targets_save(
            actor=work.actor("office"), targets=[TargetDraft(town, Decimal("1.5"))], **asked
        )
    with pytest.raises(Missing):
        services.targets_save(
            actor=work.actor("office"), targets=[TargetDraft(0, Decimal(1))], **asked
        )
    with pytest.raises(NotAllowed):
        services.targets_save(
            actor=work.actor("stats"), targets=[TargetDraft(town, Decimal(1))], **asked
        )


def correct(work: Work, now: datetime, who: str = "bureau", **more: object) -> list[Observation]:
    """Correct the new starts of the first report."""
    asked: dict[str, object] = {
        "report": work.report.pk,
        "edition": None,
        "values": {work["starts"].pk: Decimal(7)},
        "reason": "多计一个续建项目",
    }
    return services.observations_correct(  # type: ignore[no-any-return]
        actor=work.actor(who), now=now, **{**asked, **more}
    )


def test_a_late_correction_is_marked(work: Work, now: datetime) -> None:
    to_state(work, now, "locked")
    rows = correct(work, now)
    assert [(row.version, row.value, row.revised, row.reason) for row in rows] == [
        (2, Decimal(7), True, "多计一个续建项目")
    ]
    last = work.report.steps.first()
    assert last is not None
    assert (last.from_state, last.to_state, last.by_name) == ("locked", "locked", "bureau")
    with pytest.raises(Refused):
        correct(work, now)


def test_corrections_that_cannot_be(work: Work, now: datetime) -> None:
    to_state(work, now, "bureau_checked")
    with pytest.raises(Refused):
        correct(work, now)
    services.report_lock(actor=work.actor("office"), now=now, report=work.report.pk, edition=None)
    for who in ("office", "clerk", "town_leader"):
        with pytest.raises(NotAllowed):
            correct(work, now, who)
    with pytest.raises(Refused) as caught:
        correct(work, now, reason=" ")
    assert caught.value.where == "reason"
    with pytest.raises(Missing):
        correct(work, now, values={work["growth"].pk: Decimal(7)})
    with pytest.raises(Refused):
        correct(work, now, values={work["starts"].pk: Decimal("7.5")})


def test_the_database_refuses_to_change_a_version(work: Work, now: datetime) -> None:
    release(work, now)
    for change in (
        lambda: Observation.objects.update(value=0),
        lambda: Observation.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Observation.objects.filter(value=0).count() == 0


def test_remarks(work: Work, now: datetime) -> None:
    asked = {"now": now, "report": work.report.pk}
    services.comment_add(
        actor=work.actor("clerk"), text=" 含两个续建项目 ", indicator=work["starts"].pk, **asked
    )
    services.comment_add(actor=work.actor("bureau"), text="请附清单", **asked)
    assert list(Comment.objects.values_list("text", "by_name")) == [
        ("含两个续建项目", "clerk"),
        ("请附清单", "bureau"),
    ]
    with pytest.raises(NotAllowed):
        services.comment_add(actor=work.actor("auditor"), text="x", **asked)
    with pytest.raises(Missing):
        services.comment_add(actor=work.actor("clerk2"), text="x", **asked)
    with pytest.raises(Missing):
        services.comment_add(actor=work.actor("clerk"), text="x", indicator=0, **asked)
    for text in (" ", "x" * 501):
        with pytest.raises(Refused):
            services.comment_add(actor=work.actor("clerk"), text=text, **asked)


def test_reminders_go_to_whom_it_waits_for_once_a_day(work: Work, now: datetime) -> None:
    reports = [report.pk for report in work.reports]
    asked = {"actor": work.actor("office"), "reports": reports}
    assert services.reports_remind(now=now, **asked) == 2  # the third township has no clerk
    assert services.reports_remind(now=now, **asked) == 0
    assert services.reports_remind(now=now + timedelta(days=1), **asked) == 2
    names = Message.objects.values_list("user__username", flat=True)
    assert sorted(names) == ["clerk", "clerk", "clerk2", "clerk2"]
    Report.objects.filter(pk=reports[0]).update(state="submitted")
    assert services.reports_remind(now=now, **{**asked, "reports": reports[:1]}) == 1
    assert Message.objects.latest("id").user.username == "town_leader"
    with pytest.raises(NotAllowed):
        services.reports_remind(actor=work.actor("clerk"), now=now, reports=reports[:1])
    Report.objects.filter(pk=reports[0]).update(state="locked")
    with pytest.raises(Refused):
        services.reports_remind(now=now, **{**asked, "reports": reports[:1]})
