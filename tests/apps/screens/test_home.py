"""The home page: each role's own arrangement, and what waits for whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sanbi.apps.assessments.models import Appeal, Round, RoundState, RoundStep, RunRow
from sanbi.apps.audit.models import Entry
from sanbi.apps.indicators.models import Dataset, ReportStep
from sanbi.apps.orgs.models import Message, User
from sanbi.apps.screens.queries.areas import areas
from sanbi.apps.screens.queries.changes import changes
from sanbi.apps.screens.queries.home import ARRANGEMENTS, home
from sanbi.apps.screens.queries.waiting import waiting
from sanbi.apps.screens.services import home_seen
from tests.apps.factories.boards import Boards, make_boards
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County

DAY = timedelta(days=1)


@pytest.fixture
def form(county: County) -> Dataset:
    """A monthly form of the bureau about all townships."""
    line = make_indicator("invested", county.bureau)
    return make_dataset("调度月报", county.bureau, [line], county.towns)


@pytest.fixture
def boards(county: County, settings: Any, tmp_path: Path) -> Boards:
    """Three quarters of the county's townships, the last one published."""
    settings.SANBI_FILES = tmp_path
    return make_boards(county.towns, ("2026Q1", "2026Q2", "2026Q3"))


def told(county: County, username: str, now: datetime) -> list[tuple[str, str, int, bool]]:
    found = waiting(county.actor(username), now)
    return [(item.deed, item.text, item.count, item.late) for item in found]


def test_each_step_waits_for_whoever_takes_it(county: County, form: Dataset, now: datetime) -> None:
    make_report(form, county.towns[0])
    make_report(form, county.towns[0], "2026-08", due_at=now - DAY)
    make_report(form, county.towns[1], state="submitted")
    make_report(form, county.towns[2], state="unit_signed")
    make_report(form, county.towns[2], "2026-08", state="bureau_checked")
    assert told(county, "clerk", now) == [
        ("填报", "调度月报 2026年8月 · 青石镇", 1, True),
        ("填报", "调度月报 2026年9月 · 青石镇", 1, False),
    ]
    assert told(county, "town_leader2", now) == [("签发", "调度月报 2026年9月 · 松涛镇", 1, False)]
    assert told(county, "bureau", now) == [
        ("锁定", "调度月报 2026年8月 · 云岭乡", 1, False),
        ("审核", "调度月报 2026年9月 · 云岭乡", 1, False),
    ]
    assert told(county, "office", now) == [("锁定", "调度月报 2026年8月 · 云岭乡", 1, False)]
    for username in ("auditor", "leader", "sysadmin", "auditadmin", "clerk2"):
        assert told(county, username, now) == []


def test_many_of_a_kind_are_one_line(county: County, form: Dataset, now: datetime) -> None:
    for town in county.towns:
        make_report(form, town, state="unit_signed")
    assert told(county, "bureau", now) == [("审核", "调度月报 2026年9月", 3, False)]


def test_a_lamp_is_red_when_somebody_is_late(county: County, form: Dataset, now: datetime) -> None:
    make_report(form, county.towns[0], due_at=now - DAY)
    make_report(form, county.towns[1], state="locked", due_at=now - DAY)
    make_report(form, county.towns[2], "2026-08", due_at=now - 30 * DAY)
    (area,) = areas(county.actor("office"), now)
    assert (area.lamp, area.period, area.total, area.handed, area.locked, area.late) == (
        "red",
        "2026-09",
        2,
        1,
        1,
        ("青石镇",),
    )
    assert area.days == 1
    (own,) = areas(county.actor("clerk2"), now)
    assert (own.lamp, own.days) == ("green", None)


@pytest.mark.parametrize(
    ("hours", "chinese", "english"),
    [
        (-24 * 12, "滞后 12天", "Behind 12 days late"),
        (-1, "滞后 今天到期未报", "Behind since today"),
        (1, "偏慢 今天到期", "Slow due today"),
        (24, "偏慢 还有1天", "Slow 1 day left"),
        (24 * 9, "按序", "On schedule"),
    ],
)
def test_a_lamp_says_its_size(
    county: County, form: Dataset, now: datetime, hours: int, chinese: str, english: str
) -> None:
    make_report(form, county.towns[0], due_at=now + timedelta(hours=hours))
    make_report(form, county.towns[1], state="locked", due_at=now - 20 * DAY)
    found = {"areas": areas(county.actor("office"), now)}
    for language, said in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            page = render_to_string("screens/home/areas.html", {"home": found, "now": now})
        assert f"<span>{said}</span></span></td>" in page


def test_a_lamp_is_yellow_three_days_before(county: County, form: Dataset, now: datetime) -> None:
    report = make_report(form, county.towns[0], due_at=now + 2 * DAY)
    (area,) = areas(county.actor("clerk"), now)
    assert (area.lamp, area.days) == ("yellow", 2)
    report.due_at = now + 4 * DAY
    report.save()
    assert [found.lamp for found in areas(county.actor("clerk"), now)] == ["green"]
    assert areas(county.actor("sysadmin"), now) == ()


def test_changes_are_those_since_the_page_was_marked_seen(
    county: County, boards: Boards, now: datetime
) -> None:
    actor = county.actor("clerk")
    for days in (1, 3):
        RoundStep.objects.create(
            round=boards.latest,
            from_state=RoundState.SCORED,
            to_state=RoundState.PUBLISHED,
            by_name="李四",
            at=now - days * DAY,
        )
    assert len(changes(actor, now - 2 * DAY)) == 1
    assert len(home(actor, now).changes) == 2
    home_seen(actor=actor, now=now - 2 * DAY)
    assert User.objects.get(pk=actor.user).home_seen_at == now - 2 * DAY
    (change,) = home(actor, now).changes
    assert change.title == "2026年第三季度“三比三看”：已公布" or boards.latest.title in change.title
    home_seen(actor=actor, now=now)
    assert home(actor, now).changes == ()


def test_looking_at_the_page_writes_nothing(county: County, boards: Boards) -> None:
    client = browser(county, "clerk")
    client.get(reverse("home"))
    assert Entry.objects.count() == 0
    assert User.objects.get(username="clerk").home_seen_at is None
    answer = client.post(reverse("home-seen"))
    assert answer.url == reverse("home")
    assert [entry.action for entry in Entry.objects.all()] == ["home.seen"]
    assert client.get(reverse("home-seen")).status_code == 405


def test_a_returned_report_and_a_decided_appeal_concern_their_unit_alone(
    county: County, form: Dataset, boards: Boards, now: datetime
) -> None:
    report = make_report(form, county.towns[0])
    ReportStep.objects.create(
        report=report,
        from_state="submitted",
        to_state="draft",
        reason="口径不对",
        by_name="张三",
        at=now - DAY,
    )
    assert boards.latest.current_run is not None
    Appeal.objects.create(
        round=boards.latest,
        run=boards.latest.current_run,
        unit=county.towns[0],
        leaf="L-gdp",
        leaf_name="地区生产总值增速",
        reason="有误",
        state=Appeal.State.DISMISSED,
        filed_by=1,
        filed_by_name="王五",
        filed_at=now - 2 * DAY,
        decided_at=now - DAY / 2,
        reviewer_name="赵六",
    )
    mine = [change.title for change in changes(county.actor("clerk"), now - 5 * DAY)]
    assert len(mine) == 2
    assert mine[1] == "青石镇 调度月报 2026年9月被退回：口径不对"
    assert changes(county.actor("clerk2"), now - 5 * DAY) == ()


KINDS = {
    "office": "office",
    "leader": "county",
    "supervisor": "supervisor",
    "auditor": "auditor",
    "bureau": "bureau",
    "town_leader": "unit_leader",
    "clerk": "clerk",
    "owner": "clerk",
    "evaluator": "evaluator",
    "sysadmin": "administrator",
    "secadmin": "administrator",
    "auditadmin": "administrator",
}


@pytest.mark.parametrize(("username", "kind"), KINDS.items())
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_role_has_its_own_page(
    county: County, boards: Boards, form: Dataset, username: str, kind: str, language: str
) -> None:
    make_report(form, county.towns[0])
    answer = browser(county, username).get(reverse("home"), headers={"accept-language": language})
    page = answer.content.decode()
    assert answer.context["home"].kind == kind
    for part in (*ARRANGEMENTS[kind][0], *ARRANGEMENTS[kind][1]):
        assert f'id="{part}"' in page
    if kind == "administrator":
        assert "青石镇" not in page


@pytest.mark.parametrize("username", KINDS)
def test_an_empty_county_has_a_page_for_everybody(county: County, username: str) -> None:
    assert browser(county, username).get(reverse("home")).status_code == 200


def test_a_unit_finds_its_own_place_in_whichever_group_it_is(
    county: County, boards: Boards, now: datetime
) -> None:
    """A group of somebody else comes first on the board."""
    rows = RunRow.objects.filter(run=boards.latest.current_run, unit=county.towns[0])
    own, stranger = rows.order_by("pk")[0], rows.order_by("pk")[0]
    stranger.pk, stranger.unit_id, stranger.group = -1, county.bureau.pk, "first"
    stranger.save(force_insert=True)
    glance = home(county.actor("clerk"), now).glance
    assert glance is not None
    assert glance.board.groups[0].code == "first"
    assert glance.board.group.code == own.group
    assert glance.own is not None
    assert glance.own.unit == county.towns[0].pk
    others = home(county.actor("office"), now).glance
    assert others is not None
    assert others.board.group.code == "first"


def test_a_round_waits_with_its_deadline(county: County, boards: Boards, now: datetime) -> None:
    held = boards.latest
    held.state, held.collect_until = RoundState.COLLECTING, now + DAY
    held.save()
    (item,) = waiting(county.actor("office"), now)
    assert (item.deed, item.due_at, item.late) == ("冻结", now + DAY, False)
    (late,) = waiting(county.actor("office"), now + 2 * DAY)
    assert late.late


@pytest.mark.parametrize(
    ("state", "deed"),
    [("draft", "开放"), ("frozen", "计分"), ("scored", "提请"), ("published", "开放申诉")],
)
def test_a_round_says_its_next_deed(
    county: County, boards: Boards, now: datetime, state: str, deed: str
) -> None:
    Round.objects.filter(pk=boards.latest.pk).update(state=state)
    assert [item.deed for item in waiting(county.actor("office"), now)] == [deed]


def test_messages_are_ones_own(county: County, now: datetime) -> None:
    for username in ("clerk", "clerk2"):
        Message.objects.create(user=county.users[username], text=f"给 {username}", at=now)
    page = browser(county, "clerk").get(reverse("home")).content.decode()
    assert "给 clerk<" in page or "给 clerk " in page
    assert "给 clerk2" not in page


def test_the_number_of_queries_does_not_grow(
    county: County, form: Dataset, boards: Boards, now: datetime, count_queries: Any
) -> None:
    counted = []
    actor = county.actor("office")
    for towns in (county.towns[:1], county.towns[1:]):
        for town in towns:
            report = make_report(form, town, state="bureau_checked")
            ReportStep.objects.create(
                report=report, from_state="submitted", to_state="draft", by_name="x", at=now - DAY
            )
        with count_queries() as found:
            home(actor, now)
        counted.append(len(found))
    assert counted[0] == counted[1]


def browser(county: County, username: str) -> Client:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(county.users[username], backend=backend)
    return client
