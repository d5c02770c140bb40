"""Cutting ballots, and classes that are too small to be told apart."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity.ballots import FEWEST, cut, joined_classes
from tests.engine.integrity.ballots.rounds import drawn_round

NAMES = ("甲", "乙", "丙", "丁", "戊")
COUNTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 12), min_size=1)
INTO = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES))


@given(st.integers(0, 10**9))
def test_slips_hold_the_marks_and_nothing_of_the_ballots(seed: int) -> None:
    held = drawn_round(seed)
    slips = cut(held.ballots)
    given_marks = Counter(
        (name, subject, tuple(marks.items()))
        for name, ballot in held.ballots
        for subject, marks in ballot.items()
    )
    assert Counter((s.voter_class, s.subject, s.marks) for s in slips) == given_marks
    assert len({slip.number for slip in slips}) == len(slips)
    assert list(slips) == sorted(slips)


def test_the_order_of_slips_is_that_of_the_lot_not_of_voting() -> None:
    ballots = [("甲", {"A": {"": str(place)}}) for place in range(200)]
    order = [int(slip.marks[0][1]) for slip in cut(ballots)]
    mean = (len(order) - 1) / 2
    same = sum((place - mean) * (mark - mean) for place, mark in enumerate(order))
    most = sum((place - mean) ** 2 for place in range(len(order)))
    assert abs(same / most) < 0.35  # five standard deviations of chance
    # the twin: numbers that follow the voting tell the order outright
    counter = iter(range(200))
    told = cut(ballots, lambda size: f"{next(counter):0{2 * size}x}")
    assert [int(slip.marks[0][1]) for slip in told] == list(range(200))


@given(COUNTS, INTO)
def test_no_class_is_told_apart_by_fewer_than_five(
    counts: dict[str, int], into: dict[str, str]
) -> None:
    roots = joined_classes(counts, into)
    assert roots.keys() == counts.keys()
    held: Counter[str] = Counter()
    for name, count in counts.items():
        held[roots[name]] += count
    told = [count for count in held.values() if count]
    assert all(count >= FEWEST for count in told) or len(told) == 1
    assert sum(held.values()) == sum(counts.values())
    for name, root in roots.items():
        assert roots[root] == root  # nobody is counted with a class that is counted elsewhere
        assert name == root or counts[name] < FEWEST or counts[root] < FEWEST or name in counts


def test_a_small_class_goes_where_it_was_declared_else_to_the_largest() -> None:
    assert joined_classes({"甲": 3, "乙": 9, "丙": 7}, {"甲": "丙"})["甲"] == "丙"
    assert joined_classes({"甲": 3, "乙": 9, "丙": 7}, {})["甲"] == "乙"
    assert joined_classes({"甲": 3, "乙": 9, "丙": 0}, {"甲": "丙"})["甲"] == "乙"
    assert joined_classes({"甲": 5, "乙": 9}, {"甲": "乙"})["甲"] == "甲"
    assert joined_classes({"甲": 0, "乙": 9}, {"甲": "乙"})["甲"] == "甲"
    # two small ones: the smaller goes first, and may make the other large enough
    both = joined_classes({"甲": 2, "乙": 3, "丙": 8}, {"甲": "乙", "乙": "丙"})
    assert both == {"甲": "乙", "乙": "乙", "丙": "丙"}
    assert joined_classes({"甲": 2}, {}) == {"甲": "甲"}


def test_a_class_whose_people_mark_not_their_own_unit_has_fewer_slips_for_it() -> None:
    own = {"乡镇": {"B-0": 1, "B-1": 1}}
    assert joined_classes({"部门": 9, "乡镇": 5}, {}, own)["乡镇"] == "部门"
    assert joined_classes({"部门": 9, "乡镇": 6}, {}, own)["乡镇"] == "乡镇"
    assert joined_classes({"部门": 9, "乡镇": 8}, {}, {"乡镇": {"B-0": 4}})["乡镇"] == "部门"
    # joined, both have people of one unit: what is left is looked at again
    both = {"乡镇": {"B-0": 2}, "村": {"B-0": 2, "B-1": 1}}
    assert set(joined_classes({"部门": 7, "乡镇": 4, "村": 4}, {"村": "乡镇"}, both).values()) == {
        "部门"
    }


@given(COUNTS, INTO, st.data())
def test_every_class_as_counted_has_five_slips_for_every_subject(
    counts: dict[str, int], into: dict[str, str], data: st.DataObject
) -> None:
    own = {
        name: data.draw(st.dictionaries(st.sampled_from("XYZ"), st.integers(0, count)))
        for name, count in counts.items()
    }
    roots = joined_classes(counts, into, own)
    held: Counter[str] = Counter()
    for name, count in counts.items():
        held[roots[name]] += count
    marked = [
        count - sum(own[name].get(subject, 0) for name in counts if roots[name] == root)
        for root, count in held.items()
        for subject in "XYZ"
        if count
    ]
    assert all(count >= FEWEST for count in marked) or sum(map(bool, held.values())) == 1
