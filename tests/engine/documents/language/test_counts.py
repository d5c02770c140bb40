"""Counts: from the shipped files, from a text, and of counties."""

from __future__ import annotations

import hashlib
import re

import numpy as np

from sanbi.engine.documents.language.counties import told_again
from sanbi.engine.documents.language.counts import (
    FOLDER,
    Order,
    counted,
    shipped_orders,
    shipped_symbols,
)
from sanbi.engine.documents.language.symbols import BITS, Vocabulary

VOCABULARY = Vocabulary("\n甲乙丙")


def _key(*numbers: int) -> int:
    key = 0
    for number in numbers:
        key = key << BITS | number
    return key


def _counts(order: Order) -> dict[int, tuple[float, float]]:
    rows = zip(order.keys.tolist(), order.count.tolist(), order.cont.tolist(), strict=True)
    return {key: (count, cont) for key, count, cont in rows if count}


def test_the_files_are_those_of_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^([0-9a-f]{64})  (\S+)$", readme, re.MULTILINE))
    told = {name: digest for digest, name in told.items()}
    files = sorted(FOLDER.glob("*.parquet"))
    assert len(files) == 7
    assert told == {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_the_shipped_counts_are_sorted_and_complete() -> None:
    sizes = []
    for order in shipped_orders():
        assert (np.diff(order.keys) > 0).all()
        sizes.append(len(order.keys))
    assert sizes == [4472, 501_920, 1_633_369, 1_664_644]


def test_counted_by_hand() -> None:
    one, two, three, four = counted([VOCABULARY.numbers("甲乙甲"), VOCABULARY.numbers("丙乙")])
    assert one.count[:4].tolist() == [3, 2, 2, 1]
    assert one.cont[:4].tolist() == [2, 2, 2, 1]
    assert _counts(two) == {
        _key(0, 1): (1, 1),
        _key(0, 3): (1, 1),
        _key(1, 0): (1, 1),
        _key(1, 2): (1, 1),
        _key(2, 0): (1, 1),
        _key(2, 1): (1, 1),
        _key(3, 2): (1, 1),
    }
    assert _counts(three)[_key(1, 2, 1)] == (1, 1)
    assert sorted(_counts(four)) == [_key(0, 1, 2, 1), _key(0, 3, 2, 0), _key(1, 2, 1, 0)]
    assert (two.keys[three.parents] == three.keys >> BITS).all()


def test_a_city_counts_for_a_county_too() -> None:
    vocabulary = Vocabulary(shipped_symbols())
    texts = ["全市城市委员", "市委书记"]
    plain = counted([vocabulary.numbers(text) for text in texts])
    told = list(told_again(plain, vocabulary))
    number = {c: int(vocabulary.numbers(c)[0]) for c in "全县城委书市"}
    pairs = _counts(told[1])
    assert pairs[_key(number["全"], number["县"])][0] == 1
    assert pairs[_key(number["全"], number["市"])][0] == 1
    assert pairs[_key(number["县"], number["委"])][0] == 2  # 城市委 too: 市 stands before 委
    assert _key(number["城"], number["县"]) not in pairs
    assert _key(number["县"], number["委"], number["书"]) in _counts(told[2])
    assert (told[1].keys[told[2].parents] == told[2].keys >> BITS).all()
