"""The model of official prose."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sanbi.engine.documents.language.model import Model, official_prose
from tests.support.damage.prose import bulletin


@pytest.fixture(scope="module")
def model() -> Model:
    return official_prose()


def _perplexity(model: Model, text: str) -> float:
    numbers = model.vocabulary.numbers(text)
    symbols = model.vocabulary.symbols
    han = [number < len(symbols) and "一" <= symbols[number] <= "鿿" for number in numbers]
    return math.exp(-model.places(numbers)[np.array(han)].mean())


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        ("县委书记主持会议并讲话。", "县委书记主持会议并讲活。"),
        ("推动高质量发展", "推动高质量发晨"),
        ("确保完成全年目标任务", "确保完成全年目际任务"),
        ("抓好安全生产工作", "抓好安金生产工作"),
        ("县政府常务会议", "县政府常努会议"),
    ],
)
def test_prose_is_likelier_than_its_misprint(model: Model, likely: str, unlikely: str) -> None:
    scores = model.scores([likely, unlikely])
    assert scores[0] - scores[1] > 4


def test_scores_are_those_of_the_places(model: Model) -> None:
    text = "各乡镇要压实责任。"
    assert model.scores([text])[0] == pytest.approx(
        model.places(model.vocabulary.numbers(text + "\n")).sum()
    )
    assert model.scores([]).tolist() == []


def test_what_a_bulletin_costs(model: Model) -> None:
    """Perplexity for each Han character of invented bulletins; fixed by the counts."""
    assert 25 < _perplexity(model, "\n".join(map(bulletin, range(20)))) < 60


def test_the_own_words_of_a_document_are_likely(model: Model) -> None:
    aware = model.aware(["石牛坑村党支部书记邱垟出席。"])
    text = "邱垟前往石牛坑村。"
    assert aware.scores([text])[0] - model.scores([text])[0] > 10


def test_rank_is_by_frequency(model: Model) -> None:
    assert model.rank("的") < 20
    assert model.rank("县") < 500
    assert model.rank("垟") > 4000
