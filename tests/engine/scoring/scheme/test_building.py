from fractions import Fraction

from sanbi.engine.scoring.scheme import building
from sanbi.engine.scoring.scheme.model import Input, Use
from tests.engine.scoring.properties.cases import leaf, scheme_of


def test_inputs_are_built_by_their_form() -> None:
    assert building.build_input(None) is None
    assert building.build_input({"use": "k", "@": ""}) == Use("k")
    scheme = scheme_of(leaf("a", input={"formula": "p / q", "at": "previous"}))
    item = scheme.leaves["a"].input
    assert isinstance(item, Input)
    assert (item.transform, item.indicator, item.at) == ("formula", None, "previous")


def test_names_default_to_ids() -> None:
    scheme = scheme_of(
        leaf("a"),
        {"id": "n", "name": "投资", "children": [leaf("b", name="增速")]},
        groups=[{"id": "g"}, {"id": "h", "name": "山区"}],
        adjustments=[{"id": "j", "sign": "deduct", "items": [leaf("i")]}],
        vetoes=[{"id": "v", "when": {"fact": "x"}}],
        consequences=[{"id": "c", "name": "约谈", "when": {"fact": "x"}}],
    )
    assert [item.name for item in scheme.tree.walk()] == ["total", "a", "投资", "增速"]
    assert [group.name for group in scheme.groups] == ["g", "山区"]
    assert scheme.adjustments[0].name == "j"
    assert scheme.gates[0].name == "v"
    assert (scheme.consequences[0].name, scheme.consequences[0].text) == ("约谈", "约谈")


def test_texts_of_a_leaf_are_kept_where_stated() -> None:
    scheme = scheme_of(leaf("a", lead_unit="发改局", clause="第三条"))
    assert scheme.leaves["a"].texts == {"lead_unit": "发改局", "clause": "第三条"}


def test_a_block_capped_at_its_points_has_no_cap() -> None:
    block = {"id": "j", "sign": "add", "items": [leaf("i")]}
    assert scheme_of(leaf("a"), adjustments=[{**block, "cap": "points"}]).adjustments[0].cap is None
    assert scheme_of(leaf("a"), adjustments=[{**block, "cap": 3}]).adjustments[0].cap == 3


def test_periods_are_a_word_or_labels() -> None:
    word = scheme_of(leaf("a"), root={"over": {"periods": "months"}}).tree.over
    labels = scheme_of(
        leaf("a"), root={"over": {"periods": ["x", "y"], "weights": [1, 99]}}
    ).tree.over
    assert word is not None
    assert labels is not None
    assert (word.periods, word.weights) == ("months", None)
    assert (labels.periods, labels.weights) == (("x", "y"), (Fraction(1), Fraction(99)))


def test_grades_go_by_bands_or_quotas() -> None:
    bands = scheme_of(leaf("a"), grades={"bands": [{"grade": "优", "min": 90}, {"grade": "良"}]})
    quotas = {
        "by": "quota",
        "quotas": [{"grade": "甲", "count": 1}, {"grade": "乙"}],
        "groups": {"g": [{"grade": "甲"}]},
    }
    by_quota = scheme_of(leaf("a"), grades=quotas).grades
    assert bands.grades is not None
    assert bands.grades.names == ("优", "良")
    assert by_quota is not None
    assert by_quota.names == ("甲", "乙")
    assert list(by_quota.groups) == ["g"]


def test_exclusions_and_ties() -> None:
    scheme = scheme_of(
        leaf("a"), exclusions=[{"units": ["A", "B"]}], ties={"then": [{"by": "a", "better": "low"}]}
    )
    assert (scheme.exclusions[0].units, scheme.exclusions[0].reason) == (("A", "B"), "")
    assert [(key["by"], key["better"]) for key in scheme.ties.then] == [("a", "low")]


def test_a_consequence_is_a_notice_unless_it_says_otherwise() -> None:
    named = [
        {"id": "a", "when": {"fact": "x"}},
        {"编号": "b", "如果": {"事实": "x"}, "类别": "约谈"},
        {"id": "c", "when": {"fact": "x"}, "kind": "award"},
    ]
    scheme = scheme_of(leaf("l"), consequences=named)
    assert [item.kind for item in scheme.consequences] == ["notice", "talk", "award"]
