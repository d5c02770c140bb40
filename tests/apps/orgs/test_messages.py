"""Lines in inboxes."""

from __future__ import annotations

import io
from datetime import datetime
from itertools import chain
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import CalamineWorkbook

from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Message, User
from tests.apps.audit.examples import examples_of_all_apps, import_all_services
from tests.apps.factories.orgs import County

LENT = "%(name)s lends you the own roles from %(since)s to %(until)s."
DAYS = {"since": "2026-10-12", "until": "2026-10-16"}
CHINESE = "赵敏 请您代理其角色，2026-10-12 至 2026-10-16。"
ENGLISH = "赵敏 lends you the own roles from 2026-10-12 to 2026-10-16."
SENDING = {
    "appeal.decide",
    "appeal.file",
    "appeals.open",
    "delegation.lend",
    "publication.decide",
    "publication.propose",
    "report.remind",
}

import_all_services()
EXAMPLES = examples_of_all_apps()


def lent(county: County, now: datetime, *names: str) -> int:
    users = [county.users[name] for name in names]
    return send(users, LENT, {"name": "赵敏", **DAYS}, now=now, private=["name"])


def queued() -> list[str]:
    """Texts that wait to be sent outside, in the order of the queue."""
    jobs = ProcrastinateJob.objects.filter(task_name="orgs.deliver").order_by("id")
    return [f"{job.args['text']} ({job.args['count']})" for job in jobs]


def test_each_person_gets_one_line(county: County, now: datetime) -> None:
    clerk, other, gone = (county.users[name] for name in ("clerk", "clerk2", "owner"))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert send([clerk, other.pk, clerk, gone], "a line", now=now, link="/x", key="a") == 2
    assert send([clerk, county.users["office"]], "a line", now=now, key="a") == 1
    assert send([clerk], "another", now=now) == 1
    assert send([clerk], "%(x)s", {"x": "x" * 400}, now=now) == 1
    lines = Message.objects.filter(user=clerk).order_by("id")
    assert [(str(line)[:4], line.link, len(str(line))) for line in lines] == [
        ("a li", "/x", 6),
        ("anot", "", 7),
        ("xxxx", "", 300),
    ]


@pytest.mark.parametrize(("language", "said"), [("zh-hans", CHINESE), ("en", ENGLISH)])
def test_a_line_is_read_in_the_language_of_its_reader(
    county: County, now: datetime, client: Client, language: str, said: str
) -> None:
    clerk = county.users["clerk"]
    with translation.override("en" if language == "zh-hans" else "zh-hans"):  # who sends
        lent(county, now, "clerk")
    client.force_login(clerk)
    spoken = {"accept-language": language}
    assert said in client.get("/manage/inbox/", headers=spoken).content.decode()
    assert said in client.get("/", headers=spoken).content.decode()
    file = client.get("/manage/inbox/?format=xlsx", headers=spoken).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert [said, ""] in [row[1:] for row in rows]


def test_a_line_of_before_keeps_its_text(county: County, now: datetime) -> None:
    old = Message.objects.create(user=county.users["clerk"], text="100% 已办，due", at=now)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert str(old) == "100% 已办，due"


def test_nothing_leaves_the_site_unless_asked_for(county: County, now: datetime) -> None:
    lent(county, now, "clerk")
    assert queued() == []


def test_outside_each_language_is_told_without_names(
    county: County, now: datetime, settings: Any
) -> None:
    settings.SANBI_REMINDERS = ["json://127.0.0.1:9/a", "json://127.0.0.1:9/b"]
    User.objects.filter(username="owner").update(language="en")
    lent(county, now, "clerk", "clerk2", "owner")
    english = "… lends you the own roles from 2026-10-12 to 2026-10-16. (1)"
    chinese = "… 请您代理其角色，2026-10-12 至 2026-10-16。 (2)"
    assert queued() == [english, english, chinese, chinese]
    addressed = ProcrastinateJob.objects.filter(task_name="orgs.deliver")
    assert all("127.0.0.1" not in str(job.args) for job in addressed)  # an address is a secret


def test_no_service_tells_a_name_outside(county: County, now: datetime, settings: Any) -> None:
    settings.SANBI_REMINDERS = ["json://127.0.0.1:9"]
    told: dict[str, list[str]] = {}
    inside: list[str] = []
    for action, example in EXAMPLES.items():
        with transaction.atomic():
            example.done(county, now)()
            told[action] = queued()
            inside += map(str, Message.objects.all())
            transaction.set_rollback(True)
    names = set(User.objects.values_list("name", flat=True))
    assert [text for text in chain(*told.values()) if any(name in text for name in names)] == []
    assert any(name in text for text in inside for name in names)  # the twin: inside they stand
    assert {action for action, texts in told.items() if texts} >= SENDING
