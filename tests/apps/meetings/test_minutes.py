"""The minutes as Word: what they say, the form of an official paper, odd texts."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from docx import Document
from docx.shared import Mm, Pt

from sanbi.apps.meetings.models import Meeting, MeetingPoll
from sanbi.apps.meetings.paper.minutes import counted, minutes_docx
from sanbi.apps.meetings.queries.minutes import record_of
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.meetings import (
    make_attendee,
    make_decision,
    make_item,
    make_meeting,
    make_venue,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def held(county: County, **more: str) -> Meeting:
    made = make_meeting(county, "closed", **{"remarks": "强化调度。\n压实责任。", **more})
    made.invitations.filter(unit=county.bureau).update(presence="present", person="李四")
    made.invitations.filter(unit=county.towns[0]).update(presence="excused")
    item = make_item(made, make_project(county), why="堵点“征收”超期 8 天")
    make_decision(made, county.statistics, item=item)
    make_item(made)
    make_decision(made, county.bureau, text="每周一报送进度")
    return made


def lines(content: bytes) -> list[str]:
    return [row.text for row in Document(io.BytesIO(content)).paragraphs if row.text]


def test_they_say_what_was_dealt_with_and_decided(county: County) -> None:
    assert lines(minutes_docx(record_of(held(county)))) == [
        "会 议 纪 要",
        "〔2026〕第1号",
        "重点项目调度会纪要",
        (
            "2026年10月9日14:32至14:32，leader在县政府第二会议室主持召开重点项目调度会，"
            "研究2项议题，议定2项事项。现纪要如下："
        ),
        "一、新材料产业园二期",
        "情况：堵点“征收”超期 8 天。",
        "1.10月16日前完成剩余32亩征收。（责任单位：县统计局；完成时限：2026年10月16日）",
        "二、部署下周工作",
        "会议听取了情况汇报。",
        "三、其他事项",
        "1.每周一报送进度。（责任单位：县发改局；完成时限：2026年10月16日）",
        "四、会议要求",
        "强化调度。",
        "压实责任。",
        "出席：县发改局 李四。",
        "请假：青石镇。",
        "2026年10月9日",
    ]


def test_people_of_a_roster_stand_with_their_unit(county: County) -> None:
    meeting = held(county, remarks="")
    main = make_venue(meeting)
    make_venue(meeting, "城东分会场")
    for name, unit in (
        ("王五", "县发改局"),
        ("赵六", "县领导"),
        ("孙七", "县发改局"),
        ("李四", "县发改局"),
    ):
        make_attendee(meeting, name, unit_name=unit, venue=main, presence="present")
    make_attendee(meeting, "周八", unit_name="县领导", venue=main, presence="excused")
    said = lines(minutes_docx(record_of(meeting)))
    assert "出席：县发改局 李四、王五、孙七；县领导 赵六。" in said
    assert "请假：青石镇；县领导 周八。" in said
    assert any("（视频连线城东分会场（" in row for row in said)


def test_an_item_says_who_spoke_and_what_happened(county: County) -> None:
    meeting = held(county, remarks="")
    town = county.towns[0]
    make_item(meeting, kind="speech", title="一个园区的账", unit=town)
    make_item(meeting, kind="speech", title=f"发言：{town.name}", unit=town)
    make_item(meeting, kind="evaluation", title="现场测评")
    said = lines(minutes_docx(record_of(meeting)))
    at = said.index(f"三、{town.name}：一个园区的账")
    assert said[at : at + 6] == [
        f"三、{town.name}：一个园区的账",
        "会议听取了主题发言。",
        f"四、发言：{town.name}",
        "会议听取了主题发言。",
        "五、现场测评",
        "会议组织了现场测评。",
    ]


def test_the_paper_has_the_proportions_of_the_standard(county: County) -> None:
    content = minutes_docx(record_of(held(county)))
    section = Document(io.BytesIO(content)).sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in margins] == [37, 28, 26]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        fonts = parts.read("word/fontTable.xml").decode()
        foot = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
    assert 'w:eastAsia="仿宋_GB2312"' in body
    assert 'w:eastAsia="方正小标宋简体"' in body
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong"/>' in fonts
    assert "PAGE" in foot
    texts = [row for row in Document(io.BytesIO(content)).paragraphs if row.text.startswith("情况")]
    assert texts[0].runs[0].font.size == Pt(16)
    assert texts[0].paragraph_format.first_line_indent == Pt(32)


def test_the_number_counts_the_meetings_of_the_year(county: County) -> None:
    first, second = held(county), held(county, title="第二次")
    second.closed_at = second.closed_at and second.closed_at.replace(hour=8)
    second.save()
    assert (record_of(first).number, record_of(second).number) == (1, 2)


def test_odd_texts_do_not_break_the_file(county: County) -> None:
    odd = "甲<w:p>&乙\x0b\x00"[:-1]
    content = minutes_docx(record_of(held(county, title=odd, remarks=odd)))
    assert lines(content)[2] == "甲<w:p>&乙纪要"


@pytest.mark.parametrize("state", ["closed", "published"])
def test_they_say_how_many_evaluated_and_what_the_box_hashes_to(county: County, state: str) -> None:
    poll, meeting = make_poll(state), held(county, remarks="")
    MeetingPoll.objects.create(meeting=meeting, poll=poll)
    said = lines(minutes_docx(record_of(meeting)))
    place = said.index("四、现场测评")
    voted = poll.roll_marks.count()
    turnout = f"《{poll.title}》：名册{poll.voters.count()}人，{voted}人参加测评。"
    sealed = state == "published"
    digest = f"票箱已封存，校验值{poll.sealed_box.digest}。" if sealed else ""
    assert voted
    assert said[place + 1] == turnout + digest
    client = Client()
    client.force_login(county.users["office"], backend=BACKEND)
    page = client.get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    assert turnout in page
    assert (poll.sealed_box.digest in page) if sealed else ("校验值" not in page)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_headings_count_in_chinese(number: int, words: str) -> None:
    assert counted(number) == words
