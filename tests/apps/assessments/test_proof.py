"""Files as proof: added by who answers for the thing, read by who reads it, kept after the end."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments import proof
from sanbi.apps.assessments.models import Appeal, Item, Round
from sanbi.apps.assessments.services import appeal_accept, item_check, item_propose
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.orgs.models import Attachment
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, Stage, make_appeal, make_round
from tests.apps.orgs.files.making import pdf

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVERYONE = ("office", "office2", "bureau", "bureau2", "supervisor", "leader", "auditor", "stats")
TOWN = ("clerk", "town_leader", "owner", "evaluator")
OTHERS = ("clerk2", "town_leader2")


def signed_in(county: County, who: str) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(county.users[who], BACKEND)
    return client


def an_item(stage: Stage) -> Item:
    proposal = Proposal(
        stage.county.towns[0].pk, "bonus", "表彰", "省级表彰", document="9号", kind="省级"
    )
    return item_propose(
        actor=stage.county.actor("bureau"), now=NOW, round=stage.round.pk, proposal=proposal
    )


def send(county: County, who: str, kind: str, thing: Item | Appeal, name: str = "证明.pdf") -> Any:
    form = {
        "kind": kind,
        "key": thing.pk,
        "unit": thing.unit_id,
        "file": SimpleUploadedFile(name, pdf()),
        "next": reverse(kind.split(".")[1], args=[thing.pk]),
    }
    return signed_in(county, who).post(reverse("attachment-send"), form)


def answers(county: County, kind: str, thing: Item | Appeal) -> dict[str, int]:
    """What everybody who has to do with figures gets who sends a file."""
    return {who: send(county, who, kind, thing).status_code for who in (*EVERYONE, *TOWN, *OTHERS)}


def test_who_put_an_item_forward_and_the_office_add_its_proof(county: County) -> None:
    item = an_item(make_round(county, "collecting"))
    sent = answers(county, proof.ITEM, item)
    assert {who for who, status in sent.items() if status == 302} == {"office", "office2", "bureau"}
    assert {who for who, status in sent.items() if status == 404} == set(OTHERS)
    assert Attachment.objects.count() == 3
    item_check(actor=county.actor("bureau2"), now=NOW, item=item.pk, accept=True)
    again = answers(county, proof.ITEM, item)
    assert {who for who, status in again.items() if status == 302} == {"office", "office2"}


@pytest.mark.parametrize("state", [Item.State.REFUSED, Item.State.WITHDRAWN])
def test_nothing_is_added_to_an_item_that_fell(county: County, state: str) -> None:
    item = an_item(make_round(county, "collecting"))
    Item.objects.update(state=state)
    assert send(county, "office", proof.ITEM, item).status_code == 403
    assert send(county, "bureau", proof.ITEM, item).status_code == 403


def test_nothing_is_added_while_the_register_is_closed(county: County) -> None:
    stage = make_round(county, "collecting")
    item = an_item(stage)
    Round.objects.update(state="frozen")
    assert send(county, "office", proof.ITEM, item).status_code == 403
    Round.objects.update(state="draft")
    assert send(county, "clerk", proof.ITEM, item).status_code == 404


def test_an_item_shows_its_proof_to_who_reads_it(county: County) -> None:
    item = an_item(make_round(county, "collecting"))
    assert send(county, "bureau", proof.ITEM, item, "表彰文件.pdf").status_code == 302
    key = Attachment.objects.get().pk
    page, file = reverse("item", args=[item.pk]), reverse("attachment", args=[key])
    for who in (*EVERYONE, *TOWN):
        client = signed_in(county, who)
        assert "表彰文件.pdf" in client.get(page).content.decode(), who
        assert b"".join(client.get(file)) == pdf(), who
    for who in OTHERS:
        assert signed_in(county, who).get(file).status_code == 404
    check = signed_in(county, "bureau2").get(reverse("item-check", args=[item.pk]))
    assert "表彰文件.pdf" in check.content.decode()


def test_the_unit_adds_proof_to_its_appeal_until_the_decision(county: County) -> None:
    appeal = make_appeal(make_round(county, "appeals"))
    sent = answers(county, proof.APPEAL, appeal)
    assert {who for who, status in sent.items() if status == 302} == {"clerk", "town_leader"}
    assert {who for who, status in sent.items() if status == 404} == set(OTHERS)
    appeal_accept(actor=county.actor("supervisor"), now=NOW, appeal=appeal.pk)
    assert send(county, "clerk", proof.APPEAL, appeal).status_code == 302
    assert Attachment.objects.count() == 3
    for state in ("upheld", "dismissed", "withdrawn"):
        Appeal.objects.update(state=state)
        assert send(county, "clerk", proof.APPEAL, appeal).status_code == 403
    key = Attachment.objects.order_by("pk").first()
    assert key is not None
    taken = signed_in(county, "clerk").post(reverse("attachment-withdraw", args=[key.pk]))
    assert taken.status_code == 403
    assert Attachment.objects.filter(withdrawn_at__isnull=True).count() == 3


def test_an_appeal_shows_its_proof_to_who_decides(county: County) -> None:
    appeal = make_appeal(make_round(county, "appeals"))
    assert send(county, "clerk", proof.APPEAL, appeal, "入库凭证.pdf").status_code == 302
    file = reverse("attachment", args=[Attachment.objects.get().pk])
    reviewer = signed_in(county, "supervisor")
    for route in ("appeal", "appeal-accept"):
        page = reviewer.get(reverse(route, args=[appeal.pk])).content.decode()
        assert "入库凭证.pdf" in page
        assert "/withdraw/" not in page.split('id="proof"')[-1]
    assert b"".join(reviewer.get(file)) == pdf()
    own = signed_in(county, "clerk").get(reverse("appeal", args=[appeal.pk])).content.decode()
    assert "入库凭证.pdf" in own
    assert reverse("attachment-send") in own
    assert signed_in(county, "clerk2").get(file).status_code == 404
    for who in ("sysadmin", "secadmin", "auditadmin"):
        assert signed_in(county, who).get(file).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "-1", "999999999", "1 or 1"])
def test_what_is_no_key_belongs_to_nobody(county: County, key: str) -> None:
    office = county.actor("office")
    assert not proof.can_see_item_files(office, key)
    assert not proof.can_see_appeal_files(office, key)
    assert not proof.can_add_item_files(office, key)
    assert not proof.can_add_appeal_files(office, key)
