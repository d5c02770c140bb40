"""A small part of the benchmark: damage done to invented bulletins, undone."""

from __future__ import annotations

from itertools import chain

import pytest

from benchmarks.repair import HELD_OUT, page, reliability, score
from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.model import Damage
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.repair.naming import names_in
from sanbi.engine.documents.repair.ranking import SURE
from sanbi.engine.documents.repair.steps import LOST_DIGIT
from sanbi.engine.documents.text import MappedText
from tests.support.damage.forward import damaged, ways
from tests.support.damage.judging import Judged, marked
from tests.support.damage.prose import bulletin

PAGES = 12


@pytest.fixture(scope="module")
def judgements() -> list[Judged]:
    found = [page(seed, traditional=True) for seed in HELD_OUT[:PAGES]]
    return [each for each in found if each is not None]


def test_places_are_read_rightly(judgements: list[Judged]) -> None:
    result = score(judgements)
    assert result.places >= 50
    assert result.first >= 0.98
    assert result.five == 1.0
    assert result.accepted >= 0.6


def test_nothing_wrong_is_accepted_alone(judgements: list[Judged]) -> None:
    result = score(judgements)
    assert (result.wrong, result.false, result.removed_wrongly) == (0, 0, 0)


def test_readings_are_taken_out(judgements: list[Judged]) -> None:
    result = score(judgements)
    assert result.pinyin > 300
    assert result.left == 0


def test_confidence_rises_with_what_is_right(judgements: list[Judged]) -> None:
    verdicts = list(chain.from_iterable(each.verdicts for each in judgements))
    rows = reliability(verdicts)
    assert rows[-1][4] == 1.0
    assert rows[0][4] <= rows[-1][4]


@pytest.mark.parametrize("seed", [3, 11])
def test_clean_bulletins_stay(seed: int) -> None:
    text = bulletin(seed)
    result = repaired(MappedText.decoded(text), official_prose())
    assert result.text.text == text
    assert result.repairs == ()


@pytest.mark.parametrize("seed", [4, 8])
def test_a_sister_settles_what_the_model_cannot(seed: int) -> None:
    made = damaged(bulletin(seed), seed)
    text = MappedText.decoded(made.text)

    def right(sisters: list[str]) -> int:
        rows = repaired(text, official_prose(), sisters=sisters).repairs
        return sum(row.accepted for row in rows if row.kind is Damage.SHIFT)

    assert right([marked(made.truth)]) > right([])


def test_on_simplified_copies_a_person_is_always_asked() -> None:
    found = [page(seed, traditional=False) for seed in HELD_OUT[:PAGES]]
    verdicts = [v for each in found if each is not None for v in each.verdicts if v.shown]
    assert len(verdicts) >= 20
    assert max(verdict.confidence for verdict in verdicts) > 0.995  # its own doubt is too small
    assert not any(verdict.accepted for verdict in verdicts)


def test_the_forward_model_makes_the_known_damage() -> None:
    """Bytes replaced across a border, decoded in one of three ways, as on published pages."""
    kinds = {(ways(seed).bad_pair, ways(seed).private) for seed in range(60)}
    assert len(kinds) == 9
    made = damaged("会议。县委强调，各乡镇要抓落实。", 0)
    assert made.truth == "会议。县委强调，各乡镇要抓落实。"
    assert [site.clean.start <= 2 < site.clean.end for site in made.sites] in ([], [True])


def test_names_that_the_house_knows_are_read() -> None:
    """福湖镇 is damaged wherever it stands on this page, so that the page itself cannot tell it."""

    def right(*, known: bool) -> int:
        found = page(583, traditional=True, known=known)
        assert found is not None
        return sum(v.rank == 1 for v in found.verdicts if "福湖镇" in v.expected)

    assert (right(known=False), right(known=True)) == (0, 3)


def test_a_name_that_stands_nowhere_whole_waits_for_a_person(judgements: list[Judged]) -> None:
    waiting = [
        verdict
        for each in judgements
        for verdict in each.verdicts
        if verdict.confidence > SURE and not verdict.accepted
    ]
    assert waiting
    named = [v for v in waiting if names_in("", v.shown[0]) or LOST_DIGIT in v.shown[0]]
    assert len(named) > len(waiting) / 2
