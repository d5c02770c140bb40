"""From the data to an issued bulletin, and back by a recall."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from sanbi.apps.actions.models import Action
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.bulletins import services
from sanbi.apps.bulletins.blocks import blocks_of, facts_in
from sanbi.apps.bulletins.models import Bulletin, Sort
from sanbi.apps.bulletins.queries import bulletin_get, bulletins_for
from sanbi.apps.bulletins.queries.changes import changes_of
from sanbi.apps.orgs.models import Message
from tests.apps.factories.boards import make_boards
from tests.apps.factories.bulletins import (
    AT,
    QUOTE,
    make_bulletin,
    make_deeds,
    make_quarterly,
    section_of,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import make_practice, make_takeover

pytestmark = pytest.mark.django_db


def lines(bulletin: Bulletin, sort: str) -> list[str]:
    blocks = blocks_of(section_of(bulletin, sort).content)
    return ["".join(part.text for part in block.parts) for block in blocks if block.parts]


def test_good_practice_of_the_period_is_told_and_no_other(county: County) -> None:
    shared = make_practice(county)
    make_takeover(county, shared)
    make_practice(county, "nominated", title="还没有审核")
    make_practice(county, title="上一季度的", decided_on=date(2026, 6, 30))
    blocks = section_of(make_quarterly(county), "practices").content
    assert ["".join(part[1] for part in block["parts"]) for block in blocks] == [
        "2026年7月1日至2026年10月9日，经审核推广好经验1条，已有1个单位学习借鉴：",
        (
            "青石镇“项目审批帮办代办”（2026年9月3日推广），成效：前期时间由九十天降到六十天。"
            "学习借鉴的有松涛镇。"
        ),
    ]


def test_a_quarterly_notice_is_composed_of_its_sections(county: County) -> None:
    make_deeds(county)
    made = make_quarterly(county)
    assert made.title == "关于2026Q3三比三看有关情况的通报"
    assert (made.state, made.number, made.as_of.isoformat()) == ("draft", None, "2026-09-30")
    assert [row.sort for row in made.sections.all()] == [
        *("opening", "league", "projects", "lamps", "actions", "practices", "text"),
    ]
    assert lines(made, "league")[0] == (
        "平原乡镇参加排名的单位共3个。青石镇、松涛镇、云岭乡列前3位，"
        "得分分别为88.20、87.00、65.60分。"
    )
    assert lines(made, "actions") == [
        (
            "2026年7月1日至2026年10月9日，办结销号督办事项1件，其中按期办结1件；"
            "目前在办1件，其中逾期1件。"
        ),
        "已办结销号的事项有：",
        (
            "完成老旧小区改造扫尾（DB-2026-901），牵头单位青石镇，2026年10月9日销号。"
            f"源自《全县三季度工作推进会讲话》：“{QUOTE}”"
        ),
    ]


def test_each_figure_is_kept_with_what_it_refers_to(county: County) -> None:
    made = make_quarterly(county)
    held = made.figures.get(key="plain.T1.score")
    assert (held.value, held.version, held.source) == (
        *("88.20", "第1次计分", "round/R2026Q3-published/run/1/plain/T1/score"),
    )
    shown: dict[str, str] = {}
    for row in made.sections.all():
        shown |= {key: part.text for key, part in facts_in(blocks_of(row.content)).items()}
    assert dict(made.figures.values_list("key", "value")) == shown


def test_movements_come_from_the_two_runs(county: County) -> None:
    boards = make_boards(towns=8, periods=("2026Q2", "2026Q3"))
    made = make_bulletin(county, round=boards.rounds[-1], kind="result")
    moved = [line for line in lines(made, "league") if "升至" in line or "降至" in line]
    assert moved
    for line in moved:
        assert ("主要是" in line) or ("增幅小于" in line)
    for key, value in made.figures.filter(key__endswith=".change").values_list("key", "value"):
        stem = key.removesuffix("change")
        before = float(made.figures.get(key=f"{stem}before").value)
        now = float(made.figures.get(key=f"{stem}now").value)
        assert abs(abs(now - before) - float(value)) < 0.011


def test_changed_figures_are_shown_and_stop_the_hand_in(county: County) -> None:
    make_deeds(county)
    made = make_bulletin(county)
    office = county.actor("office")
    assert changes_of(office, made, AT) == []
    Action.objects.filter(number="DB-2026-902").update(state="withdrawn")
    keys = [(row.key, row.was, row.now) for row in changes_of(office, made, AT)]
    assert ("actions.overdue", "1", "0") in keys
    assert ("DB-2026-902.days", "7", "—") in keys
    with pytest.raises(Refused, match="4项数据已有变化") as refused:
        services.bulletin_submit(actor=office, now=AT, bulletin=made.pk, edition=0)
    assert "刷新数据" in refused.value.hint
    services.bulletin_refresh(actor=office, now=AT, bulletin=made.pk, edition=0)
    assert made.figures.get(key="actions.overdue").was == "1"
    assert changes_of(office, made, AT) == []
    done = services.bulletin_submit(actor=office, now=AT, bulletin=made.pk, edition=1)
    assert done.state == "submitted"


def test_what_is_signed_is_numbered_and_frozen(county: County) -> None:
    make_deeds(county)
    first, second = make_bulletin(county, "signed"), make_bulletin(county, "signed")
    year_mark = f"〔{first.year}〕"
    assert [first.number, second.number] == [1, 2]
    assert first.sign.endswith(f"督{year_mark}1号")
    assert first.dated is not None
    assert first.dated.isoformat() == "2026-10-09"
    assert first.figures.filter(frozen_at=AT).count() == first.figures.count() > 0
    Action.objects.filter(number="DB-2026-902").update(state="withdrawn")
    assert first.figures.get(key="actions.overdue").value == "1"
    with pytest.raises(Refused):
        services.bulletin_refresh(
            actor=county.actor("office"), now=AT, bulletin=first.pk, edition=2
        )


def test_a_refused_signature_draws_no_number(county: County) -> None:
    waiting = make_bulletin(county, "submitted")
    with pytest.raises(NotAllowed):
        services.bulletin_sign(actor=county.actor("office"), now=AT, bulletin=waiting.pk, edition=1)
    signed = services.bulletin_sign(
        actor=county.actor("leader"), now=AT, bulletin=waiting.pk, edition=1
    )
    assert signed.number == 1


def test_a_returned_one_is_written_on(county: County) -> None:
    waiting = make_bulletin(county, "submitted")
    back = services.bulletin_return(
        actor=county.actor("leader"), now=AT, bulletin=waiting.pk, edition=1, reason="措辞"
    )
    assert (back.state, back.returned_why, back.submitted_by) == ("draft", "措辞", None)


def test_a_recall_keeps_the_number_for_the_next_version(county: County) -> None:
    make_deeds(county)
    held = make_bulletin(county, "signed")
    made = services.bulletin_recall(
        actor=county.actor("office"), now=AT, bulletin=held.pk, edition=2, reason="数据有误"
    )
    held.refresh_from_db()
    assert (held.state, held.recalled_why) == ("recalled", "数据有误")
    assert (made.number, made.version, made.state, made.replaces_id) == (1, 2, "draft", held.pk)
    later = AT + timedelta(minutes=5)
    office = county.actor("office")
    services.bulletin_submit(actor=office, now=later, bulletin=made.pk, edition=0)
    again = services.bulletin_sign(
        actor=county.actor("leader"), now=later, bulletin=made.pk, edition=1
    )
    assert (again.number, again.version) == (1, 2)
    assert make_bulletin(county, "signed").number == 2


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("office", {"draft", "submitted", "signed", "recalled"}),
        ("auditor", {"draft", "submitted", "signed", "recalled"}),
        ("leader", {"submitted", "signed", "recalled"}),
        ("clerk", {"signed", "recalled"}),
        ("town_leader", {"signed", "recalled"}),
        ("evaluator", {"signed", "recalled"}),
        ("sysadmin", set()),
    ],
)
def test_who_sees_which(county: County, who: str, seen: set[str]) -> None:
    for state in ("draft", "submitted", "signed", "recalled"):
        make_bulletin(county, state)
    assert set(bulletins_for(county.actor(who)).values_list("state", flat=True)) == seen


def test_a_draft_does_not_exist_for_others(county: County) -> None:
    draft = make_bulletin(county)
    with pytest.raises(Missing):
        bulletin_get(county.actor("clerk"), draft.pk)
    with pytest.raises(Missing):
        services.bulletin_submit(actor=county.actor("clerk"), now=AT, bulletin=draft.pk, edition=0)


# -- own texts -------------------------------------------------------------------------------------
def test_an_unknown_figure_in_a_text_is_named(county: County) -> None:
    made = make_bulletin(county)
    row = section_of(made, Sort.TEXT)
    with pytest.raises(Refused, match=r"\{actions.opened\}") as refused:
        services.section_write(
            actor=county.actor("office"),
            now=AT,
            bulletin=made.pk,
            edition=0,
            section=row.pk,
            heading="",
            text="在办{actions.opened}件",
        )
    assert refused.value.where == "text"


def test_a_section_whose_figure_is_named_stays(county: County) -> None:
    made, office = make_bulletin(county), county.actor("office")
    row, actions = section_of(made, Sort.TEXT), section_of(made, Sort.ACTIONS)
    services.section_write(
        actor=office,
        now=AT,
        bulletin=made.pk,
        edition=0,
        section=row.pk,
        heading="",
        text="在办{actions.open}件",
    )
    with pytest.raises(Refused, match=r"\{actions.open\}"):
        services.section_remove(
            actor=office, now=AT, bulletin=made.pk, edition=1, section=actions.pk
        )


def test_sections_are_moved_added_and_removed(county: County, now: datetime) -> None:
    made, office = make_bulletin(county), county.actor("office")
    about = {"actor": office, "now": now, "bulletin": made.pk}
    last = section_of(made, Sort.TEXT)
    services.section_move(**about, edition=0, section=last.pk, up=True)
    assert [row.sort for row in made.sections.all()][-2:] == ["text", "lamps"]
    services.section_add(**about, edition=1, sort="text", heading="好经验", text="值得借鉴。")
    services.section_remove(**about, edition=2, section=section_of(made, Sort.LAMPS).pk)
    assert [str(row) for row in made.sections.all()] == [
        *("开头", "督办事项落实情况", "重点项目推进情况", "下一步工作要求", "好经验"),
    ]


def told(link: str) -> list[tuple[str, str]]:
    """The lines that lead to a page, in their order: to whom, in Chinese."""
    rows = Message.objects.filter(link=link).order_by("pk").select_related("user")
    with translation.override("zh-hans"):
        return [(row.user.username, str(row)) for row in rows]


def test_whoever_must_act_next_is_told(county: County) -> None:
    held = make_bulletin(county, "submitted")
    page = reverse("bulletin", args=[held.pk])
    name = county.users["office"].name
    asked = f"{name}提交了《{held.title}》，请审阅签发。"
    assert sorted(told(page)) == [("leader", asked), ("office2", asked)]
    leader = county.actor("leader")
    services.bulletin_return(
        actor=leader, now=AT, bulletin=held.pk, edition=held.edition, reason="措辞再斟酌"
    )
    given_back = f"《{held.title}》被{leader.name}退回：措辞再斟酌"
    assert told(page)[2:] == [("office", given_back)]


def test_who_wrote_it_is_told_of_its_number(county: County) -> None:
    held = make_bulletin(county, "signed")
    page = reverse("bulletin", args=[held.pk])
    signed = f"《{held.title}》已由{county.users['office2'].name}签发，文号{held.sign}。"
    assert told(page)[2:] == [("office", signed)]
