"""A unit's total, place and grade as sentences, in Chinese and in English."""

from typing import Any

from sanbi.engine.scoring.explain import UnitExplanation, explain_unit
from sanbi.engine.scoring.explain.unit_words import MOST_LOST, most_lost
from tests.engine.scoring.explain.small import PERIOD, VALUES, leaf, observed, run

NAMES = {"A": "望江镇", "B": "青石镇", "C": "枫林镇", "D": "龙潭镇", "E": "石桥镇", "F": "云岭镇"}
UNITS = [{"unit": unit, "name": NAMES[unit]} for unit in VALUES]
HISTORY = [
    {"unit": unit, "group": "", "period": "2026Q2", "score": 8, "rank": rank}
    for unit, rank in zip("ABCD", (3, 1, 3, 9), strict=True)
]
LINEAR = {"type": "linear", "target": "12", "slope": "0.8"}


def unit(code: str, language: Any = "zh", **more: Any) -> UnitExplanation:
    tables = {"history": HISTORY, **more.pop("tables", {})}
    result = run(leaf(LINEAR, name="投资增速"), units=UNITS, tables=tables, **more)
    return explain_unit(result, code, language=language)


def test_place_change_and_gaps() -> None:
    told = unit("B")
    assert told.sentences == (
        "小考核（第3版） · 2026年三季度",
        "青石镇得8.40分，列第2名（共6个），比上期降1名，距第1名望江镇1.60分，领先第3名枫林镇2.88分。",
        "得分构成：投资增速得8.40分（满分10分，失1.60分）。",
        "失分最多的是：投资增速失1.60分。",
    )
    assert told.to_text() == "\n".join(told.sentences)
    assert (told.rank, told.of, told.previous_rank) == ("2", 6, "1")
    assert told.previous_period_label == "2026年二季度"
    assert told.change is not None
    assert (told.change.value, told.change.text) == (-1, "−1")
    assert told.gap is not None
    assert told.gap.text == "1.60"
    assert [(o.name, o.difference.text) for o in told.neighbours if o.difference] == [
        ("望江镇", "1.60"),
        ("枫林镇", "2.88"),
    ]
    assert told.group_name == ""
    assert [shown.text for shown in (told.points, told.score) if shown] == ["10", "8.40"]


def test_in_english() -> None:
    assert unit("B", "en").sentences == (
        "小考核 (version 3) · Q3 2026",
        (
            "青石镇 has 8.40 points, place 2 of 6, down 1 on the period before,"
            " 1.60 points behind 望江镇 (place 1), 2.88 points ahead of 枫林镇 (place 3)."
        ),
        "Made up of: 投资增速 8.40 points (of 10 points, 1.60 points lost).",
        "Most was lost at: 投资增速 1.60 points.",
    )


def test_first_last_risen_and_unchanged() -> None:
    first = unit("A")
    assert first.sentences[1] == (
        "望江镇得10.00分，列第1名（共6个），比上期升2名，领先第2名青石镇1.60分。"
    )
    assert (first.gap, [other.name for other in first.neighbours]) == (None, ["青石镇"])
    assert first.change is not None
    assert first.change.text == "+2"
    assert first.sentences[2] == "得分构成：投资增速得10.00分（满分）。"
    last = unit("F")
    assert last.sentences[1] == "云岭镇得0.00分，列第6名（共6个），距第5名石桥镇0.40分。"
    assert (last.change, last.previous_rank) == (None, "")
    assert "名次与上期持平" in unit("C").sentences[1]
    assert "the same place as the period before" in unit("C", "en").sentences[1]
    assert "up 2 on" in unit("A", "en").sentences[1]


def test_a_group_is_named() -> None:
    groups = [{"id": "g", "name": "山区组", "members": ["A", "B"]},
              {"id": "h", "members": ["C", "D", "E", "F"]}]  # fmt: skip
    told = unit("B", groups=groups)
    assert told.sentences[0] == "小考核（第3版） · 2026年三季度 · 山区组"
    assert (told.group, told.group_name, told.of) == ("g", "山区组", 2)


def test_unranked() -> None:
    apart = run(
        leaf("direct"), units=[{**held, "participates": held["unit"] != "B"} for held in UNITS]
    )
    assert explain_unit(apart, "B").sentences[1] == "青石镇得10.00分，不参加排名：本期不参评。"
    assert explain_unit(apart, "B", language="en").sentences[1] == (
        "青石镇 has 10.00 points and is not ranked: it does not take part in this period."
    )
    values: dict[str, float | None] = {**VALUES, "B": None}
    left = run(leaf("direct", missing="leave_out"), leaf("direct", id="m", missing="zero"),
               observations=observed(values), units=UNITS)  # fmt: skip
    told = explain_unit(left, "B")
    assert told.unranked == "有指标项缺数或不适用，按办法不排名"
    assert told.sentences[-1] == ("需要说明的指标项：增速：缺数，不参加排名；增速：缺数，计零分。")
    nothing = run(
        leaf("direct", missing="redistribute"), observations=observed(values), units=UNITS
    )
    assert explain_unit(nothing, "B").sentences[1] == "青石镇没有总分：没有可计分的指标项。"
    assert explain_unit(nothing, "B").sentences[2] == "得分构成：增速：缺数，权重转移。"
    assert explain_unit(nothing, "B").score is None


def test_bonus_deduction_and_above_the_full_mark() -> None:
    item = {"id": "e", "name": "表彰", "rule": {"type": "events", "each": "2"}}
    blocks = [
        {"id": "on", "name": "加分项", "sign": "add", "cap": "3", "items": [item]},
        {"id": "off", "name": "减分项", "sign": "deduct", "items": [{**item, "id": "d",
         "name": "通报"}]},
        {"id": "none", "name": "空项", "sign": "add", "items": [{**item, "id": "n"}]},
    ]  # fmt: skip
    events = [
        {"unit": "A", "item": "e", "period": PERIOD, "count": 2},
        {"unit": "A", "item": "d", "period": PERIOD, "count": 0.25},
    ]
    result = run(leaf("direct"), units=UNITS, tables={"events": events}, adjustments=blocks)
    assert explain_unit(result, "A").sentences[1:] == (
        "望江镇得15.00分，列第1名（共6个），领先第2名青石镇5.00分。",
        "得分构成：增速得12.50分（满分10分，超出2.50分）。",
        "加分“加分项”计3.00分（表彰：4.00分），原为4.00分，以3分为限。",
        "减分“减分项”计0.50分（通报：0.50分）。",
    )
    assert explain_unit(result, "A", language="en").sentences[-2:] == (
        "Bonus “加分项”: 3.00 points (表彰: 4.00 points), from 4.00 points, limited to 3 points.",
        "Deduction “减分项”: 0.50 points (通报: 0.50 points).",
    )


def test_consequences() -> None:
    consequences = [
        {"id": "talk", "name": "末位约谈", "when": {"fact": "rank_from_bottom", "op": "<=",
         "value": "1"}, "text": "约谈主要负责人"},
        {"id": "flag", "select": {"by": "total", "count": 1}, "text": "授予流动红旗"},
        {"id": "note", "when": {"fact": "total", "op": "<", "value": "1"}},
    ]  # fmt: skip
    result = run(leaf("direct"), units=UNITS, consequences=consequences)
    assert explain_unit(result, "F").consequences == (
        "末位约谈：约谈主要负责人（倒数名次 不高于 1）",
        "note（总分 低于 1）",
    )
    assert explain_unit(result, "F").sentences[-2] == (
        "结果运用：末位约谈：约谈主要负责人（倒数名次 不高于 1）。"
    )
    assert explain_unit(result, "A").consequences == ("授予流动红旗",)
    assert explain_unit(result, "C").consequences == ()


def test_most_lost_lists_at_most_five_the_costliest_first() -> None:
    leaves = [
        leaf(
            {"type": "proportional", "target": str(10 * place)}, id=f"l{place}", name=f"第{place}项"
        )
        for place in range(1, 9)
    ]
    told = explain_unit(run(*leaves, units=UNITS), "C")
    assert [part.id for part in most_lost(told)][:2] == ["l8", "l7"]
    assert told.sentences[-1].count("失") == MOST_LOST + 1


def test_most_lost_compares_own_points_where_worth_is_unknown() -> None:
    tree = {
        "id": "total",
        "aggregate": "geometric",
        "children": [
            leaf("direct", id="a", name="甲"),
            leaf("direct", id="b", points="30", name="乙"),
        ],
    }
    rows = observed({"A": 4.0}, {})
    told = explain_unit(run(tree=tree, observations=rows, units=UNITS[:1]), "A")
    assert told.sentences[-1] == "失分最多的是：乙失26.00分、甲失6.00分。"
