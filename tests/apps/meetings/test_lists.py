"""Seats by result, the order of speaking, the reward ceremony."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import MeetingPoll
from sanbi.apps.meetings.queries.results import units_ranked
from sanbi.apps.meetings.seating import Sitter, awarded, seated
from sanbi.engine.integrity.ballots import read_box
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.boards import make_boards
from tests.apps.factories.meetings import make_attendee, make_meeting, make_venue
from tests.apps.factories.orgs import County

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_the_best_unit_sits_in_front_and_its_people_together() -> None:
    people = [Sitter("甲1", "甲"), Sitter("乙1", "乙"), Sitter("客", "外"), Sitter("乙2", "乙")]
    seats = [(s.row, s.place, s.sitter.name, s.rank) for s in seated(people, ["乙", "甲"], 3)]
    assert seats == [(1, 1, "乙1", 1), (1, 2, "乙2", 1), (1, 3, "甲1", 2), (2, 1, "客", None)]


@pytest.mark.parametrize(("ranking", "in_a_row"), [(["甲", "甲"], 3), (["甲"], 0)])
def test_an_impossible_seating_is_an_error(ranking: list[str], in_a_row: int) -> None:
    with pytest.raises(ValueError, match="ranked once"):
        seated([Sitter("甲1", "甲")], ranking, in_a_row)


def test_the_highest_award_is_called_last() -> None:
    called = awarded(["甲", "乙", "丙", "丁"], [("一等奖", 1), ("二等奖", 2)])
    assert [(award.name, award.unit, award.rank) for award in called] == [
        ("二等奖", "乙", 2),
        ("二等奖", "丙", 3),
        ("一等奖", "甲", 1),
    ]
    with pytest.raises(ValueError, match="more awards"):
        awarded(["甲"], [("一等奖", 2)])


@pytest.mark.django_db
class TestFiles:
    def rows(self, content: bytes) -> list[list[Any]]:
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        return [
            [cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
        ]

    def test_the_order_can_be_taken_from_a_result(self, county: County, client: Client) -> None:
        poll = make_poll("published")
        held = make_meeting(county)
        MeetingPoll.objects.create(meeting=held, poll=poll)
        client.force_login(county.users["office"], backend=BACKEND)
        page = client.get(reverse("meeting-lists", args=[held.pk]))
        assert [row.key for row in page.context["results"]] == ["poll"]
        assert page.context["seating"]["ranking"].value() is None
        page = client.get(reverse("meeting-lists", args=[held.pk]), {"result": "poll"})
        box = read_box(bytes(poll.sealed_box.content))
        ranked = sorted((row.rank, box.names[row.subject]) for row in box.tally if row.rank)
        for form in ("seating", "ceremony"):
            lines = page.context[form]["ranking"].value().splitlines()
            assert lines == [name for _rank, name in ranked] != []
        page = client.get(reverse("meeting-lists", args=[held.pk]), {"result": "2099Q1"})
        assert page.context["seating"]["ranking"].value() == "", "a round that nobody may see"

    @pytest.mark.parametrize("whole", [True, False])
    def test_a_round_gives_its_order(self, county: County, whole: bool) -> None:
        """By the group of all units, else the firsts of all groups before the seconds."""
        actor, held = county.actor("office"), make_meeting(county)
        code = make_boards(whole=whole).latest.code
        names = units_ranked(actor, held, code)
        groups = {
            group.code: {
                row.name: float(row.rank)
                for row in board(actor, code, group.code).rows
                if row.rank is not None
            }
            for group in board(actor, code).groups
        }
        ranks = (
            groups["all"] if whole else {n: r for held in groups.values() for n, r in held.items()}
        )
        assert len(groups) == 3 - (not whole)
        assert sorted(names) == sorted(ranks)
        assert [ranks[name] for name in names] == sorted(ranks.values())

    def send(self, county: County, client: Client, route: str, **form: str) -> Any:
        held = make_meeting(county)
        main, sub = make_venue(held), make_venue(held, "分会场")
        first, second = county.towns[:2]
        make_attendee(held, "前一", unit=first, unit_name="旧名", venue=main)
        make_attendee(held, "前二", unit=second, unit_name=second.name, venue=main)
        make_attendee(held, "不在", unit=second, unit_name=second.name, venue=sub)
        client.force_login(county.users["office"], BACKEND)
        ranking = f"{second.name}\n\n{first.name}\n"
        return client.post(reverse(route, args=[held.pk]), {"ranking": ranking, **form})

    def test_seats_of_the_main_venue(self, county: County, client: Client) -> None:
        found = self.rows(self.send(county, client, "meeting-seating", in_a_row="1").content)
        first, second = (unit.name for unit in county.towns[:2])
        assert [row for row in found if "前一" in row or "前二" in row] == [
            [1, 1, "前二", second, 1],
            [2, 1, "前一", first, 2],
        ]
        assert not any("不在" in row for row in found)

    def test_the_ceremony_as_excel_and_word(self, county: County, client: Client) -> None:
        awards = "一等奖 1\n二等奖：1"
        first, second = (unit.name for unit in county.towns[:2])
        found = self.rows(self.send(county, client, "meeting-ceremony", awards=awards).content)
        assert [row for row in found if "一等奖" in row or "二等奖" in row] == [
            [1, "二等奖", first, 2, "前一"],
            [2, "一等奖", second, 1, "前二"],
        ]
        word = self.send(county, client, "meeting-ceremony", awards=awards, format="docx")
        lines = [row.text for row in Document(io.BytesIO(word.content)).paragraphs if row.text]
        assert lines[-4:] == [
            "一、二等奖（1个）",
            f"{first}（领奖人：前一）",
            "二、一等奖（1个）",
            f"{second}（领奖人：前二）",
        ]

    @pytest.mark.parametrize(
        ("form", "said"),
        [
            ({"ranking": "没有的镇", "awards": "一等奖 1"}, "第 1 行：没有单位"),
            ({"ranking": "青石镇\n青石镇", "awards": "一等奖 1"}, "第 2 行"),
            ({"ranking": "青石镇", "awards": "一等奖"}, "第 1 行：请写奖项和个数"),
            ({"ranking": "青石镇", "awards": "一等奖 2"}, "奖项比单位多"),
        ],
    )
    def test_a_wrong_line_is_named(
        self, county: County, client: Client, form: dict[str, str], said: str
    ) -> None:
        page = self.send(county, client, "meeting-ceremony", **form)
        assert said in page.content.decode()

    def test_the_newest_draw_of_a_theme_is_handed_out(
        self, county: County, client: Client, now: datetime
    ) -> None:
        held = make_meeting(county)
        do: dict[str, Any] = {
            "actor": county.actor("office"),
            "now": now,
            "meeting": held.pk,
            "theme": "projects",
            "units": [unit.pk for unit in county.towns],
            "wanted": 1,
            "minutes": 8,
        }
        services.speakers_draw(**do)
        again = services.speakers_draw(**do, why="防汛")
        client.force_login(county.users["leader"], BACKEND)
        answer = client.get(reverse("meeting-speaking-order", args=[held.pk]) + "?format=csv")
        text = answer.content.decode("utf-8-sig")
        assert [text.index(name) for name in again.order] == sorted(
            text.index(name) for name in again.order
        )
        assert text.count(again.seed) == len(county.towns)
        assert text.count("发言") >= 1
