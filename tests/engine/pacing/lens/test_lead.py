"""A lead reads in both languages and passes no verdict."""

from __future__ import annotations

import re

import pytest

from sanbi.engine.pacing.lens import Lead, LeadKind
from sanbi.engine.pacing.lens.lead import robust
from sanbi.engine.pacing.words_zh import WORDS
from sanbi.engine.phrases import Phrase


def test_a_lead_is_said_in_both_languages() -> None:
    reason = Phrase(
        "of {total} figures {count} end in {digit}, by chance about {usual:.0f}",
        total=80,
        count=31,
        digit=5,
        usual=8.0,
    )
    lead = Lead(LeadKind.LAST_DIGITS, reason, 6.0)
    assert lead.text("en") == "of 80 figures 31 end in 5, by chance about 8"
    assert lead.text("zh") == "80 个数中有 31 个以 5 结尾，随机约 8 个"


def test_no_reason_is_a_verdict() -> None:
    said = " ".join([*WORDS, *WORDS.values()])
    assert not re.search("fals|fake|fraud|manipulat|invent|造假|虚报|弄虚|瞒报", said)


def test_one_figure_far_out_does_not_move_the_measure() -> None:
    assert robust([1.0, 2.0, 3.0, 4.0, 500.0]) == (3.0, pytest.approx(1.4826))
