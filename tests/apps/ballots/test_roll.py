"""A roll from a table: wholly or not at all, and never from a file that only looks like one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanbi.apps.audit.errors import Refused
from sanbi.apps.ballots.models import Poll, Voter
from sanbi.apps.ballots.reading import pasted, voters_of
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PROGRAM = b"MZ\x90\0\x03\0\0\0" * 99


@pytest.fixture
def office(county: County) -> Client:
    client = Client()
    client.force_login(county.users["office"], backend=BACKEND)
    return client


def sent(office: Client, poll: Poll, name: str, content: bytes) -> str:
    file = SimpleUploadedFile(name, content)
    answer = office.post(f"/ballots/{poll.pk}/roll/take-over/", {"file": file, "text": ""})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_a_table_replaces_the_whole_roll(office: Client) -> None:
    poll = make_poll("draft")
    content = "全县测评名册\n姓名,测评组,会场\n甲,部门,主会场\n乙,乡镇,分会场\n".encode()
    assert sent(office, poll, "名册.csv", content) == ""
    rows = Voter.objects.filter(poll=poll).values_list("name", "poll_class__name", "venue")
    assert list(rows) == [("甲", "部门", "主会场"), ("乙", "乡镇", "分会场")]


@pytest.mark.parametrize("name", ["名册.xlsx", "名册.csv"])
def test_a_program_that_is_called_a_table_is_refused(office: Client, name: str) -> None:
    poll = make_poll("draft")
    before = Voter.objects.count()
    assert sent(office, poll, name, PROGRAM) != ""
    assert Voter.objects.count() == before


def test_heads_in_either_language_and_blank_rows() -> None:
    found = voters_of(pasted("name\tclass\n甲\t部门\n\t\n乙\t乡镇"))
    assert [(row.name, row.poll_class) for row in found] == [("甲", "部门"), ("乙", "乡镇")]


@pytest.mark.parametrize(
    ("text", "said"),
    [("甲\t部门", "没有包含"), ("姓名\t测评组\n甲\t", "第2行"), ("", "没有包含")],
)
def test_a_fault_names_the_row(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        voters_of(pasted(text))
