"""The inbox: kept as it came, decided by people, shown with its marks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.documents import services
from sanbi.apps.documents.marking import clean_pieces, original_pieces, places_of
from sanbi.apps.documents.models import Document, RepairChoice, State
from sanbi.apps.documents.queries import choices_of, document_get, found_by, neighbours
from sanbi.apps.documents.reading import Read
from sanbi.apps.documents.services import Chosen, Facts
from sanbi.apps.documents.services.repairing import title_of
from sanbi.apps.orgs.blobs import blob_read
from sanbi.engine.documents.choices import Choice
from sanbi.engine.documents.text import Span
from tests.apps.factories.documents import CLEAN, ORIGINAL, make_document, record
from tests.apps.factories.orgs import County

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
RAW = (52, 71)


def take_in(county: County, now: datetime, content: bytes = b"GBK \xb1\xa8\xff") -> Document:
    return services.document_receive(
        actor=county.actor("supervisor"), now=now, name="通报.txt", content=content, facts=Facts()
    )


def test_the_bytes_stay_as_they_came(county: County, now: datetime) -> None:
    made = take_in(county, now)
    assert blob_read(made.blob_id) == b"GBK \xb1\xa8\xff"
    assert (made.state, made.received_on) == (State.WAITING, date(2026, 10, 9))
    with pytest.raises(Refused, match="已在收件箱"):
        take_in(county, now)


def test_a_township_does_not_see_the_inbox(county: County, now: datetime) -> None:
    held = make_document()
    with pytest.raises(Missing):
        document_get(county.actor("clerk"), held.pk)
    with pytest.raises(NotAllowed):
        services.document_set_aside(
            actor=county.actor("auditor"), now=now, document=held.pk, edition=0, reason="x"
        )


def test_the_newest_choice_of_a_place_holds(county: County, now: datetime) -> None:
    held = make_document()
    for text in ("平常上狠下功夫，", "平时上狠下功夫，"):
        held.refresh_from_db()
        services.document_repair(
            actor=county.actor("supervisor"),
            now=now,
            document=held.pk,
            edition=held.edition,
            chosen=[Chosen(RAW, text)],
        )
    assert choices_of(held) == (Choice(Span(*RAW), "平时上狠下功夫，"),)
    assert RepairChoice.objects.count() == 2
    held.refresh_from_db()
    assert held.state == State.WAITING


def test_who_looked_at_an_older_state_is_told(county: County, now: datetime) -> None:
    held = make_document(edition=3)
    with pytest.raises(Conflict):
        services.document_repair(
            actor=county.actor("supervisor"),
            now=now,
            document=held.pk,
            edition=2,
            chosen=[Chosen(RAW, "x")],
        )


def test_a_sign_that_cannot_be_seen_is_refused(county: County, now: datetime) -> None:
    held = make_document()
    with pytest.raises(Refused, match="看不见"):
        services.document_repair(
            actor=county.actor("supervisor"),
            now=now,
            document=held.pk,
            edition=0,
            chosen=[Chosen(RAW, "平\u202e常")],
        )


def test_a_reading_of_an_older_state_is_not_kept(county: County, now: datetime) -> None:
    held = make_document("waiting")
    services.document_describe(
        actor=county.actor("office"), now=now, document=held.pk, edition=0, facts=Facts("新题")
    )
    with pytest.raises(Refused):
        services.reading_keep(
            actor=county.actor("office"), now=now, document=held.pk, edition=0, read=Read(record())
        )
    held.refresh_from_db()
    assert held.reading is None


def test_a_failure_says_why_and_an_older_reading_stays(county: County, now: datetime) -> None:
    held = make_document()
    services.reading_keep(
        actor=county.actor("office"),
        now=now,
        document=held.pk,
        edition=0,
        read=Read(fault="没有文字层。"),
    )
    held.refresh_from_db()
    assert (held.state, held.fault, held.reading.number) == ("failed", "没有文字层。", 1)


def test_pieces_put_together_are_the_texts_again() -> None:
    assert "".join(piece.text for piece in original_pieces(record())) == ORIGINAL
    clean = clean_pieces(record())
    assert "".join(piece.text for piece in clean) == CLEAN
    assert [(piece.css, piece.number) for piece in clean if piece.css] == [
        ("quiet", None),
        ("sure", 1),
        ("doubtful", 2),
    ]
    assert [place.row["before"] for place in places_of(record())] == ["?h", "平!鄙虾菹鹿Ψ,"]
    assert title_of(record()) == "云川县召开调度会"


def test_the_page_shows_both_texts_and_asks(county: County, client: Client) -> None:
    held = make_document()
    client.force_login(county.users["supervisor"], BACKEND)
    page = client.get(f"/actions/inbox/{held.pk}/").content.decode()
    assert "1 处确定，1 处待核" in page
    assert 'name="place-2"' in page
    assert "不作依据" in page
    client.force_login(county.users["auditor"], BACKEND)
    assert 'name="place-2"' not in client.get(f"/actions/inbox/{held.pk}/").content.decode()


def test_a_sent_table_decides(county: County, client: Client) -> None:
    held = make_document()
    client.force_login(county.users["supervisor"], BACKEND)
    form = {"edition": "0", "place-1": "", "place-2": "1"}
    assert client.post(f"/actions/inbox/{held.pk}/repair/", form).status_code == 302
    assert choices_of(held) == (Choice(Span(*RAW), "平常上狠下功夫，"),)


def test_words_are_found_in_the_text(county: County) -> None:
    held = make_document()
    make_document("waiting", title="别的")
    assert list(found_by(Document.objects.all(), "狠下功夫")) == [held]
    newer, older = neighbours(county.actor("office"), held)
    assert (str(newer), older) == ("别的", None)


def test_the_list_costs_the_same_for_three(
    county: County,
    client: Client,
    count_queries: Callable[[], AbstractContextManager[Any]],
) -> None:
    client.force_login(county.users["office"], BACKEND)
    counts = []
    for more in (1, 2):
        for _turn in range(more):
            make_document()
        client.get("/actions/inbox/")
        with count_queries() as asked:
            client.get("/actions/inbox/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_one_call_that_waits_is_enough(county: County, client: Client) -> None:
    held = make_document()
    client.force_login(county.users["supervisor"], BACKEND)
    for edition in ("0", "1"):
        form = {"edition": edition, "place-2": "1"}
        assert client.post(f"/actions/inbox/{held.pk}/repair/", form).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where queueing_lock = %s and status = 'todo'",
            [f"document-{held.pk}"],
        )
        assert cursor.fetchone() == (1,)
