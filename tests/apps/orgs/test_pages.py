"""Pages of the organisation: they open, do what they say, and cost the same for more rows."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Appointment, Day, Group, Message, Token, Unit, User
from tests.apps.factories.orgs import ON, County, make_unit, make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EN = {"Accept-Language": "en"}


def browser(county: County, who: str) -> Client:
    client = Client(headers=EN)
    client.force_login(county.users[who], BACKEND)
    return client


def test_a_roster_shows_faults_then_people_then_slips(county: County) -> None:
    sysadmin = browser(county, "sysadmin")
    bad = SimpleUploadedFile("r.csv", "姓名,账号,单位\n曾敏,Z,青石镇\n单飞,shan,无此镇\n".encode())
    page = sysadmin.post("/manage/people/roster/", {"file": bad})
    assert [(f.line, f.column) for f in page.context["faults"]] == [(2, "username"), (3, "unit")]
    good = SimpleUploadedFile(
        "r.csv", "姓名,账号,单位,电话\n曾敏,zengmin,青石镇,13800001234\n单飞,shan,T2,\n".encode()
    )
    page = sysadmin.post("/manage/people/roster/", {"file": good})
    assert User.objects.filter(username="shan").count() == 0
    slips = sysadmin.post("/manage/people/roster/", {"rows": page.context["rows"]})
    shown = re.findall(r"<code>([^<]+)</code>", slips.content.decode())
    assert shown[::2] == ["zengmin", "shan"]
    assert User.objects.get(username="shan").check_password(shown[3])
    assert slips.headers["Cache-Control"] == "no-store, private"
    again = sysadmin.post("/manage/people/roster/", {"rows": page.context["rows"]})
    assert again.status_code == 400
    forged = sysadmin.post("/manage/people/roster/", {"rows": page.context["rows"][:-2]})
    assert forged.status_code == 400
    assert "13800001234" not in sysadmin.get("/manage/people/").content.decode()
    assert "138****1234" in sysadmin.get("/manage/people/").content.decode()


def test_a_table_of_divisions_is_looked_at_first(county: County) -> None:
    sysadmin = browser(county, "sysadmin")
    table = SimpleUploadedFile("d.csv", "名称,编码\n茶山乡,T9\n".encode())
    page = sysadmin.post("/manage/units/table/", {"file": table})
    assert [change.row.code for change in page.context["changes"]] == ["T9"]
    assert not Unit.objects.filter(code="T9").exists()
    done = sysadmin.post("/manage/units/table/", {"rows": page.context["rows"]})
    assert done["Location"] == "/manage/units/"
    assert Unit.objects.get(code="T9").parent == county.root


def test_forms_do_what_they_say(county: County) -> None:
    sysadmin, secadmin = browser(county, "sysadmin"), browser(county, "secadmin")
    office, clerk = browser(county, "office"), browser(county, "clerk")
    town, user = county.towns[0], county.users["clerk"]
    steps: list[tuple[Client, str, dict[str, Any]]] = [
        (
            sysadmin,
            "units/new/",
            {
                "name": "茶山乡",
                "code": "T9",
                "kind": "township",
                "parent": county.root.pk,
                "since": "2026-01-01",
            },
        ),
        (sysadmin, f"units/{town.pk}/rename/", {"name": "青石新镇", "on": "2026-10-09"}),
        (sysadmin, f"people/{user.pk}/edit/", {"name": "曾敏", "unit": town.pk}),
        (
            secadmin,
            f"people/{user.pk}/appoint/",
            {"role": "owner", "unit": town.pk, "since": "2026-10-09"},
        ),
        (secadmin, f"people/{user.pk}/review/idle/", {"note": "on leave"}),
        (
            clerk,
            "deputy/new/",
            {
                "deputy": county.users["clerk2"].pk,
                "since": "2099-01-01",
                "until": "2099-01-05",
                "reason": "leave",
            },
        ),
        (office, "groupings/edit/", {"grouping": "2026", "groups": "甲：青石新镇，松涛镇\n乙: T3"}),
        (office, "calendar/seed/", {"year": "2025"}),
        (office, "calendar/day/", {"day": "2025-10-12", "kind": "workday"}),
    ]
    for client, place, form in steps:
        if client is clerk:
            client.force_login(User.objects.get(pk=user.pk), BACKEND)  # a role ends sessions
        answer = client.post(f"/manage/{place}", form)
        assert answer.status_code == 302, (place, answer.context and answer.context["form"].errors)
    assert Unit.objects.get(pk=town.pk).name == "青石新镇"
    assert Appointment.objects.filter(user=user, role="owner").exists()
    assert sorted(Group.objects.values_list("name", flat=True)) == ["乙", "甲"]
    assert Day.objects.get(date="2025-10-12").kind == "workday"


def test_a_refusal_stands_at_its_field(county: County) -> None:
    page = browser(county, "sysadmin").post(
        f"/manage/units/{county.towns[0].pk}/rename/", {"name": "青石镇", "on": "2026-10-09"}
    )
    assert list(page.context["form"].errors) == ["name"]
    page = browser(county, "office").post(
        "/manage/groupings/edit/", {"grouping": "x", "groups": "甲：无此镇"}
    )
    assert list(page.context["form"].errors) == ["groups"]


def test_a_key_is_shown_once(county: County) -> None:
    clerk = browser(county, "clerk")
    form = {"name": "feed", "unit": county.towns[0].pk, "expires_on": "2026-12-01"}
    from django.utils import timezone

    form["expires_on"] = str(timezone.localdate())
    page = clerk.post("/manage/keys/new/", form)
    text = page.context["text"]
    assert text in page.content.decode()
    assert text not in clerk.get("/manage/keys/").content.decode()
    assert Token.objects.get().prefix in clerk.get("/manage/keys/").content.decode()


def test_messages_are_read(county: County, now: datetime) -> None:
    send([county.users["clerk"]], "due on Friday", now=now, link="/")
    send([county.users["clerk2"]], "for another", now=now)
    clerk = browser(county, "clerk")
    page = clerk.get("/manage/inbox/").content.decode()
    assert "due on Friday" in page
    assert "for another" not in page
    other = Message.objects.get(text="for another")
    clerk.post("/manage/inbox/read/", {"message": other.pk})
    clerk.post("/manage/inbox/read/")
    unread = [line.read_at is None for line in Message.objects.order_by("id")]
    assert unread == [False, True]


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("sysadmin", "people/"),
        ("secadmin", "people/reviews/"),
        ("clerk", "units/"),
        ("clerk", "groupings/"),
        ("clerk", "inbox/"),
        ("secadmin", "keys/"),
        ("clerk", "deputy/"),
    ],
)
def test_lists_cost_the_same_for_more_rows(
    county: County, now: datetime, count_queries: Any, who: str, place: str
) -> None:
    client = browser(county, who)
    more(county, now, 1)
    client.get(f"/manage/{place}")
    with count_queries() as one:
        client.get(f"/manage/{place}")
    more(county, now, 3)
    with count_queries() as many:
        assert client.get(f"/manage/{place}").status_code == 200
    assert len(one) == len(many)


def more(county: County, now: datetime, count: int) -> None:
    from sanbi.apps.audit.actors import Role
    from sanbi.apps.orgs.models import Delegation, GroupMember
    from sanbi.apps.orgs.tokens import new_secret

    for _ in range(count):
        number = Unit.objects.count()
        unit = make_unit(f"N{number}", parent=county.root)
        user = make_user(f"n{number}", unit, Role.CLERK)
        group = Group.objects.create(grouping=f"g{number}", code="a", name="a")
        GroupMember.objects.create(group=group, unit=unit)
        send([county.users["clerk"]], "x", now=now)
        secret = new_secret()
        Token.objects.create(
            name="x",
            user=user,
            unit=unit,
            digest=secret.digest,
            prefix=secret.prefix,
            created_at=now,
            expires_on=ON,
        )
        Delegation.objects.create(
            lender=county.users["clerk"], deputy=user, since=ON, until=ON, reason="x"
        )
