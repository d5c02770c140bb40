"""Venues, the roster, its cards, and who came."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.meetings import services
from sanbi.apps.meetings.cards import code_of
from sanbi.apps.meetings.models import Arrival, Meeting, Venue
from sanbi.apps.meetings.paper.cards import cards_pdf, qr_svg
from sanbi.apps.meetings.queries.roster import counts_of
from tests.apps.factories.meetings import make_attendee, make_meeting, make_venue
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEADS = ["姓名", "单位", "职务", "会场", "测评组", "联系电话"]


def workbook(*rows: list[str]) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "参会名单"
    for row in (HEADS, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("名册.xlsx", out.getvalue())


def doing(county: County, now: datetime, held: Meeting) -> dict[str, Any]:
    return {"actor": county.actor("office"), "now": now, "meeting": held.pk}


class TestVenues:
    def test_there_is_always_exactly_one_main_venue(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        do = doing(county, now, held)
        first = services.venue_add(**do, facts=services.VenueFacts("大礼堂", "行政中心"))
        second = services.venue_add(**do, facts=services.VenueFacts("青石镇", "镇会议室"))
        assert [row.role for row in (first, second)] == ["main", "sub"]
        facts = services.VenueFacts("青石镇", "镇会议室", main=True)
        services.venue_change(**do, venue=second.pk, facts=facts)
        assert dict(held.venues.values_list("name", "role")) == {"大礼堂": "sub", "青石镇": "main"}
        with pytest.raises(Refused, match="有且只有一个主会场"):
            services.venue_remove(**do, venue=second.pk)

    def test_the_database_refuses_a_second_main_venue(self, county: County) -> None:
        held = make_meeting(county)
        make_venue(held)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_venue(held, "另一个", role="main")
        assert Venue.objects.count() == 1


class TestImport:
    def send(self, county: County, client: Client, held: Meeting, *rows: list[str]) -> Any:
        client.force_login(county.users["office"], BACKEND)
        return client.post(
            reverse("meeting-roster-import", args=[held.pk]), {"file": workbook(*rows)}
        )

    def test_one_fault_and_nobody_is_taken_in(self, county: County, client: Client) -> None:
        held = make_meeting(county)
        make_venue(held)
        page = self.send(
            county,
            client,
            held,
            ["张三", "县统计局", "局长", "主会场", "部门组", ""],
            ["李四", "县发改局", "局长", "没有的会场", "部门组", "12ab"],
        ).content.decode()
        assert "参会名单" in page  # the sheet
        faults = page[page.index("<tbody>") : page.index("</tbody>")]
        assert faults.count("<tr>") == 2
        assert [word in faults for word in ("会场", "联系电话", '<td class="r">3</td>')] == [
            True
        ] * 3
        assert held.attendees.count() == 0

    def test_a_roster_is_seen_then_taken_in_and_matched(
        self, county: County, client: Client
    ) -> None:
        held = make_meeting(county)
        venue = make_venue(held)
        make_attendee(held, "李四", unit_name="县发改局", post="副局长")
        answer = self.send(
            county,
            client,
            held,
            ["李四", "县发改局", "局长", "主会场", "部门组", "13800001111"],
            ["王代表", "云川精密铸件有限公司", "", "", "代表组", ""],
        )
        assert "13800001111" not in answer.content.decode()
        client.post(
            reverse("meeting-roster-import", args=[held.pk]), {"rows": answer.context["rows"]}
        )
        rows = held.attendees.order_by("number")
        assert [(r.number, r.name, r.post, r.venue, r.unit, r.voter_class) for r in rows] == [
            (1, "李四", "局长", venue, county.bureau, "departments"),
            (2, "王代表", "", None, None, "delegates"),
        ]
        assert rows[0].phone == "13800001111"

    def test_the_phone_stands_in_no_list(self, county: County, client: Client) -> None:
        held = make_meeting(county, "open")
        row = make_attendee(held, phone="13912345678")
        client.force_login(county.users["office"], BACKEND)
        for route in ("meeting-roster", "meeting-desk"):
            for more in ("", "?format=csv"):
                answer = client.get(reverse(route, args=[held.pk]) + more)
                assert "李四" in answer.content.decode("utf-8-sig")
                assert "13912345678" not in answer.content.decode("utf-8-sig")
        own = client.get(reverse("attendee", args=[held.pk, row.pk]))
        assert "13912345678" in own.content.decode()

    def test_a_roster_is_taken_over_with_venues_of_the_same_name(
        self, county: County, now: datetime
    ) -> None:
        old, held = make_meeting(county, "closed"), make_meeting(county)
        make_attendee(old, "甲", venue=make_venue(old, "大礼堂"), voter_class="leaders", card=3)
        make_attendee(old, "乙", venue=make_venue(old, "旧会场"))
        here = make_venue(held, "大礼堂")
        services.roster_take_over(**doing(county, now, held), earlier=old.pk)
        rows = held.attendees.order_by("number").values_list("name", "venue", "voter_class", "card")
        assert list(rows) == [("甲", here.pk, "leaders", 1), ("乙", None, "", 1)]


class TestCards:
    def test_a_card_notes_once_and_says_so_the_second_time(
        self, county: County, now: datetime
    ) -> None:
        held = make_meeting(county)
        code = code_of(make_attendee(held))
        do = doing(county, now, held)
        row = services.attendance_scan(**do, code=f" {code.lower()} ")
        assert (row.presence, row.arrivals.get().way) == ("present", "card")
        with pytest.raises(Refused, match=r"李四 已于 \d\d:\d\d 签到"):
            services.attendance_scan(**do, code=code)
        assert Arrival.objects.count() == 1

    def test_foreign_guessed_and_replaced_codes_are_refused(
        self, county: County, now: datetime
    ) -> None:
        held, other = make_meeting(county), make_meeting(county)
        row, twin = make_attendee(held), make_attendee(other)
        do = doing(county, now, held)
        old = code_of(row)
        renewed = services.card_renew(**do, attendee=row.pk)
        wrong = (old, code_of(twin), "", "001", f"002{old[3:]}", "9" * 40)
        for code in wrong:
            with pytest.raises(Refused, match="有效签到卡"):
                services.attendance_scan(**do, code=code)
        assert services.attendance_scan(**do, code=code_of(renewed)).pk == row.pk

    def test_the_sheet_holds_a_card_a_person(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        rows = [make_attendee(held, f"参会{n}") for n in range(9)]
        paper = pypdfium2.PdfDocument(cards_pdf(held, rows, now))
        texts = [page.get_textpage().get_text_range() for page in paper]
        assert [text.count("县发改局") for text in texts] == [8, 1]
        assert code_of(rows[8]) in texts[1]

    def test_the_drawing_is_the_code(self) -> None:
        from qrcode.main import QRCode

        code = QRCode(error_correction=0, border=4)
        code.add_data("001-AAAA-BBBB")
        dark = sum(map(sum, code.get_matrix()))
        assert qr_svg("001-AAAA-BBBB").count("v1h-1z") == dark

    def test_printing_is_noted_and_a_later_change_shows(
        self, county: County, now: datetime, client: Client
    ) -> None:
        held = make_meeting(county)
        make_attendee(held)
        do = doing(county, now, held)
        services.cards_printed(**do)
        later = {**do, "now": now + timedelta(minutes=1)}
        services.attendee_add(**later, facts=services.AttendeeFacts("新人", "县统计局"))
        client.force_login(county.users["office"], BACKEND)
        page = client.get(reverse("meeting-roster", args=[held.pk])).content.decode()
        assert "此后名册有变动" in page


class TestDesk:
    def test_counts_follow_the_venue(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        main, sub = make_venue(held), make_venue(held, "分会场")
        rows = [make_attendee(held, f"甲{n}", venue=main) for n in range(3)]
        make_attendee(held, "乙", venue=sub)
        make_attendee(held, "丙")
        do = doing(county, now, held)
        services.attendance_note(**do, attendees=[row.pk for row in rows[:2]], presence="present")
        services.attendance_note(**do, attendees=[rows[2].pk], presence="excused")
        counts = [(c.venue, c.listed, c.came, c.excused, c.waiting) for c in counts_of(held)]
        assert counts == [(main, 3, 2, 1, 0), (sub, 1, 0, 0, 1), (None, 1, 0, 0, 1)]

    def test_a_correction_needs_a_reason_and_keeps_what_was_noted(
        self, county: County, now: datetime
    ) -> None:
        held = make_meeting(county)
        row = make_attendee(held)
        do = {**doing(county, now, held), "attendees": [row.pk]}
        services.attendance_note(**do, presence="present")
        with pytest.raises(Refused) as refused:
            services.attendance_note(**do, presence="absent")
        assert refused.value.where == "why"
        services.attendance_note(**do, presence="absent", why="代签，已核实")
        noted = list(row.arrivals.order_by("pk").values_list("presence", "why"))
        assert noted == [("present", ""), ("absent", "代签，已核实")]
        with pytest.raises(IntegrityError), transaction.atomic():
            Arrival.objects.update(why="")

    def test_nobody_is_noted_the_day_before(self, county: County, now: datetime) -> None:
        held = make_meeting(county, begins_at=now + timedelta(days=1))
        row = make_attendee(held)
        with pytest.raises(Refused, match="签到时间"):
            services.attendance_note(
                **doing(county, now, held), attendees=[row.pk], presence="present"
            )

    def test_who_is_invited_does_not_see_the_roster(self, county: County, client: Client) -> None:
        held = make_meeting(county)
        make_attendee(held, "不公开的人")
        client.force_login(county.users["clerk"], BACKEND)
        assert client.get(reverse("meeting-roster", args=[held.pk])).status_code == 403
        assert "不公开的人" not in client.get(reverse("meeting", args=[held.pk])).content.decode()

    def test_a_meeting_with_people_at_the_desk_can_close(
        self, county: County, now: datetime
    ) -> None:
        held = make_meeting(county, "open")
        make_attendee(held, presence="present")
        services.meeting_close(**doing(county, now, held), edition=0)
        held.refresh_from_db()
        assert held.state == "closed"


def test_a_kind_is_said_and_found(county: County, now: datetime, client: Client) -> None:
    from tests.apps.factories.meetings import facts_of

    do = {"actor": county.actor("office"), "now": now}
    services.meeting_call(**do, facts=facts_of(county, title="三季度三比三看", sort="round"))
    services.meeting_call(**do, facts=facts_of(county, title="周调度"))
    client.force_login(county.users["office"], BACKEND)
    page = client.get(reverse("meetings") + "?kind=round").content.decode()
    assert ("三季度三比三看" in page, "周调度" in page) == (True, False)
    with pytest.raises(Refused):
        services.meeting_call(**do, facts=facts_of(county, sort="ball"))
    with pytest.raises(NotAllowed):
        services.meeting_call(**{**do, "actor": county.actor("clerk")}, facts=facts_of(county))
