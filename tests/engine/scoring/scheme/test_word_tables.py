"""The page of words is what the fields say, and it tells every key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.fields import SCHEME
from sanbi.engine.scoring.scheme.kinds import Choice, Field, Name, Object, Text
from sanbi.engine.scoring.scheme.rule_fields import RULES
from sanbi.engine.scoring.scheme.tree_fields import LEAF, NODE
from sanbi.engine.scoring.scheme.word_meanings import MEANINGS, OBJECT_MEANINGS, meaning_of
from sanbi.engine.scoring.scheme.word_tables import (
    default_words,
    every_object,
    field_rows,
    kind_words,
    word_tables,
)

MECHANISMS = Path(__file__).resolve().parents[4] / "docs" / "mechanisms"


def _objects_below(kind: object) -> Iterator[Object]:
    """Every object that can be written inside a kind, found without the page's own list."""
    if isinstance(kind, Object):
        yield kind
        for field in kind.fields:
            yield from _objects_below(field.kind)
    for part in ("kind", "form", "fixed", "fields"):
        inner = getattr(kind, part, None)
        if inner is not None and not isinstance(inner, tuple):
            yield from _objects_below(inner)


def _without_chinese(field: Field) -> bool:
    return not any("\u4e00" <= sign <= "\u9fff" for word in field.words for sign in word)


def test_the_page_is_what_the_fields_say() -> None:
    page = (MECHANISMS / "words.md").read_text(encoding="utf-8")
    assert page == word_tables(), "write it again: sanbi scheme words > docs/mechanisms/words.md"


def test_every_object_that_can_be_written_is_told() -> None:
    roots = [SCHEME, NODE, LEAF, *(spec.parameters for spec in RULES.values())]
    written = {str(found.title) for root in roots for found in _objects_below(root)}
    assert {"ties", "tie key", "treat", "rank band", "over", "missing option"} <= written
    assert written <= {str(told.title) for told in every_object()}


def test_every_key_has_a_chinese_word() -> None:
    every = [(item.title, field) for item in every_object() for field in item.fields]
    assert len(every) > 200
    assert [(str(title), field.name) for title, field in every if _without_chinese(field)] == []
    assert _without_chinese(Field("id", (), Name()))
    assert _without_chinese(Field("id", ("ident",), Name()))


def test_every_choice_has_a_chinese_word_except_comparisons() -> None:
    tables = {name: table for name, table in vars(words).items() if name.isupper()}
    bare = {
        name
        for name, table in tables.items()
        if isinstance(table, dict) and not all(table.values())
    }
    assert bare == {"COMPARISON"}


def test_every_english_meaning_has_a_chinese_one() -> None:
    lacking = [
        (str(item.title), field.name)
        for item in every_object()
        for field in item.fields
        if field.doc and not meaning_of(item.title, field.name) and not kind_words(field.kind)
    ]
    assert lacking == []
    assert meaning_of("leaf", "lead_unit") == ""


def test_no_meaning_is_idle() -> None:
    keys = {(str(item.title), field.name) for item in every_object() for field in item.fields}
    keys |= {("input", name) for title, name in keys if title.startswith("input ")}
    told = {(title, name) for title, names in OBJECT_MEANINGS.items() for name in names}
    assert told - keys == set()
    assert set(MEANINGS) <= {name for _, name in keys}


@pytest.mark.parametrize(
    ("field", "row"),
    [
        (Field("a", ("甲",), Text()), ("甲", "`a`", "必填", "")),
        (Field("a", ("甲", "乙"), Text(), None), ("甲、乙", "`a`", "", "")),
        (
            Field("a", ("甲",), Choice(words.SCOPE), "all"),
            ("甲", "`a`", "全体 `all`", "组内 `group`、全体 `all`"),
        ),
    ],
)
def test_a_row(field: Field, row: tuple[str, ...]) -> None:
    assert list(field_rows("a thing", [field])) == [row]


def test_defaults_in_words() -> None:
    shown = {
        (str(item.title), field.name): default_words(field)
        for item in every_object()
        for field in item.fields
    }
    assert shown["rule linear", "cap"] == "满分 `points`"
    assert shown["rule events", "cap"] == "不限 `none`"
    assert shown["rule progressive_bands", "max_bands"] == "100"
    assert shown["rule rank_step", "step"] == "0.05"
    assert shown["rule z_score", "sample"] == "是"
    assert shown["scheme", "ties"] == "并列占位 `competition`"
    assert shown["scheme", "round_at"] == "指标项 `leaf`、总分 `total`"
    assert shown["scheme", "groups"] == ""


def test_the_example_of_the_chinese_guide_loads_and_scores() -> None:
    text = (MECHANISMS / "scheme.zh-CN.md").read_text(encoding="utf-8")
    scheme = Scheme.from_text(text.split("```yaml\n")[1].split("```")[0], "例")
    units = [
        {"unit": code, "name": code, "group": "镇", "常住人口": people}
        for code, people in (("青石镇", 3.2), ("松坪镇", 2.0), ("柳湾镇", 4.0))
    ]
    figures = {
        "工业增速": ((8.0, 7.0), (6.0, 7.0), (7.0, 7.0)),
        "财政收入": ((5200, 5000), (2700, 3000), (4100, 4000)),
        "到位资金": ((1.6, None), (0.8, None), (1.2, None)),
    }
    observations = [
        {
            "unit": unit["unit"],
            "indicator": code,
            "period": "2026Q2",
            "value": pair[0],
            "target": pair[1],
        }
        for code, pairs in figures.items()
        for unit, pair in zip(units, pairs, strict=True)
    ]
    ratings = [
        {"unit": unit["unit"], "leaf": "党建", "assessor": "组织部", "rating": mark}
        for unit, mark in zip(units, (90, 80, 95), strict=True)
    ]
    events = [
        {"unit": "松坪镇", "item": "迟报", "kind": "迟报", "count": 2},
        {"unit": "青石镇", "item": "表彰", "kind": "省级", "count": 1},
        {"unit": "柳湾镇", "item": "安全事故", "count": 1},
    ]
    data = Data.from_rows(units=units, observations=observations, ratings=ratings, events=events)
    result = score(scheme, data)
    totals = {row["unit"]: (row["score"], row["rank"]) for row in result.ranking.to_dicts()}
    grades = {row["unit"]: row["grade"] for row in result.grades.to_dicts()}
    # By hand: 工业增速 30 ± 2 a point, 财政收入 25·x/T up to 25, 到位资金 per head 25 20 15,
    # 党建 10·v/100, 迟报 10 − 1 each, 表彰 + 2 of a province.
    assert totals == {
        "青石镇": (pytest.approx(30 + 25 + 25 + 9 + 10 + 2), 1),
        "柳湾镇": (pytest.approx(30 + 25 + 15 + 9.5 + 10), 2),
        "松坪镇": (pytest.approx(28 + 22.5 + 20 + 8 + 8), 3),
    }
    assert grades == {"青石镇": "优秀", "柳湾镇": "较差", "松坪镇": "一般"}
