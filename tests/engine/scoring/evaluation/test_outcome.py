"""From scores to ranks, grades, effects and consequences."""

from typing import Any

import pytest

from sanbi.engine.conditions import parse_condition
from sanbi.engine.scoring import DataFaults
from sanbi.engine.scoring.evaluation.cohort import CohortScorer
from sanbi.engine.scoring.evaluation.context import Evaluation, TextColumns
from sanbi.engine.scoring.evaluation.gating import is_late
from sanbi.engine.scoring.evaluation.grading import apply_effects, effect_words, quota_limits
from sanbi.engine.scoring.evaluation.outcome import LateFacts, score_cohort
from sanbi.engine.scoring.evaluation.ranking import tie_column
from tests.engine.scoring.properties.cases import (
    CODES,
    PERIOD,
    data_of,
    figures,
    leaf,
    listed,
    ranks,
    run,
    scheme_of,
    table_of,
)

TABLE = {"a": [9.0, 7.0, 7.0, 1.0], "b": [1.0, 2.0, 3.0, None]}
BANDS = {"bands": [{"grade": "优", "min": 8}, {"grade": "良", "min": 5}, {"grade": "中"}]}


def over(fact: str, op: str, value: Any) -> dict[str, Any]:
    """A comparison."""
    return {"fact": fact, "op": op, "value": value}


def veto(when: Any, *effects: Any, code: str = "v", **more: Any) -> dict[str, Any]:
    """A veto with effects."""
    return {"id": code, "when": when, "then": list(effects), **more}


def outcome(**more: Any) -> Any:
    """One cohort of four units."""
    return run(table_of(TABLE), leaf("a"), grades=BANDS, **more)


# -- ranking ---------------------------------------------------------------------------------------
def test_a_tie_key_must_be_there_for_who_is_ranked() -> None:
    inputs = {"k": {"indicator": "b"}}
    ties = {"then": [{"by": "k"}]}
    with pytest.raises(DataFaults) as refusal:
        outcome(inputs=inputs, ties=ties)
    assert [(fault.where, fault.code) for fault in refusal.value.faults] == [("U3", "tie-key")]
    left_out = [{"units": ["U3"], "reason": "新设"}]
    assert ranks(outcome(inputs=inputs, ties=ties, exclusions=left_out)) == [1, 3, 2, None]


def test_tie_keys_are_leaves_nodes_or_inputs() -> None:
    scheme = scheme_of(leaf("a", "rank_step"), inputs={"k": {"indicator": "b"}})
    evaluation = Evaluation(scheme, table_of(TABLE), PERIOD)
    scorer = CohortScorer(evaluation, evaluation.cohorts[0], {})
    held = scorer.score()
    assert listed(tie_column(scorer, held, "a")) == [100, 95, 95, 85]
    assert listed(tie_column(scorer, held, "total")) == [100, 95, 95, 85]
    assert listed(tie_column(scorer, held, "k")) == [1, 2, 3, None]


def test_ranks_need_totals() -> None:
    from sanbi.engine.scoring.evaluation.cohort import Scores
    from sanbi.engine.scoring.evaluation.ranking import rank_cohort

    evaluation = Evaluation(scheme_of(leaf("a")), table_of(TABLE), PERIOD)
    scorer = CohortScorer(evaluation, evaluation.cohorts[0], {})
    with pytest.raises(TypeError):
        rank_cohort(scorer, Scores(), None)


def test_nobody_ranked() -> None:
    result = outcome(exclusions=[{"when": over("a", ">", 0)}])
    assert ranks(result) == [None] * 4
    assert result.outcomes[0].grades == (None,) * 4
    assert [row[4] for row in result.ranking_rows] == [""] * 4


# -- grades ----------------------------------------------------------------------------------------
QUOTAS: list[tuple[list[dict[str, Any]], int, str, list[int | None]]] = [
    ([{"share": "0.25"}, {"share": "0.5"}, {}], 10, "down", [2, 7, None]),
    ([{"share": "0.25"}, {"share": "0.5"}, {}], 10, "up", [3, 8, None]),
    ([{"share": "0.25"}, {"share": "0.5"}, {}], 10, "half_up", [3, 8, None]),
    ([{"count": 2}, {}, {"count": 1}], 3, "down", [2, None, None]),
    ([{"count": 9}], 3, "down", [None]),
    ([], 3, "down", []),
]


@pytest.mark.parametrize(("quotas", "ranked", "mode", "found"), QUOTAS)
def test_last_ranks_of_quotas(quotas: list[Any], ranked: int, mode: str, found: list[Any]) -> None:
    from fractions import Fraction

    whole = [
        {"share": Fraction(q["share"]) if "share" in q else None, "count": q.get("count")}
        for q in quotas
    ]
    assert quota_limits(whole, ranked, mode) == found


def test_a_quota_may_ask_for_a_least_total() -> None:
    quotas = [
        {"grade": "甲", "count": 3, "min": 8},
        {"grade": "乙", "count": 1, "min": 5},
        {"grade": "丙"},
    ]
    result = run(table_of(TABLE), leaf("a"), grades={"by": "quota", "quotas": quotas})
    assert result.outcomes[0].grades == ("甲", "乙", "乙", "丙")
    last = [{"grade": "甲", "count": 1}, {"grade": "乙", "min": 5}]
    result = run(table_of(TABLE), leaf("a"), grades={"by": "quota", "quotas": last})
    assert result.outcomes[0].grades == ("甲", "乙", "乙", "乙")


def test_groups_have_quotas_of_their_own() -> None:
    groups = [{"id": "g", "members": ["U0", "U1"]}, {"id": "h", "members": ["U2", "U3"]}]
    quotas = {
        "by": "quota",
        "quotas": [{"grade": "甲", "count": 1}, {"grade": "乙"}],
        "groups": {"h": [{"grade": "乙"}]},
    }
    result = run(table_of(TABLE), leaf("a"), groups=groups, grades=quotas)
    assert [held.grades for held in result.outcomes] == [("甲", "乙"), ("乙", "乙")]


def test_a_total_below_every_band_has_no_grade() -> None:
    result = run(table_of(TABLE), leaf("a"), grades={"bands": [{"grade": "优", "min": 8}]})
    assert result.outcomes[0].grades == ("优", None, None, None)


def test_effects_on_grades() -> None:
    vetoes = [
        veto(over("a", "<", 2), {"effect": "unranked"}, {"effect": "lowest_grade"}, code="u"),
        veto(
            over("a", ">", 8),
            {"effect": "cap_grade", "to": "良"},
            {"effect": "downgrade", "levels": 5},
            code="w",
        ),
        veto(over("rank", "==", 2), {"effect": "mark", "text": "看"}, code="m", unknown="fail"),
    ]
    result = outcome(vetoes=vetoes)
    assert result.outcomes[0].grades == ("中", "良", "良", "中")
    assert result.outcomes[0].effects == (
        "w:cap_grade=良; w:downgrade",
        "m:mark=看",
        "m:mark=看",
        "u:unranked; u:lowest_grade",
    )


def test_a_unit_without_a_grade_cannot_be_lowered() -> None:
    grades = scheme_of(leaf("a"), grades=BANDS).grades
    assert grades is not None
    assert apply_effects(grades, [None, "优"], []) == [None, "优"]
    assert effect_words([], 2) == ["", ""]


def test_gates_apply_where_the_requirement_fails() -> None:
    gate = {
        "id": "g",
        "require": over("b", ">=", 2),
        "else": {"effect": "rank_last"},
        "unknown": "fail",
    }
    assert ranks(outcome(gates=[gate])) == [3, 1, 1, 4]
    assert ranks(outcome(gates=[{**gate, "unknown": "pass"}])) == [4, 1, 1, 3]
    with pytest.raises(DataFaults):
        outcome(gates=[{**gate, "unknown": "error"}])


def test_what_is_late() -> None:
    assert is_late(parse_condition({"any": [over("a", ">", 1), over("rank", "<", 3)]}))
    assert not is_late(parse_condition(over("score.a", ">", 1)))


# -- consequences ----------------------------------------------------------------------------------
def chosen(**select: Any) -> list[str]:
    """The units that a selection takes."""
    more = {"when": select.pop("when")} if "when" in select else {}
    rule = {"id": "c", "text": "t", "select": select, **more}
    result = outcome(consequences=[rule], inputs={"k": {"indicator": "b"}})
    return [row[1] for row in result.consequence_rows]


def test_selections() -> None:
    assert chosen(by="total", count=1) == ["U0"]
    assert chosen(by="total", count=2) == ["U0", "U1", "U2"]  # equal at the cut
    assert chosen(by="total", count=1, order="lowest") == ["U3"]
    assert chosen(by="k", count=9) == ["U0", "U1", "U2"]  # who has none is not taken
    assert chosen(by="k", count=1) == ["U2"]
    assert chosen(by="score.a", count=1, **{"except": over("b", "==", 1)}) == ["U1", "U2"]
    assert chosen(by="total", count=1, when=over("a", "<", 8)) == ["U1", "U2"]
    assert chosen(by="total", count=1, when=over("a", ">", 99)) == []


def test_a_consequence_of_every_ranked_unit() -> None:
    rule = {"id": "c", "text": "t", "select": {"by": "rank", "count": 9, "order": "lowest"}}
    result = outcome(consequences=[rule], exclusions=[{"units": ["U0"]}])
    assert [row[1] for row in result.consequence_rows] == ["U1", "U2", "U3"]


# -- facts and columns -----------------------------------------------------------------------------
def test_late_facts_are_a_mapping() -> None:
    evaluation = Evaluation(scheme_of(leaf("a")), table_of(TABLE), PERIOD)
    scorer = CohortScorer(evaluation, evaluation.cohorts[0], {})
    found = score_cohort(evaluation, evaluation.cohorts[0], {})
    facts = LateFacts(scorer, found.scores, found.scores, found.ranks, (None,) * 4, [None] * 4)
    assert {"total", "rank", "score.a", "x.a"} <= set(facts)
    assert len(facts) == len(list(facts))
    assert list(facts["rank_from_bottom"]) == [4, 2, 2, 1]
    assert list(facts["rank_change"]) == [None] * 4
    assert found.codes == CODES[:4]


def test_text_columns_of_the_units() -> None:
    units = [{"unit": "A", "name": "甲", "group": "g", "region": "山", "people": 2.0}]
    data = data_of(units)
    columns = TextColumns(data.units)
    assert dict(columns) == {"name": ("甲",), "group": ("g",), "region": ("山",)}
    assert len(columns) == 3
    with pytest.raises(KeyError):
        columns["people"]
    evaluation = Evaluation(scheme_of(leaf("a")), data, PERIOD)
    assert {name: values.tolist() for name, values in evaluation.coefficients.items()} == {
        "people": [2.0]
    }
    assert evaluation.position_of("B") == -1


def test_groups_by_id_or_name_in_the_units_table() -> None:
    units = [
        {"unit": "A", "group": "山区;平原"},
        {"unit": "B", "group": "g"},
        {"unit": "C", "group": "海岛"},
    ]
    rows = [{"unit": unit, "indicator": "a", "period": PERIOD, "value": 1.0} for unit in "ABC"]
    groups = [{"id": "g", "name": "山区"}, {"id": "h", "name": "平原"}]
    result = run(data_of(units, rows), leaf("a"), groups=groups)
    assert [(held.cohort.group, held.codes) for held in result.outcomes] == [
        ("g", ("A", "B")),
        ("h", ("A",)),
    ]
    listed_members = [{"id": "g", "members": ["C"]}, {"id": "h", "name": "平原"}]
    result = run(data_of(units, rows), leaf("a"), groups=listed_members)
    assert [(held.cohort.group, held.codes) for held in result.outcomes] == [
        ("g", ("C",)),
        ("h", ("A",)),
    ]


def test_another_period_keeps_the_roster() -> None:
    evaluation = Evaluation(scheme_of(leaf("a")), data_of(CODES[:4], figures(TABLE)), PERIOD)
    other = evaluation.at("2026Q2")
    assert (other.period, other.units) == ("2026Q2", evaluation.units)
    assert other.cohorts is evaluation.cohorts


def test_a_group_without_units_is_no_cohort() -> None:
    groups = [{"id": "g", "members": ["U0"]}, {"id": "h"}]
    evaluation = Evaluation(scheme_of(leaf("a"), groups=groups), table_of(TABLE), PERIOD)
    assert [cohort.group for cohort in evaluation.cohorts] == ["g"]
