"""Grades by bands and quotas, and what lowers them."""

from tests.engine.scoring.report.excel.small import column, formula, parameters, plan_of

BANDS = {
    "by": "score",
    "bands": [{"grade": "优", "min": 10}, {"grade": "良", "min": 6}, {"grade": "差"}],
}
QUOTAS = {
    "by": "quota",
    "round": "half_up",
    "quotas": [
        {"grade": "优", "share": 0.3, "min": 9},
        {"grade": "良", "count": 1},
        {"grade": "差"},
    ],
}


def test_bands_nest_from_the_best() -> None:
    plan = plan_of("direct", 5.0, 12.0, 8.0, grades=BANDS)
    assert [cell.value for cell in column(plan, "总分", "等次")] == ["差", "优", "良"]
    text = formula(plan, "总分", "等次")
    assert text.count("IF(") == 3
    assert "差" not in text  # words of the scheme stand in cells


def test_quotas_count_who_is_ranked() -> None:
    plan = plan_of("direct", 5.0, 12.0, 8.0, grades=QUOTAS)
    assert [cell.value for cell in column(plan, "总分", "等次")] == ["差", "优", "良"]
    held = parameters(plan)
    assert (held["优 末位名次"], held["良 末位名次"]) == (1, 2)
    assert held["优 比例"] == 0.3


def test_groups_may_have_quotas_of_their_own() -> None:
    groups = [
        {"id": "one", "name": "一组", "members": ["A", "B"]},
        {"id": "two", "name": "二组", "members": ["C"]},
    ]
    own = {"two": [{"grade": "良", "count": 1}, {"grade": "差"}]}
    plan = plan_of("direct", 5.0, 12.0, 8.0, groups=groups, grades={**QUOTAS, "groups": own})
    cells = [cell.value for cell in column(plan, "总分", "等次") if cell.formula is not None]
    assert cells == ["良", "优", "良"]


def test_gates_lower_a_grade() -> None:
    effects = [
        {"id": "d", "name": "降", "when": {"fact": "a", "op": ">", "value": 11}},
        {"id": "l", "name": "末", "when": {"fact": "a", "op": "==", "value": 8}},
    ]
    effects[0]["then"] = [{"effect": "downgrade", "levels": 2}]
    effects[1]["then"] = [{"effect": "lowest_grade"}]
    plan = plan_of("direct", 5.0, 12.0, 8.0, grades=BANDS, vetoes=effects)
    assert [cell.value for cell in column(plan, "总分", "初定等次")] == ["差", "优", "良"]
    assert [cell.value for cell in column(plan, "总分", "等次")] == ["差", "差", "差"]
    assert "+2*(" in formula(plan, "总分", "等次")


def test_a_grade_may_be_capped() -> None:
    veto = {
        "id": "c",
        "name": "封",
        "when": {"fact": "a", "op": ">", "value": 11},
        "then": [{"effect": "cap_grade", "to": "良"}],
    }
    plan = plan_of("direct", 5.0, 12.0, 8.0, grades=BANDS, vetoes=[veto])
    assert [cell.value for cell in column(plan, "总分", "等次")] == ["差", "良", "良"]
    assert "MAX(MATCH(" in formula(plan, "总分", "等次")
