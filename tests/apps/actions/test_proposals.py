"""From a sentence of a document to an action: proposed, filed with its words, merged, left."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Judgement
from sanbi.apps.actions.queries.inbox import proposal_get, proposals_of, vague_count
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from tests.apps.factories.actions import make_action
from tests.apps.factories.documents import make_document, record
from tests.apps.factories.orgs import County

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRST, BLOCKED = (tuple(row["raw"]) for row in record()["directives"][:2])


def file_first(county: County, now: datetime, document: int, who: str = "supervisor") -> Any:
    facts = services.Facts(
        kind="task", title="完成整改", lead_unit=county.towns[0].pk, due_on=date(2026, 10, 20)
    )
    return services.proposal_file(
        actor=county.actor(who), now=now, document=document, place=FIRST, facts=facts
    )


def test_only_concrete_sentences_are_proposed(county: County) -> None:
    held = make_document()
    first, second = proposals_of(county.actor("supervisor"), held)
    assert (first.raw, first.due_on, first.is_blocked) == (FIRST, date(2026, 10, 20), False)
    assert (second.raw, second.due_on, second.is_blocked) == (BLOCKED, None, True)
    assert vague_count(held) == 1


def test_an_action_keeps_the_words_and_where_they_stand(county: County, now: datetime) -> None:
    held = make_document()
    made = file_first(county, now, held.pk)
    assert made.quote == "要于10月20日前完成整改"
    assert (made.source, made.source_text) == ("document", str(held))
    assert made.source_link == f"/actions/inbox/{held.pk}/proposals/#p-{FIRST[0]}-{FIRST[1]}"
    text = record()["text"]
    assert text[made.span_start : made.span_end] == made.quote
    assert proposal_get(county.actor("supervisor"), held, FIRST).held.action == made
    with pytest.raises(Refused, match=made.number):
        file_first(county, now, held.pk)


def test_a_place_that_waits_for_a_person_blocks_its_sentence(county: County, now: datetime) -> None:
    held = make_document()
    facts = services.Facts(
        kind="task", title="抓平常", lead_unit=county.towns[0].pk, due_on=date(2026, 10, 20)
    )
    with pytest.raises(Refused, match="受损"):
        services.proposal_file(
            actor=county.actor("supervisor"),
            now=now,
            document=held.pk,
            place=BLOCKED,
            facts=facts,
        )
    assert not Judgement.objects.exists()


def test_what_was_left_can_still_be_filed(county: County, now: datetime) -> None:
    held = make_document()
    services.proposal_reject(
        actor=county.actor("supervisor"), now=now, document=held.pk, place=FIRST, why="已办"
    )
    made = file_first(county, now, held.pk)
    verdicts = list(Judgement.objects.values_list("verdict", flat=True))
    assert verdicts == ["rejected", "filed"]
    assert proposal_get(county.actor("office"), held, FIRST).held.action == made


def test_an_action_that_reads_alike_is_named(county: County, now: datetime) -> None:
    held = make_document()
    known = make_action(county, title="10月20日前完成整改")
    found = proposal_get(county.actor("supervisor"), held, FIRST)
    assert found.alike is not None
    assert found.alike.action == known
    assert found.alike.percent >= 80
    services.proposal_merge(
        actor=county.actor("supervisor"),
        now=now,
        document=held.pk,
        place=FIRST,
        action=known.pk,
    )
    assert proposal_get(county.actor("supervisor"), held, FIRST).held.action == known


def test_others_do_not_file(county: County, now: datetime) -> None:
    held = make_document()
    with pytest.raises(NotAllowed):
        file_first(county, now, held.pk, "office")
    with pytest.raises(Missing):
        proposal_get(county.actor("supervisor"), held, (1, 2))


def test_the_database_holds_one_action_for_a_sentence(county: County, now: datetime) -> None:
    held = make_document()
    made = file_first(county, now, held.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(
            document=held,
            raw_start=FIRST[0],
            raw_end=FIRST[1],
            quote="x",
            verdict="merged",
            action=made,
            by_name="x",
            at=now,
        )


def test_the_page_asks_for_unit_and_limit(county: County, client: Client) -> None:
    held = make_document()
    client.force_login(county.users["supervisor"], BACKEND)
    page = client.get(f"/actions/inbox/{held.pk}/proposals/").content.decode()
    assert "要于10月20日前完成整改" in page
    assert "受损处" in page
    form = client.get(f"/actions/inbox/{held.pk}/proposals/{FIRST[0]}-{FIRST[1]}/file/")
    assert form.context["form"].initial["due_on"] == date(2026, 10, 20)
    assert "lead_unit" not in form.context["form"].initial
    client.force_login(county.users["auditor"], BACKEND)
    page = client.get(f"/actions/inbox/{held.pk}/proposals/").content.decode()
    assert "/file/" not in page
