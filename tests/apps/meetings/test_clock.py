"""The speaking clock, remarks in the minutes, number and length of meetings."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from sanbi.apps.audit.errors import Refused
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import ClockMark, Meeting
from sanbi.apps.meetings.paper.minutes import minutes_docx
from sanbi.apps.meetings.queries.clock import clocks_of
from sanbi.apps.meetings.queries.lengths import lengths_of, numbers_of, quarter_of
from sanbi.apps.meetings.queries.minutes import record_of
from tests.apps.factories.meetings import make_attendee, make_item, make_meeting
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECOND = timedelta(seconds=1)


class TestPresses:
    def press(self, county: County, held: Meeting, item: int, press: str, at: datetime) -> None:
        services.clock_press(
            actor=county.actor("office"), now=at, meeting=held.pk, item=item, press=press
        )

    def test_pauses_do_not_count(self, county: County, now: datetime) -> None:
        held = make_meeting(county, "open")
        item = make_item(held, minutes=1).pk
        for press, at in (("start", 0), ("pause", 50), ("start", 300), ("end", 350)):
            self.press(county, held, item, press, now + at * SECOND)
        (clock,) = clocks_of(held, now + 9000 * SECOND)
        assert (clock.state, clock.seconds, clock.minutes, clock.over) == ("ended", 100, 2, 40)

    def test_a_running_clock_goes_on_by_the_servers_time(
        self, county: County, now: datetime
    ) -> None:
        held = make_meeting(county, "open")
        self.press(county, held, make_item(held).pk, "start", now)
        seconds = [clocks_of(held, now + at * SECOND)[0].seconds for at in (0, 7, 61)]
        assert seconds == [0, 7, 61]

    def test_two_clocks_never_run_and_a_second_press_is_refused(
        self, county: County, now: datetime
    ) -> None:
        held = make_meeting(county, "open")
        first, second = make_item(held, title="甲").pk, make_item(held, title="乙").pk
        self.press(county, held, first, "start", now)
        for item, press in ((second, "start"), (first, "start"), (second, "end"), (first, "stop")):
            with pytest.raises(Refused):
                self.press(county, held, item, press, now + SECOND)
        self.press(county, held, first, "end", now + SECOND)
        self.press(county, held, second, "start", now + SECOND)
        assert ClockMark.objects.count() == 3
        with pytest.raises(IntegrityError), transaction.atomic():
            ClockMark.objects.update(at=now)

    def test_an_item_that_was_timed_stays(self, county: County, now: datetime) -> None:
        held = make_meeting(county, "open")
        item = make_item(held).pk
        self.press(county, held, item, "start", now)
        with pytest.raises(Refused, match="已经计时"):
            services.agenda_remove(
                actor=county.actor("office"), now=now, meeting=held.pk, item=item
            )

    def test_the_page_counts_on_after_a_reload(
        self, county: County, client: Client, now: datetime
    ) -> None:
        held = make_meeting(county, "open")
        self.press(county, held, make_item(held).pk, "start", now)
        client.force_login(county.users["leader"], BACKEND)
        page = client.get(reverse("meeting-clock", args=[held.pk])).content.decode()
        assert ("data-speaking" in page, 'name="press"' in page) == (True, False)


def test_time_and_remarks_stand_in_the_minutes(county: County, now: datetime) -> None:
    held = make_meeting(county, "open")
    item = make_item(held, title="主题发言", minutes=8)
    make_attendee(held, "王五", unit_name="县统计局", presence="present")
    do: dict[str, Any] = {"actor": county.actor("office"), "meeting": held.pk}
    services.clock_press(**do, now=now, item=item.pk, press="start")
    services.clock_press(**do, now=now + 545 * SECOND, item=item.pk, press="end")
    services.agenda_remark(**do, now=now, item=item.pk, text="介绍了做法。\n提出三点建议。")
    held.refresh_from_db()
    services.meeting_close(**do, now=now + 600 * SECOND, edition=held.edition)
    held.refresh_from_db()
    paper = Document(io.BytesIO(minutes_docx(record_of(held))))
    lines = [row.text for row in paper.paragraphs if row.text]
    start = lines.index("一、主题发言")
    assert lines[start + 1 : start + 5] == [
        "用时：10分钟（计划8分钟）。",
        "介绍了做法。",
        "提出三点建议。",
        "出席：县统计局 王五。",
    ]


class TestLengths:
    def held(self, county: County, opened: datetime, minutes: int, **more: Any) -> Meeting:
        closed = opened + timedelta(minutes=minutes)
        return make_meeting(county, "closed", opened_at=opened, closed_at=closed, **more)

    def test_they_are_measured_against_the_rules(self, county: County) -> None:
        at = datetime(2026, 10, 9, 1, tzinfo=UTC)
        long = self.held(county, at, 241, sort="round")
        speech = make_item(long, kind="summing_up", minutes=30)
        for press, second in (("start", 0), ("end", 3601)):
            ClockMark.objects.create(
                item=speech, press=press, at=at + second * SECOND, by_name="office"
            )
        make_attendee(long, "甲", presence="present")
        make_attendee(long, "乙", presence="absent")
        short = self.held(county, at + timedelta(days=1), 240)
        short.invitations.filter(unit=county.bureau).update(presence="deputy")
        rows = [
            (row.meeting, row.minutes, row.too_long, row.spoke, row.spoke_too_long)
            for row in lengths_of(county.actor("office"), 2026, 4)
        ]
        assert rows == [(long, 241, True, 61, True), (short, 240, False, None, False)]
        came = [(row.listed, row.came) for row in lengths_of(county.actor("office"), 2026, 4)]
        assert came == [(2, 1), (2, 1)]

    def test_the_year_before_is_the_same_quarter(self, county: County) -> None:
        for year, month, day in ((2026, 10, 1), (2026, 12, 31), (2025, 11, 1), (2026, 9, 30)):
            self.held(county, datetime(year, month, day, 2, tzinfo=UTC), 30)
        make_meeting(county, "open", opened_at=datetime(2026, 10, 2, tzinfo=UTC))
        found = {str(row.sort): row for row in numbers_of(county.actor("office"), 2026, 4)}
        row = found["dispatch"]
        assert (row.now, row.before, row.more) == (2, 1, 1)
        assert sum(other.now for other in found.values()) == 2
        assert [quarter_of(date(2026, month, 1)) for month in (3, 4, 12)] == [
            (2026, 1),
            (2026, 2),
            (2026, 4),
        ]

    def test_it_costs_as_many_queries_for_three(self, county: County, count_queries: Any) -> None:
        costs = []
        for many in (1, 2):
            for _turn in range(many):
                make_item(self.held(county, datetime(2026, 10, 9, 1, tzinfo=UTC), 30))
            with count_queries() as found:
                lengths_of(county.actor("office"), 2026, 4)
            costs.append(len(found))
        assert costs[0] == costs[1]

    def test_a_unit_sees_those_it_was_invited_to(self, county: County, client: Client) -> None:
        at = datetime(2026, 10, 9, 1, tzinfo=UTC)
        self.held(county, at, 30, title="请了一镇", units=[county.towns[0]])
        self.held(county, at, 30, title="请了二镇", units=[county.towns[1]])
        client.force_login(county.users["clerk"], BACKEND)
        page = client.get(reverse("meeting-lengths") + "?period=2026Q4").content.decode()
        assert ("请了一镇" in page, "请了二镇" in page) == (True, False)
