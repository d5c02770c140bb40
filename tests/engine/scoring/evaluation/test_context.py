"""Who stands in which group and population."""

from tests.engine.scoring.evaluation.small import leaf, run, scores

FIGURES = {"f": {"A": 4, "B": 2, "C": 8}}
GROUPS = [{"id": "g", "members": ["A", "B"]}]


def test_unit_of_no_group_is_in_no_population() -> None:
    """C has the most, and no group: A is the best of all groups."""
    result = run(leaf("a", "ratio_to_best", compare_in="all"), figures=FIGURES, groups=GROUPS)
    assert scores(result) == {"A": 100.0, "B": 50.0}
    with_c = [*GROUPS, {"id": "h", "members": ["C"]}]
    result = run(leaf("a", "ratio_to_best", compare_in="all"), figures=FIGURES, groups=with_c)
    assert scores(result) == {"A": 50.0, "B": 25.0, "C": 100.0}


def test_unit_of_no_group_need_not_report_and_fills_no_gap() -> None:
    units = [{"unit": unit} for unit in "ABCD"]
    taken = {"indicator": "f", "impute": {"method": "mean", "by": "all"}}
    groups = [{"id": "g", "members": ["A", "B", "D"]}]
    result = run(leaf(input=taken), figures=FIGURES, units=units, groups=groups)
    assert scores(result) == {"A": 4.0, "B": 2.0, "D": 3.0}
    few = {"f": {"A": 4, "B": 2}}
    result = run(leaf(compare_in="all"), figures=few, units=units, groups=GROUPS)
    assert scores(result) == {"A": 4.0, "B": 2.0}


def test_groups_of_the_units_table_stand_in_order_of_appearance() -> None:
    units = [{"unit": "A", "group": "z;b"}, {"unit": "B", "group": "y"}, {"unit": "C"}]
    result = run(leaf(), figures=FIGURES, units=units)
    assert [row["group"] for row in result.ranking.to_dicts()] == ["z", "b", "y"]
