"""A report of a meeting: written from its record, its decisions and its published poll."""

from __future__ import annotations

from datetime import date

import pytest

from sanbi.apps.audit.errors import Refused
from sanbi.apps.bulletins.blocks import blocks_of
from sanbi.apps.bulletins.models import Bulletin, Sort
from sanbi.apps.bulletins.services import bulletin_compose, section_add
from sanbi.apps.bulletins.words import usual_series
from sanbi.apps.meetings.models import Meeting, MeetingPoll, Presence
from sanbi.engine.integrity.ballots import read_box
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.bulletins import AT, make_bulletin
from tests.apps.factories.meetings import make_attendee, make_decision, make_meeting
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db


def report(county: County, meeting: Meeting) -> Bulletin:
    actor = county.actor("office")
    return bulletin_compose(actor=actor, now=AT, kind="meeting", meeting=meeting.pk)


def said(held: Bulletin, sort: str) -> str:
    """What a section says, its tables cell by cell."""
    blocks = blocks_of(held.sections.get(sort=sort).content)
    parts = [
        part
        for block in blocks
        for part in (*block.parts, *(cell for row in block.rows for cell in row))
    ]
    return "".join(part.text for part in parts)


def closed(county: County, **fields: object) -> Meeting:
    made = make_meeting(county, "closed", title="第三季度工作推进会", **fields)
    make_attendee(made, "李四", presence=Presence.PRESENT)
    make_attendee(made, "王五", presence=Presence.ABSENT)
    return made


def test_it_begins_with_the_meeting_and_lists_what_was_decided(county: County) -> None:
    meeting = closed(county, remarks="要抓紧推进{三季度}工作。")
    make_decision(meeting, county.towns[0], text="完成剩余32亩征收。", due_on=date(2026, 10, 16))
    held = report(county, meeting)
    assert held.title == "关于第三季度工作推进会情况的通报"
    assert (held.series, held.round, held.meeting) == (usual_series("meeting"), None, meeting)
    opening = said(held, Sort.OPENING)
    assert "在县政府第二会议室主持召开第三季度工作推进会" in opening
    assert "应到2人，实到1人" in opening
    assert "会议议定事项1件" in opening
    assert said(held, Sort.DECISIONS) == (
        f"完成剩余32亩征收。责任单位：{county.towns[0].name}；完成时限：2026年10月16日。"
    )
    assert held.sections.get(sort=Sort.TEXT).text == "要抓紧推进（三季度）工作。"
    assert "没有已公布的现场测评结果" in said(held, Sort.POLL)
    assert {row.key for row in held.figures.all()} >= {"meeting.present", "meeting.asked"}


def test_without_a_roster_units_are_counted(county: County) -> None:
    meeting = make_meeting(county, "closed")
    meeting.invitations.filter(unit=county.bureau).update(presence=Presence.DEPUTY)
    asked = meeting.invitations.count()
    assert f"应到{asked}个单位，实到1个单位" in said(report(county, meeting), Sort.OPENING)


def test_a_poll_is_told_when_it_is_published_and_not_before(county: County) -> None:
    meeting = closed(county)
    sealed = make_poll("sealed")
    MeetingPoll.objects.create(meeting=meeting, poll=sealed)
    assert "没有已公布" in said(report(county, meeting), Sort.POLL)
    MeetingPoll.objects.all().delete()
    poll = make_poll("published", period="2026Q4", people=12)
    MeetingPoll.objects.create(meeting=meeting, poll=poll)
    told = said(report(county, meeting), Sort.POLL)
    assert "应参评36人，实际参评36人" in told
    box = read_box(bytes(poll.sealed_box.content))
    first = next(row for row in box.tally if row.rank == 1)
    assert f"1{box.names[first.subject]}" in told


def test_only_a_meeting_that_was_held_is_told_of(county: County) -> None:
    with pytest.raises(Refused, match="已召开的会议"):
        report(county, make_meeting(county))
    with pytest.raises(Refused, match="已召开的会议"):
        bulletin_compose(actor=county.actor("office"), now=AT, kind="meeting")
    assert Bulletin.objects.count() == 0
    held = make_bulletin(county)
    with pytest.raises(Refused, match="没有对应的会议"):
        section_add(
            actor=county.actor("office"),
            now=AT,
            bulletin=held.pk,
            edition=held.edition,
            sort=Sort.DECISIONS,
            heading="",
            text="",
        )
