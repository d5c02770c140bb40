"""Whole rows of chances are what single look-ups tell."""

from __future__ import annotations

import numpy as np

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.language.rows import KEPT, WORTH, Rows
from sanbi.engine.documents.language.symbols import BITS, SYMBOLS

MODEL = official_prose().aware(["福堰镇召开会议，福堰镇党委书记强调要抓好落实。"])


def _keys(*texts: str) -> np.ndarray:
    found = []
    for text in texts:
        one, two, three = MODEL.vocabulary.numbers(text).tolist()
        found.append(one << 2 * BITS | two << BITS | three)
    return np.array(found, np.int64)


def test_rows_are_single_chances() -> None:
    keys = np.append(_keys("高质量", "福堰镇", "，要加"), 0)
    rows = MODEL.scorer.rows(keys)
    assert rows.shape == (4, SYMBOLS)
    context = MODEL.scorer.context(keys)
    for row in range(4):
        single = MODEL.scorer.chances(context, np.full(SYMBOLS, row), np.arange(SYMBOLS))
        np.testing.assert_allclose(rows[row], single, rtol=1e-5)


def test_many_symbols_and_few_are_told_alike() -> None:
    keys = _keys("高质量", "福堰镇", "高质量")
    many = np.tile(np.arange(2 * WORTH), 3)
    which = np.repeat([0, 1, 2], 2 * WORTH)
    whole = Rows(MODEL.scorer).chances(keys, which, many)
    few = [Rows(MODEL.scorer).chances(keys, which[[n]], many[[n]])[0] for n in range(0, 999, 97)]
    np.testing.assert_allclose(whole[:999:97], few, rtol=1e-5)
    np.testing.assert_array_equal(whole[: 2 * WORTH], whole[4 * WORTH :])


def test_old_rows_make_room() -> None:
    rows = Rows(MODEL.scorer)
    symbols = np.arange(WORTH)
    first = rows.chances(np.array([5]), np.zeros(WORTH, int), symbols)
    for start in range(KEPT):
        rows.chances(np.array([start << BITS]), np.zeros(WORTH, int), symbols)
    again = rows.chances(np.array([5]), np.zeros(WORTH, int), symbols)
    np.testing.assert_array_equal(first, again)
