"""Transforms, formulas, coefficients, versions and renamed units, worked by hand."""

from typing import Any

import pytest

from package_verifier.faults import DamagedError, RefusedError
from tests.system.package_verifier.builder import Rows, leaf, observations, scheme
from tests.system.package_verifier.outcomes import Outcome, outcome

HISTORY = {
    "2026Q3": {"A": (12, 20), "B": (-3, -4), "C": (6, 0)},
    "2026Q2": {"A": (10, None), "B": (-6, None), "C": (6, None)},
    "2025Q3": {"A": (8, None), "B": (-2, None), "C": (0, None)},
}


def rows(**more: Any) -> Rows:
    found = [
        {"unit": unit, "indicator": "f", "period": period, "value": value, "target": target}
        for period, values in HISTORY.items()
        for unit, (value, target) in values.items()
    ]
    return found + observations(**more)


def scored(taken: dict[str, Any], units: Any = "A B C", **more: Any) -> Outcome:
    """Return what a leaf shows that passes its input on as it is."""
    given = {"indicator": "f"} | taken
    if "formula" in taken:
        del given["indicator"]
    canonical = scheme(leaf("a", input=given, missing="zero"), inputs=more.pop("inputs", {}))
    return outcome(canonical, units, observations=rows(**more))


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ({}, ["12", "-3", "6"]),
        ({"at": "previous"}, ["10", "-6", "6"]),
        ({"at": "year_ago"}, ["8", "-2", "0"]),
        ({"transform": "target"}, ["20", "-4", "0"]),
        ({"transform": "growth"}, ["50", "-50", ""]),  # (−3 + 2)/2 = −50 %; on zero: missing
        ({"transform": "growth", "against": "previous"}, ["20", "50", "0"]),
        ({"transform": "increment"}, ["4", "-1", "6"]),
        ({"transform": "change"}, ["1.5", "1.5", ""]),
        ({"transform": "share"}, ["80", "-20", "40"]),  # of 15
        ({"transform": "completion"}, ["60", "75", ""]),
        ({"transform": "pace"}, ["-15", "0", ""]),  # less 100·3/4
        ({"transform": "pace", "basis": "ratio"}, ["80", "100", ""]),
        ({"transform": "rank"}, ["1", "3", "2"]),
        ({"transform": "rank", "better": "low"}, ["3", "1", "2"]),
        ({"transform": "rank_change"}, ["0", "0", "0"]),
        ({"transform": "rank_change", "against": "year_ago", "at": "previous"}, ["", "", ""]),
        ({"transform": "streak", "op": ">", "than": "5"}, ["2", "0", "2"]),
        ({"transform": "per", "per": "people", "scale": "10"}, ["60", "", "20"]),
        ({"transform": "per", "per": "g"}, ["4", "-1", ""]),
        ({"coefficient": "people"}, ["24", "", "18"]),
        ({"formula": ["+", ["name", "f"], ["name", "g"]]}, ["15", "0", ""]),
        ({"formula": ["/", ["name", "f"], ["-", ["name", "f"], ["num", "12"]]]},
         ["", "0.2", "-1"]),
        # a missing name makes all missing, also in a branch that is not taken
        ({"formula": ["if", [">", ["name", "f"], ["num", "0"]], ["num", "1"], ["name", "g"]]},
         ["1", "3", ""]),
        ({"formula": ["round", ["sqrt", ["abs", ["name", "f"]]], ["num", "3"]]},
         ["3.464", "1.732", "2.449"]),
        ({"formula": ["clip", ["name", "f"], ["num", "0"], ["num", "10"]]}, ["10", "0", "6"]),
        ({"formula": ["neg", ["mean", ["name", "f"], ["num", "0"]]]}, ["-6", "1.5", "-3"]),
        ({"formula": ["ln", ["name", "f"]]}, ["2.484906649788", "", "1.791759469228"]),
        ({"formula": ["exp", ["ln", ["name", "f"]]]}, ["12", "", "6"]),
        ({"formula": ["pow", ["name", "f"], ["num", "2"]]}, ["144", "9", "36"]),
        ({"formula": ["pow", ["name", "f"], ["num", "1001"]]}, ["", "", ""]),
        ({"formula": ["*", ["name", "f"], ["percent", "5"]]}, ["0.6", "-0.15", "0.3"]),
        # false and unknown is false, true or unknown is true, all else stays unknown
        ({"formula": ["if", ["and", [">", ["/", ["num", "1"], ["num", "0"]], ["num", "1"]],
                             [">", ["name", "f"], ["num", "0"]]],
                      ["num", "1"], ["num", "2"]]}, ["", "2", ""]),
        ({"formula": ["if", ["or", ["not", [">", ["ln", ["name", "f"]], ["num", "2"]]],
                             [">", ["num", "7"], ["name", "f"]]],
                      ["num", "1"], ["num", "2"]]}, ["2", "1", "1"]),
        ({"formula": ["max", ["name", "f"], ["num", "1"], ["num", "7"]]}, ["12", "7", "7"]),
        ({"formula": ["if", ["and", [">", ["name", "f"], ["num", "0"]],
                             ["not", ["==", ["name", "f"], ["num", "6"]]]],
                      ["num", "1"], ["num", "0"]]}, ["1", "0", "0"]),
    ],
)  # fmt: skip
def test_input_gives_hand_worked_values(taken: dict[str, Any], expected: list[str]) -> None:
    units = [{"unit": "A", "people": 2}, {"unit": "B", "people": None}, {"unit": "C", "people": 3}]
    found = scored(taken, units, g={"A": 3, "B": 3})
    assert list(found.leaf("a", "x").values()) == expected


def test_named_inputs_build_on_each_other() -> None:
    inputs = {
        "double": {"formula": ["*", ["num", "2"], ["name", "f"]]},
        "both": {"formula": ["-", ["name", "double"], ["name", "before"]]},
        "before": {"indicator": "f", "transform": "value", "at": "previous"},
    }
    canonical = scheme(leaf("a", input={"use": "both"}), inputs=inputs)
    found = outcome(canonical, "A B C", observations=rows())
    assert list(found.leaf("a", "x").values()) == ["14", "0", "6"]


def test_circle_of_formulas_is_damage() -> None:
    inputs = {"p": {"formula": ["name", "q"]}, "q": {"formula": ["name", "p"]}}
    with pytest.raises((DamagedError, RecursionError)):
        outcome(scheme(leaf("a", input={"use": "p"}), inputs=inputs), "A", observations=rows())


def test_target_may_be_data_a_number_or_an_input() -> None:
    inputs = {
        "goal": {"indicator": "g", "transform": "value"},
        "own": {"formula": ["max", ["name", "aim"], ["num", "1"]]},
        "aim": {"indicator": "f", "transform": "target"},
    }
    leaves = [
        leaf(name, {"type": "proportional", "target": target, "cap": None})
        for name, target in (
            ("a", {"input": "own"}),
            ("b", "24"),
            ("c", "goal"),
            ("d", {"input": "goal"}),
        )
    ]
    canonical = scheme(*leaves, inputs=inputs)
    found = outcome(canonical, "A B C", observations=rows(g={"A": 6, "B": 1, "C": 1}))
    got = [(found.leaf(name)["A"], found.leaf(name, "target")["A"]) for name in "abcd"]
    assert got == [("60.00", "20"), ("50.00", "24"), ("200.00", "6"), ("200.00", "6")]


def test_highest_version_counts_and_equal_versions_are_damage() -> None:
    values = [
        {"unit": "A", "indicator": "f", "period": "2026Q3", "value": value, "version": version}
        for value, version in ((1, 2), (5, 10), (3, 9))
    ]
    canonical = scheme(leaf("a"))
    assert outcome(canonical, "A", observations=values).leaf("a") == {"A": "5.00"}
    with pytest.raises(DamagedError, match="line 5"):
        outcome(canonical, "A", observations=[*values, values[1]])


def test_renamed_unit_keeps_its_rows() -> None:
    units = [{"unit": "A", "formerly": "OLD; OLDER"}]
    values = observations(f={"OLD": 4})
    assert outcome(scheme(leaf("a")), units, observations=values).leaf("a") == {"A": "4.00"}
    with pytest.raises(DamagedError, match="OLDEST"):
        outcome(scheme(leaf("a")), units, observations=observations(f={"OLDEST": 4}))


def test_imputation_and_winsorising() -> None:
    taken = {"indicator": "f", "impute": {"method": "median", "by": "all"}}
    values = {"A": 1, "B": 2, "C": 30, "D": 5, "E": None}
    found = outcome(
        scheme(leaf("a", input=taken)), "A B C D E", observations=observations(f=values)
    )
    assert found.leaf("a", "x")["E"] == "3.5"
    treat = {"skew": "1", "kurtosis": "1", "max_points": 1, "then": None}
    taken = {"indicator": "f", "treat": treat}
    spread = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 50}
    found = outcome(
        scheme(leaf("a", input=taken)), "A B C D E", observations=observations(f=spread)
    )
    assert list(found.leaf("a", "x").values()) == ["1", "2", "3", "4", "4"]


def test_missing_figure_is_refused_unless_an_option_says_otherwise() -> None:
    with pytest.raises(RefusedError, match="leaf a, unit B"):
        outcome(scheme(leaf("a")), "A B", observations=observations(f={"A": 1}))
    units = [{"unit": "A"}, {"unit": "B", "participates": False}]
    found = outcome(scheme(leaf("a")), units, observations=observations(f={"A": 1}))
    assert found.ranking("rank") == {"A": "1", "B": ""}


def test_target_follows_the_period_that_the_input_is_taken_at() -> None:
    taken = {"indicator": "f", "transform": "value", "at": "previous"}
    values = observations(f={"A": (9, 9)})
    values += [{"unit": "A", "indicator": "f", "period": "2026Q2", "value": 3, "target": 4}]
    canonical = scheme(leaf("a", "proportional", input=taken))
    assert outcome(canonical, "A", observations=values).leaf("a") == {"A": "75.00"}
