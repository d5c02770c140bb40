"""What a page tells of its decoder, and what that does to the readings of its places."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.repair.decoder import ASKED, DROPPED, MOST, UNDROPPED, decoder_of
from sanbi.engine.documents.repair.ranking import Sisters, ranked
from sanbi.engine.documents.repair.search import Hypothesis


@pytest.mark.parametrize(("text", "keeps"), [("會議?h委", False), ("會議\ue5d2h委", True)])
def test_a_sign_for_private_use_shows_that_pairs_are_kept(text: str, keeps: bool) -> None:
    assert decoder_of(text).keeps is keeps


def test_places_read_without_dropped_pairs_speak_against_them() -> None:
    decoder = decoder_of("")
    assert decoder.against_dropped == 0.0
    decoder.saw(0.99, signs=40, dropped=0, asked=0)
    assert decoder.against_dropped == pytest.approx(40 * UNDROPPED)
    decoder.saw(0.1, signs=40, dropped=0, asked=1)  # too unsure to tell anything
    assert decoder.against_dropped == pytest.approx(40 * UNDROPPED)
    decoder.saw(0.99, signs=4, dropped=0, asked=1)
    assert decoder.against_dropped == pytest.approx(40 * UNDROPPED + ASKED)
    for _ in range(9):
        decoder.saw(0.99, signs=4, dropped=0, asked=1)
    assert decoder.against_dropped == MOST


def test_a_dropped_pair_speaks_for_others_and_against_question_marks() -> None:
    decoder = decoder_of("")
    decoder.saw(0.9, signs=10, dropped=2, asked=0)
    assert decoder.against_dropped == 0.0
    assert decoder.against_asked == DROPPED


def test_the_decoder_decides_between_two_readings() -> None:
    drops = Hypothesis(("国党",), -9.0, shifted=True, settled=1, lost=3, dropped=1)
    keeps = Hypothesis(("。县",), -9.5, shifted=True, settled=1, lost=1)

    def first(asked: int) -> str:
        decoder = decoder_of("")
        decoder.saw(0.99, signs=3, dropped=0, asked=asked)
        told = ranked([drops, keeps], "勇争一流", ["", ""], Sisters(()), decoder)
        assert told is not None
        return told.texts[0]

    assert (first(0), first(1)) == ("国党", "。县")
