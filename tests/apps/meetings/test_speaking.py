"""The clock of the agenda, draws that can be repeated, contributions and papers."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.meetings import services
from sanbi.apps.meetings.drawing import digest_of, drawn
from sanbi.apps.meetings.models import Draw
from sanbi.apps.meetings.queries.contributions import standing_words
from sanbi.apps.meetings.queries.meetings import agenda_of
from sanbi.apps.meetings.queries.timing import timed, warnings_of
from sanbi.apps.orgs.models import Attachment, Message
from tests.apps.factories.meetings import (
    item_facts,
    make_contribution,
    make_decision,
    make_item,
    make_meeting,
    make_venue,
)
from tests.apps.factories.orgs import ON, County

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class TestClock:
    def test_items_follow_one_another_from_the_begin(self, county: County) -> None:
        held = make_meeting(county)
        for title, minutes in (("开场", 5), ("亮晒", 30), ("总结", 20)):
            make_item(held, title=title, minutes=minutes)
        lines = timed(held, agenda_of(held))
        starts = [(line.starts - held.begins_at) // timedelta(minutes=1) for line in lines]
        assert starts == [0, 5, 35]
        assert lines[-1].ends == held.begins_at + timedelta(minutes=55)

    @pytest.mark.parametrize(
        ("minutes", "speech", "warned"), [(180, 60, 0), (181, 60, 1), (60, 61, 1), (200, 61, 2)]
    )
    def test_more_than_half_a_day_or_an_hour_of_speech_is_warned_of(
        self, county: County, minutes: int, speech: int, warned: int
    ) -> None:
        held = make_meeting(county)
        make_item(held, minutes=minutes)
        make_item(held, kind="summing_up", minutes=speech)
        assert len(warnings_of(agenda_of(held))) == warned

    def test_an_item_says_kind_theme_and_venue(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        do: dict[str, Any] = {"actor": county.actor("office"), "now": now, "meeting": held.pk}
        facts = {"kind": "speech", "theme": "prosperity", "venue": make_venue(held).pk}
        row = services.agenda_add(**do, facts=item_facts(**facts))
        assert (row.kind, row.theme, str(row.venue)) == ("speech", "prosperity", "主会场")
        assert services.agenda_add(**do, facts=item_facts()).kind == "other"
        elsewhere = make_venue(make_meeting(county)).pk
        with pytest.raises(Missing):
            services.agenda_add(**do, facts=item_facts(venue=elsewhere))
        with pytest.raises(Refused):
            services.agenda_add(**do, facts=item_facts(kind="dance"))


class TestDraw:
    def draw(self, county: County, now: datetime, meeting: int, **given: Any) -> Draw:
        plain: dict[str, Any] = {
            "theme": "projects",
            "units": [unit.pk for unit in (*county.towns, county.bureau)],
            "wanted": 2,
            "minutes": 8,
        }
        return services.speakers_draw(
            actor=county.actor("office"), now=now, meeting=meeting, **{**plain, **given}
        )

    def test_anybody_repeats_it_with_sha256(self, county: County, now: datetime) -> None:
        made = self.draw(county, now, make_meeting(county).pk)
        listed = "".join(f"{name}\n" for name in made.names)
        assert made.digest == hashlib.sha256(listed.encode()).hexdigest()
        by_hand = {
            hashlib.sha256(f"{made.seed}:{made.digest}:{name}".encode()).hexdigest(): name
            for name in made.names
        }
        assert made.order == [by_hand[key] for key in sorted(by_hand)]
        spoken = made.items.order_by("place").values_list("unit__name", "kind", "minutes")
        assert list(spoken) == [(name, "speech", 8) for name in made.order[:2]]

    def test_every_unit_is_drawn_first_about_as_often(self) -> None:
        names = ["甲", "乙", "丙", "丁"]
        firsts = [drawn(names, f"{number}")[0] for number in range(4000)]
        counts = [firsts.count(name) for name in names]
        assert min(counts) > 890  # 1,000 each; four standard deviations are 110

    def test_the_list_counts(self) -> None:
        assert digest_of(["甲乙"]) != digest_of(["甲", "乙"])
        with pytest.raises(ValueError, match="twice"):
            drawn(["甲", "甲"], "1")

    def test_it_is_drawn_again_only_with_a_reason_and_both_stay(
        self, county: County, now: datetime
    ) -> None:
        held = make_meeting(county)
        first = self.draw(county, now, held.pk)
        with pytest.raises(Refused) as refused:
            self.draw(county, now, held.pk)
        assert refused.value.where == "why"
        again = self.draw(county, now, held.pk, why="青石镇防汛", wanted=1)
        assert list(Draw.objects.order_by("pk")) == [first, again]
        assert [item.unit.name for item in held.items.all()] == again.order[:1]
        assert first.seed != again.seed
        other = self.draw(county, now, held.pk, theme="innovation")
        assert (other.why, held.items.count()) == ("", 3)
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.update(seed="0")

    def test_a_speech_with_a_decision_stays(self, county: County, now: datetime) -> None:
        held = make_meeting(county, "open")
        self.draw(county, now, held.pk)
        make_decision(held, county.bureau, item=held.items.first())
        with pytest.raises(Refused, match="议定事项"):
            self.draw(county, now, held.pk, why="重抽")
        assert Draw.objects.count() == 1


class TestContributions:
    def test_units_are_asked_once_and_told(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        do: dict[str, Any] = {"actor": county.actor("office"), "now": now, "meeting": held.pk}
        services.contributions_ask(**do, units=[county.towns[0].pk], due_on=ON)
        more = [county.towns[0].pk, county.towns[1].pk]
        made = services.contributions_ask(**do, units=more, due_on=ON)
        assert [row.unit for row in made] == [county.towns[1]]
        assert Message.objects.filter(user__username="clerk").count() == 1
        with pytest.raises(Refused, match="都已征集"):
            services.contributions_ask(**do, units=more, due_on=ON)

    @pytest.mark.parametrize(
        ("state", "at", "due_on", "words"),
        [
            ("asked", None, 9, "待报送"),
            ("asked", None, 8, "逾期未报送"),
            ("handed_in", 9, 9, "已报送"),
            ("handed_in", 9, 8, "已报送（逾期）"),
            ("excused", None, 8, "免交"),
        ],
    )
    def test_how_it_stands(
        self, county: County, now: datetime, state: str, at: int | None, due_on: int, words: str
    ) -> None:
        row = make_contribution(
            make_meeting(county),
            county.towns[0],
            state=state,
            due_on=date(2026, 10, due_on),
            handed_in_at=now if at else None,
        )
        assert standing_words(row, ON) == words

    def test_a_unit_sees_and_hands_in_its_own_alone(
        self, county: County, now: datetime, client: Client
    ) -> None:
        held = make_meeting(county, units=list(county.towns))
        own, other = (make_contribution(held, unit) for unit in county.towns[:2])
        client.force_login(county.users["clerk"], BACKEND)
        page = client.get(reverse("contributions", args=[held.pk])).content.decode()
        assert (county.towns[0].name in page, f"/contributions/{other.pk}/" in page) == (
            True,
            False,
        )
        give: dict[str, Any] = {"actor": county.actor("clerk"), "now": now, "text": "做法"}
        with pytest.raises(Missing):
            services.contribution_hand_in(**give, contribution=other.pk)
        assert services.contribution_hand_in(**give, contribution=own.pk).state == "handed_in"
        with pytest.raises(NotAllowed):
            services.contribution_hand_in(
                **{**give, "actor": county.actor("leader")}, contribution=own.pk
            )

    def test_a_file_serves_as_well_as_a_text(
        self, county: County, now: datetime, client: Client
    ) -> None:
        row = make_contribution(make_meeting(county), county.towns[0])
        client.force_login(county.users["clerk"], BACKEND)
        file = SimpleUploadedFile("做法.csv", "项目,进度\n甲,1\n".encode())
        client.post(
            reverse("attachment-send"),
            {"kind": "meetings.contribution", "key": row.pk, "file": file, "next": "/"},
        )
        kept = Attachment.objects.get()
        assert kept.unit == county.towns[0]
        give: dict[str, Any] = {"actor": county.actor("clerk"), "now": now, "contribution": row.pk}
        assert services.contribution_hand_in(**give, text="").state == "handed_in"
        client.force_login(county.users["clerk2"], BACKEND)
        assert client.get(reverse("attachment", args=[kept.pk])).status_code == 404


@pytest.mark.parametrize(("who", "answer"), [("office", 1), ("clerk", 0), ("clerk2", 0)])
def test_papers_of_an_item_are_added_by_who_convenes(
    county: County, client: Client, who: str, answer: int
) -> None:
    item = make_item(make_meeting(county))
    client.force_login(county.users[who], BACKEND)
    file = SimpleUploadedFile("汇报.csv", b"a,b\n1,2\n")
    client.post(
        reverse("attachment-send"),
        {"kind": "meetings.item", "key": item.pk, "file": file, "next": "/"},
    )
    assert Attachment.objects.count() == answer
