"""What ballots, ratings and events promise."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

from sanbi.engine.scoring.marks import count_ballots, event_points, mean_ratings
from sanbi.engine.scoring.marks.ballots import BallotCount
from tests.engine.scoring.properties.cases import CODES, PERIOD, exact, frame, holds_for, hundredths

UNITS = CODES[:4]
RULES: dict[str, Any] = {
    "kind": "score",
    "classes": {},
    "top": Fraction(100),
    "step": Fraction(3),
    "grades": {"好": Fraction(100), "中": Fraction(80), "差": Fraction(50)},
    "trim": 0,
    "criteria": {},
    "partial": "count",
    "self_vote": "count",
    "empty_class": "redistribute",
}
MARKS = {
    "score": st.integers(0, 100).map(str),
    "grade": st.sampled_from(["好", "中", "差"]),
}
CLASSES = {"领导": Fraction(3), "群众": Fraction(2)}


def rows_of(ballots: Mapping[str, Mapping[str, str]], kind: str = "", voter: str = "") -> list[Any]:
    """Rows of ballots: number → unit → mark."""
    return [
        {
            "electorate": "e",
            "period": PERIOD,
            "ballot": number,
            "class": kind,
            "voter_unit": voter,
            "unit": unit,
            "mark": mark,
        }
        for number, marks in ballots.items()
        for unit, mark in marks.items()
    ]


def counted(rows: list[Any], **rules: Any) -> BallotCount:
    """The count of these rows."""
    return count_ballots(frame("ballots", rows), "e", PERIOD, {**RULES, **rules})


def ballots(mark: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[Any]:
    """Ballots that mark some units each."""
    one = st.dictionaries(st.sampled_from(UNITS), mark, min_size=1)
    return st.lists(one, min_size=least, max_size=6).map(
        lambda held: {f"B{n}": marks for n, marks in enumerate(held)}
    )


FULL = st.lists(st.permutations(range(1, 5)), min_size=1, max_size=6).map(
    lambda held: {
        f"B{n}": {unit: str(place) for unit, place in zip(UNITS, order, strict=True)}
        for n, order in enumerate(held)
    }
)


def points(kind: str, mark: str) -> Fraction:
    """Points of a mark, by the contract's table."""
    if kind == "rank":
        return Fraction(100) - 3 * (int(mark) - 1)
    return RULES["grades"][mark] if kind == "grade" else Fraction(mark)


@pytest.mark.parametrize("kind", ["score", "grade"])
@holds_for(40, data=st.data(), trim=st.integers(0, 2))
def test_the_trimmed_mean_lies_between_the_marks(kind: str, data: Any, trim: int) -> None:
    held = data.draw(ballots(MARKS[kind], least=2 * trim + 1))
    held = {
        number: dict.fromkeys(UNITS, next(iter(marks.values()))) for number, marks in held.items()
    }
    given = sorted(points(kind, marks["U0"]) for marks in held.values())
    found = counted(rows_of(held), kind=kind, trim=trim).results["U0"]
    kept = given[trim : len(given) - trim]
    assert found == sum(kept, Fraction(0)) / len(kept)
    assert 0 <= given[0] <= found <= given[-1] <= 100


@holds_for(40, held=FULL)
def test_full_rank_ballots_share_out_a_constant(held: Any) -> None:
    results = counted(rows_of(held), kind="rank").results
    assert sum(results.values()) == sum(Fraction(100 - 3 * place) for place in range(4))


BAD = {
    "rank": ["0", "5", "1.5", "one", "-1"],
    "score": ["-1", "101", "好", "1/0", "nan"],
    "grade": ["优秀", "100"],
}


@pytest.mark.parametrize("kind", ["rank", "score", "grade"])
@holds_for(30, data=st.data(), place=st.integers(0, 3))
def test_an_invalid_ballot_counts_for_nothing(kind: str, data: Any, place: int) -> None:
    held = data.draw(FULL) if kind == "rank" else data.draw(ballots(MARKS[kind]))
    subjects = sorted({unit for marks in held.values() for unit in marks})
    good = "1" if kind == "rank" else data.draw(MARKS[kind])
    spoilt = dict.fromkeys(subjects[: place + 1], good)
    spoilt[subjects[0]] = data.draw(st.sampled_from(BAD[kind]))
    clean, mixed = (counted(rows_of({**held, **extra}), kind=kind) for extra in ({}, {"X": spoilt}))
    assert mixed.results == clean.results
    assert mixed.counted == clean.counted
    assert set(mixed.invalid) == {("X", "")} | set(clean.invalid)
    assert mixed.invalid["X", ""]


@holds_for(25, held=FULL)
def test_two_units_on_one_place_spoil_a_ballot(held: Any) -> None:
    twice = dict.fromkeys(UNITS[:2], "2")
    assert (
        counted(rows_of({**held, "X": twice}), kind="rank").results
        == counted(rows_of(held), kind="rank").results
    )


@pytest.mark.parametrize("kind", ["score", "grade"])
@holds_for(30, data=st.data())
def test_order_of_ballots_changes_nothing(kind: str, data: Any) -> None:
    rows = rows_of(data.draw(ballots(MARKS[kind]))) + rows_of(
        data.draw(ballots(MARKS[kind])), kind="群众"
    )
    rows = [{**row, "class": row["class"] or "领导"} for row in rows]
    turned = data.draw(st.permutations(rows))
    one, other = (counted(held, kind=kind, classes=CLASSES) for held in (rows, turned))
    assert one.results == other.results


@holds_for(30, one=ballots(MARKS["score"]), two=ballots(MARKS["score"]), factor=st.integers(2, 9))
def test_classes_count_by_their_weights(one: Any, two: Any, factor: int) -> None:
    rows = [*rows_of(one, "领导"), *rows_of(two, "群众")]
    found = counted(rows, classes=CLASSES).results
    more = {name: weight * factor for name, weight in CLASSES.items()}
    assert counted(rows, classes=more).results == found
    for unit, value in found.items():
        means = {}
        for name, held in (("领导", one), ("群众", two)):
            marks = [Fraction(marks[unit]) for marks in held.values() if unit in marks]
            if marks:
                means[name] = sum(marks, Fraction(0)) / len(marks)
        weight = sum(CLASSES[name] for name in means)
        assert (
            value
            == sum((CLASSES[name] * mean for name, mean in means.items()), Fraction(0)) / weight
        )


@holds_for(30, held=ballots(MARKS["score"], least=2), voter=st.sampled_from(UNITS))
def test_a_unit_does_not_vote_for_itself(held: Any, voter: str) -> None:
    rows = rows_of(held, voter=voter)
    found = counted(rows, self_vote="reject").results
    assert voter not in found
    others = [row for row in rows if row["unit"] != voter]
    assert found == counted(others, self_vote="reject").results


@holds_for(30, held=ballots(MARKS["score"], least=2))
def test_incomplete_ballots_are_rejected_where_declared(held: Any) -> None:
    subjects = {unit for marks in held.values() for unit in marks}
    full = {number: marks for number, marks in held.items() if set(marks) == subjects}
    found = counted(rows_of(held), partial="reject")
    assert {number for number, _ in found.invalid} == set(held) - set(full)
    assert found.results == counted(rows_of(full)).results


CRITERIA = {"德": Fraction(2), "能": Fraction(1)}


@holds_for(
    30, marks=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=5)
)
def test_criteria_weigh_within_a_ballot(marks: Any) -> None:
    rows = [
        {**row, "criterion": name, "ballot": f"B{n}"}
        for n, pair in enumerate(marks)
        for name, mark in zip(CRITERIA, pair, strict=True)
        for row in rows_of({"B": {"U0": str(mark)}})
    ]
    found = counted(rows, criteria=CRITERIA).results["U0"]
    assert found == sum(Fraction(2 * a + b, 3) for a, b in marks) / len(marks)
    blank = [{**row, "mark": ""} if row["criterion"] == "能" else row for row in rows]
    assert counted(blank, criteria=CRITERIA).results["U0"] == Fraction(
        sum(a for a, _ in marks), len(marks)
    )


# -- ratings ---------------------------------------------------------------------------------------
RATINGS = st.lists(
    st.tuples(st.sampled_from(["甲", "乙"]), hundredths(0, 10)), min_size=1, max_size=8
)


@holds_for(40, given=RATINGS, data=st.data())
def test_ratings_are_means(given: Any, data: Any) -> None:
    def rated(pairs: Any, shares: Any) -> Fraction:
        rows = [
            {"unit": "U0", "leaf": "a", "period": PERIOD, "assessor": who, "rating": mark}
            for who, mark in pairs
        ]
        return mean_ratings(frame("ratings", rows), "a", PERIOD, shares, Fraction(10))["U0"]

    plain = rated(given, None)
    assert plain == sum((exact(mark) for _, mark in given), Fraction(0)) / len(given)
    assert rated(data.draw(st.permutations(given)), None) == plain
    shares = {"甲": Fraction(3), "乙": Fraction(1)}
    found = rated(given, shares)
    assert found == rated(given, {name: share * 7 for name, share in shares.items()})
    marks = [exact(mark) for _, mark in given]
    assert min(marks) <= found <= max(marks)
    by = {who: [exact(m) for name, m in given if name == who] for who, _ in given}
    means = {who: sum(held, Fraction(0)) / len(held) for who, held in by.items()}
    weight = sum(shares[who] for who in means)
    assert found == sum((shares[who] * mean for who, mean in means.items()), Fraction(0)) / weight


# -- events ----------------------------------------------------------------------------------------
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(UNITS[:2]),
        st.sampled_from(["国家", "省", "讲座"]),
        st.integers(1, 4),
        st.one_of(st.none(), hundredths(0, 20)),
    ),
    max_size=8,
)
EACH = {"国家": Fraction(3), "省": Fraction(3, 2)}


@holds_for(50, held=EVENTS, least=st.one_of(st.none(), st.integers(0, 20)), data=st.data())
def test_event_points_add_up(held: Any, least: Any, data: Any) -> None:
    def given(events: Any) -> dict[str, Fraction]:
        rows = [
            {"unit": u, "item": "a", "period": PERIOD, "kind": k, "count": float(c), "amount": m}
            for u, k, c, m in events
        ]
        params = {
            "each": EACH,
            "exclude": ["讲座"],
            "min_amount": None if least is None else Fraction(least),
        }
        return event_points(frame("events", rows), "a", PERIOD, params)

    found = given(held)
    wanted: dict[str, Fraction] = {}
    for unit, kind, count, amount in held:
        small = least is not None and (amount is None or exact(amount) < least)
        if kind != "讲座" and not small:
            wanted[unit] = wanted.get(unit, Fraction(0)) + EACH[kind] * count
    assert found == wanted
    assert given(data.draw(st.permutations(held))) == found
    singles = [(u, k, 1, m) for u, k, c, m in held for _ in range(c)]
    assert given(singles) == found
