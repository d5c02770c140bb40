"""What an item of the register counts under the cap, and how a refused one is put forward again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments.models import Item
from sanbi.apps.assessments.queries.register_points import ItemPoints, item_points
from sanbi.apps.assessments.services import item_check, item_propose, item_withdraw
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.orgs.models import Message
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, Stage, make_round

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def praise(stage: Stage, kind: str, document: str, *, accept: bool | None = None) -> Item:
    item = item_propose(
        actor=stage.county.actor("bureau"),
        now=NOW,
        round=stage.round.pk,
        proposal=Proposal(
            stage.county.towns[0].pk, "bonus", "表彰", "表彰", document=document, kind=kind
        ),
    )
    if accept is None:
        return item
    return item_check(
        actor=stage.county.actor("bureau2"), now=NOW, item=item.pk, accept=accept, reason="文号有误"
    )


def points(stage: Stage, item: Item, who: str = "bureau") -> tuple[Decimal | None, ...]:
    found = item_points(stage.county.actor(who), item.pk)
    assert found is not None
    return found.own, found.checked, found.total, found.cap, found.counted, found.added, found.over


def test_what_counts_under_the_cap_of_three(county: County) -> None:
    stage = make_round(county, "collecting")
    first = praise(stage, "省级", "1号")
    assert points(stage, first) == (2, 0, 2, 3, 2, 2, 0)
    second = praise(stage, "国家级", "2号")
    assert points(stage, second) == (3, 0, 3, 3, 3, 3, 0)  # the first is not checked yet
    item_check(actor=county.actor("bureau2"), now=NOW, item=first.pk, accept=True)
    assert points(stage, second) == (3, 2, 5, 3, 3, 1, 2)
    item_check(actor=county.actor("bureau2"), now=NOW, item=second.pk, accept=True)
    assert points(stage, second) == (3, 2, 5, 3, 3, 1, 2)
    item_withdraw(actor=county.actor("office"), now=NOW, item=first.pk, reason="重复")
    assert points(stage, second) == (3, 0, 3, 3, 3, 3, 0)
    assert item_points(county.actor("office"), first.pk) is None


def test_a_deduction_counts_its_own_block_and_a_mark_none(county: County) -> None:
    stage = make_round(county, "collecting")
    praise(stage, "省级", "1号", accept=True)
    accident = item_propose(
        actor=county.actor("bureau"),
        now=NOW,
        round=stage.round.pk,
        proposal=Proposal(
            county.towns[0].pk, "deduction", "事故", "事故", document="9号", count=Decimal(2)
        ),
    )
    found = item_points(county.actor("clerk"), accident.pk)
    assert isinstance(found, ItemPoints)
    assert (found.sign, found.own, found.counted, found.over) == ("deduct", 10, 5, 5)
    mark = item_propose(
        actor=county.actor("bureau"),
        now=NOW,
        round=stage.round.pk,
        proposal=Proposal(county.towns[0].pk, "rating", "营商", "评价", rating=Decimal(80)),
    )
    assert item_points(county.actor("bureau"), mark.pk) is None
    with pytest.raises(Missing):
        item_points(county.actor("clerk2"), accident.pk)


def test_the_kind_is_asked_for_where_it_lacks(county: County) -> None:
    stage = make_round(county, "collecting")
    with pytest.raises(Refused, match=r"“上级表彰”属于哪一类？.*国家级") as lacking:
        praise(stage, "", "1号")
    assert lacking.value.where == "kind"


def test_a_refused_item_is_told_to_its_proposer_and_mended_from_what_it_said(
    county: County, client: Client
) -> None:
    stage = make_round(county, "collecting")
    item = praise(stage, "省级", "1号", accept=False)
    message = Message.objects.get(user=county.users["bureau"], link=reverse("item", args=[item.pk]))
    assert str(message) == "2026Q3三比三看：青石镇的“上级表彰”未被采纳。文号有误"
    client.force_login(county.users["bureau"], BACKEND)
    page = client.get(reverse("item", args=[item.pk])).content.decode()
    again = reverse("item-new", args=[stage.round.code]) + f"?again={item.pk}"
    assert again in page
    form = client.get(again).content.decode()
    assert "上次未被采纳：文号有误" in form
    assert 'value="1号"' in form
    accepted = praise(stage, "省级", "3号", accept=True)
    for other in (str(accepted.pk), "x", "999999"):
        plain = client.get(reverse("item-new", args=[stage.round.code]), {"again": other})
        assert "上次未被采纳" not in plain.content.decode()
    Message.objects.all().delete()
    praise(stage, "省级", "4号", accept=True)
    assert not Message.objects.filter(user=county.users["bureau"]).exists()
