"""Copies of one event are found when they are read, help each other, and stay apart."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.documents import services
from sanbi.apps.documents.kinship import best_pair, sisters_of
from sanbi.apps.documents.models import Document, Kinship, State
from sanbi.apps.documents.queries import documents_for, kin_of, kinship_get, with_kin
from sanbi.apps.documents.services import Facts
from tests.apps.factories.documents import make_document, make_kinship
from tests.apps.factories.orgs import County
from tests.engine.documents.comparing.events_made import events, shuffled

REAL = Path("../shared/data/documents")
Verdict = Kinship.Verdict


def taken(county: County, now: datetime, text: str, name: str, day: date | None = None) -> Document:
    """A document that was taken in and read, as the worker reads it; and those it helps."""
    made = services.document_receive(
        actor=county.actor("supervisor"),
        now=now,
        name=name,
        content=text.encode(),
        facts=Facts(title=name, published_on=day),
    )
    waiting = [made.pk]
    while waiting:
        waiting += services.read_now(waiting.pop(0), now)
    return Document.objects.select_related("reading").get(pk=made.pk)


def test_reports_in_other_words_are_found_and_shuffled_ones_are_not(
    county: County, now: datetime
) -> None:
    told, another = events(2)
    first = taken(county, now, told.first, "一", told.published)
    second = taken(county, now, told.second, "二", told.published)
    taken(county, now, shuffled(told.first), "乱", told.published)
    taken(county, now, another.first, "三", another.published)
    (row,) = Kinship.objects.all()
    assert (row.first, row.second, row.copied) == (first, second, False)
    assert row.grounds[0] == f"the same day: {told.published.replace(day=told.published.day - 1)}"
    assert [kin.document for kin in kin_of(county.actor("auditor"), first)] == [second]
    counts = dict(with_kin(documents_for(county.actor("office"))).values_list("title", "kin"))
    assert counts == {"一": 1, "二": 1, "乱": 0, "三": 0}


def test_a_kinship_that_holds_no_more_goes_and_a_judged_one_stays(
    county: County, now: datetime
) -> None:
    told = events(1)[0]
    first = taken(county, now, told.first, "一", told.published)
    second = taken(county, now, told.second, "二", told.published)
    other_year = told.published.replace(year=2025)

    def dated(day: date) -> None:
        services.document_describe(
            actor=county.actor("supervisor"),
            now=now,
            document=second.pk,
            edition=Document.objects.get(pk=second.pk).edition,
            facts=Facts(title="二", published_on=day),
        )
        services.read_now(second.pk, now)

    dated(other_year)
    assert not Kinship.objects.exists()
    dated(told.published)
    services.kinship_judge(
        actor=county.actor("supervisor"),
        now=now,
        first=second.pk,
        second=first.pk,
        verdict="apart",
        why="上午和下午两场",
    )
    dated(other_year)
    row = kinship_get(county.actor("office"), second.pk, first.pk)
    assert (row.verdict, row.why, row.by_name) == ("apart", "上午和下午两场", "supervisor")


def test_who_decides_about_documents_judges_and_apart_needs_a_reason(
    county: County, now: datetime
) -> None:
    row = make_kinship()
    pair = {"first": row.first_id, "second": row.second_id}
    with pytest.raises(NotAllowed):
        services.kinship_judge(actor=county.actor("auditor"), now=now, **pair, verdict="same")
    with pytest.raises(Refused, match="不能为空"):
        services.kinship_judge(actor=county.actor("office"), now=now, **pair, verdict="apart")
    with pytest.raises(Refused, match="没有这个判定"):
        services.kinship_judge(actor=county.actor("office"), now=now, **pair, verdict="maybe")
    with pytest.raises(Missing):
        services.kinship_judge(
            actor=county.actor("office"),
            now=now,
            first=row.first_id,
            second=make_document().pk,
            verdict="same",
        )
    with pytest.raises(Missing):
        kinship_get(county.actor("clerk"), row.first_id, row.second_id)


@pytest.mark.skipif(not REAL.exists(), reason="the reference pages are not here")
def test_a_clean_copy_that_comes_later_settles_the_damaged_one(
    county: County, now: datetime
) -> None:
    """Two published pages on one event: a traditional copy with damage, and a newspaper's page."""
    pages = {path.name[:3]: path.read_text(encoding="utf-8") for path in REAL.glob("*.txt")}
    damaged = taken(county, now, pages["000"], "000")
    assert damaged.reading is not None
    assert damaged.reading.open_repairs > 0
    paper = taken(county, now, pages["001"], "001")
    taken(county, now, pages["003"], "003")
    (row,) = Kinship.objects.all()
    assert (row.first, row.second, row.copied) == (damaged, paper, True)
    held = Document.objects.select_related("reading").get(pk=damaged.pk)
    assert held.reading is not None
    assert (held.state, held.reading.number, held.reading.sisters) == (State.READ, 2, [paper.pk])
    assert held.reading.open_repairs == 0
    assert sisters_of(held) == []
    pair = best_pair(held, paper)
    assert pair is not None
    assert pair[2].likeness > 0.85
