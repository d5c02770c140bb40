"""Every fault speaks Chinese and English: the source is searched, a bad scheme read in full."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from sanbi.engine.conditions.words import KEYS, OPERATORS
from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.faults import DataFaults, Fault, SchemeFaults
from sanbi.engine.scoring.package import Finding
from sanbi.engine.scoring.scheme.fields import json_schema
from sanbi.engine.scoring.words_zh import BORROWED, CHINESE, OWN, outside, periods
from tests.engine.scoring.bad_scheme import BAD_SCHEME, IN_CHINESE, IN_ENGLISH
from tests.support.templates import DEFAULT_NAMES, Found, templates_in

# Not searched: what speaks through catalogues of its own, and what only programmers can cause.
OTHERS = {"data", "documents", "pacing", "report", "scheduling", "substitution", "words_zh"}
PROGRAMMERS = {
    "calendar": {"progress.py", "seed.py", "statutory.py", "table.py", "working.py"},
    "integrity": {"chain.py", "hashes.py", "numerals.py"},
}


def searched(repo: Path) -> Found:
    source = repo / "src/sanbi"
    paths = [
        path
        for part in ("engine", "cli")
        for path in sorted((source / part).rglob("*.py"))
        if not OTHERS & set(path.parts)
        and path.name not in PROGRAMMERS.get(path.parent.name, set())
    ]
    assert len(paths) > 100
    return templates_in(paths, source)


BRACES = re.compile(r"\{([a-z_]+)(?:![ra])?(?::[^ }]*)?\}")  # {count:,}, but not {fact: name}


# -- the catalogue against the source ------------------------------------------------------------
def test_every_template_has_chinese_words_and_no_words_are_idle(repo: Path) -> None:
    said = searched(repo).templates | DEFAULT_NAMES
    held = {english for table in OWN for english in table}
    assert sorted(said - held) == []
    assert sorted(held - said) == []


def test_no_message_is_put_together_on_the_spot(repo: Path) -> None:
    assert searched(repo).loose == []


def test_no_template_stands_twice() -> None:
    every = [english for table in (*BORROWED, *OWN) for english in table]
    tables = {english: sum(english in table for table in OWN) for english in every}
    assert [english for english, count in tables.items() if count > 1] == []


def test_both_languages_have_the_same_values() -> None:
    for english, chinese in CHINESE.items():
        named = set(BRACES.findall(english))
        assert set(BRACES.findall(chinese)) == named, english
        if named:  # then both are formatted, and no stray brace may stand in either
            for template in (english, chinese):
                fields = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
                assert fields == named, template


# -- nothing English is left ---------------------------------------------------------------------
THINGS = {
    "BOM",
    "CSV",
    "GDP",
    "JSON",
    "MB",
    "NFC",
    "UTF",
    "YAML",
    "Excel",
    "Windows",
    "Apache",
    "Spark",
    "Java",
    "JAVA_HOME",
    "Debian",
    "openjdk",
    "jre",
    "headless",
    "pip",
    "install",
    "spark",
    "executor",
    "memory",
    "zip",
    "sanbi",
    "score",
    "previous",
    "period",
    "wave",
    "file",
    "name",
    "text",
    "package",
    "ranking",
    "csv",
    "scheme",
    "yaml",
    "docs",
    "algorithms",
    "formula",
    "md",
    "about",
    "files",
    "hash",
    "size",
    "format",
    "None",
    "bool",
    "int",
    "str",
    "Decimal",
    "Fraction",
    "list",
    "dict",
    "null",
    "number_text",
    "csv_bytes",
    "and",
    "or",
    "pow",
    "round",
    "sum",
    "if",
    "num",
    "xlsx",
    "overwrite",
}


def _written(schema: object) -> set[str]:
    """Every key and choice that the published JSON Schema lets an author write."""
    if isinstance(schema, list):
        return {word for part in schema for word in _written(part)}
    if not isinstance(schema, dict):
        return set()
    own = {*schema.get("properties", {}), *map(str, schema.get("enum", []))}
    return own | {word for part in schema.values() for word in _written(part)}


KNOWN = {*THINGS, *_written(json_schema()), *KEYS, *OPERATORS}


def left_in_english(chinese: str) -> set[str]:
    """Latin words of a Chinese text that are no values, keys, choices or names of things."""
    text = BRACES.sub("", chinese)
    return {word for word in re.findall(r"[A-Za-z_]{2,}", text) if word not in KNOWN}


def test_no_chinese_text_keeps_english_words() -> None:
    tables = (*OWN, outside.YAML, outside.SYSTEM, periods.KINDS)
    every = {english: chinese for table in tables for english, chinese in table.items()}
    found = {english: left_in_english(chinese) for english, chinese in every.items()}
    assert {english: left for english, left in found.items() if left} == {}


def test_an_english_word_in_a_chinese_text_is_found() -> None:
    assert left_in_english("权重 shares_of 合计 {total}，at byte {start}") == {"shares_of", "byte"}
    assert left_in_english("权重合计 {total}；写“weights: relative”") == set()


# -- negative controls of the search -------------------------------------------------------------
PLANTED = """
def check(faults, leaf, cap):
    message = Phrase("leaf '{leaf}' is planted", leaf=leaf)
    hint = "plant nothing" if cap else "or plant a tree"
    faults.add(leaf["@"], message, hint, "planted")
    faults.add(leaf["@"], f"leaf {leaf} is loose", "known: " + ", ".join(cap), "loose")
    raise DataFaults([Fault("ground", "planted too", "dig it out")])
"""


def test_a_template_without_chinese_words_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(PLANTED, encoding="utf-8")
    found = templates_in([tmp_path / "planted.py"], tmp_path)
    assert found.templates == {
        "leaf '{leaf}' is planted",
        "plant nothing",
        "or plant a tree",
        "ground",
        "planted too",
        "dig it out",
    }
    assert found.templates.isdisjoint(CHINESE)
    assert [loose.split(": ", 1)[0] for loose in found.loose] == ["planted.py:6", "planted.py:6"]


# -- a bad scheme, and data that cannot be scored -------------------------------------------------
def faults_of(text: str) -> list[Fault]:
    with pytest.raises(SchemeFaults) as refusal:
        Scheme.from_text(text, "办法.yaml")
    return list(refusal.value.faults)


def test_every_fault_of_a_scheme_is_told_in_both_languages() -> None:
    faults = faults_of(BAD_SCHEME)
    assert len({fault.code for fault in faults}) >= 20
    assert [fault.text("zh") for fault in faults] == IN_CHINESE
    assert [fault.text("en") for fault in faults] == IN_ENGLISH
    assert [str(fault) for fault in faults] == IN_ENGLISH


TREE_OF_WEIGHTS = """\
sanbi: 1
id: s
title: t
tree:
  aggregate: weighted
  children:
    - {id: a, weight: 0.5, input: x, rule: direct}
    - {id: b, weight: 0.4, input: y, rule: direct}
"""


def test_weights_are_told_with_the_mending_in_both_languages() -> None:
    (fault,) = faults_of(TREE_OF_WEIGHTS)
    assert fault.text("zh") == (
        "办法.yaml 第5行第3列：节点“total”下级的权重合计 0.5 + 0.4 = 0.9；"
        "合计应为 1 或 100；或写“权重合计: 相对”（weights: relative）"
    )
    assert str(fault) == (
        "办法.yaml:5:3: the weights below node 'total' add up to 0.5 + 0.4 = 0.9 — "
        "make them add up to 1 or 100, or write weights: relative"
    )


GOOD_SCHEME = """\
sanbi: 1
id: s
title: t
groups:
  - {id: g1, name: 一组, members: [A, B]}
tree:
  children:
    - {id: a, name: 甲, points: 10, input: x, rule: {type: proportional}}
    - {id: u, name: 乙, points: 10, rule: {type: events, each: {省级: 2}}}
    - {id: r, name: 丙, points: 10, rule: {type: rating}}
"""
UNSCORABLE = [
    (
        (
            "A 东乡，x，2026Q3：指标项“a”（甲）缺数；"
            "请补填；或在指标项写“缺数: 计零”“缺数: 组均值”“缺数: 权重转移”等"
        ),
        (
            "A 东乡, x, 2026Q3: a value that leaf 'a' (甲) needs is missing — "
            "fill it in, or let the leaf say missing: zero, group_mean, redistribute …"
        ),
    ),
    (
        "计次事项 A/u：考核办法没有写类别“市级”每次几分；可用的有：省级",
        "events A/u: the kind '市级' has no points in the scheme — known: 省级",
    ),
    (
        "部门评分 B/r：评分 99.0 不在 0 到 10 之间；请改正评分，或计分方法的“out_of / 评分满分”",
        "ratings B/r: the rating 99.0 is outside 0 … 10 — correct the mark or the rule's out_of",
    ),
]


def test_faults_of_the_data_are_told_in_both_languages() -> None:
    period = {"period": "2026Q3"}
    data = Data.from_rows(
        units=[{"unit": "A", "name": "东乡"}, {"unit": "B", "name": "西乡"}],
        observations=[{"unit": "B", "indicator": "x", "value": 3, "target": 2, **period}],
        events=[{"unit": "A", "item": "u", "kind": "市级", "count": 1, **period}],
        ratings=[{"unit": "B", "leaf": "r", "assessor": "办", "rating": 99, **period}],
    )
    with pytest.raises(DataFaults) as refusal:
        score(Scheme.from_text(GOOD_SCHEME), data, "2026Q3")
    said = [(fault.text("zh"), fault.text("en")) for fault in refusal.value.faults]
    assert said == UNSCORABLE


def test_findings_are_told_in_both_languages() -> None:
    where = Phrase(
        "{name} line {number}, {column} ({unit})", name="a", number=2, column="b", unit="A"
    )
    finding = Finding(where, "1", "2")
    assert finding.text("zh") == "a 第2行，b（A）：包内为“1”，复算为“2”"
    assert str(finding) == "a line 2, b (A): stored '1', recomputed '2'"


def test_texts_of_the_data_readers_pass_through() -> None:
    fault = Fault("数据!D7", "“6..4”不是数字", "写成 6.4", "number")
    assert fault.text("zh") == "数据!D7：“6..4”不是数字；写成 6.4"


# -- words of the YAML reader --------------------------------------------------------------------
BAD_YAML = {
    "but found another document": "a: 1\n---\nb: 2\n",
    "could not find expected ':'": "a: 1\nb\nc: 2\n",
    "expected ',' or ']', but got ':'": "a: [1, 2\nb: 3\n",
    "expected ',' or ']', but got '<scalar>'": "a: ['1' '2']\n",
    "expected ',' or ']', but got '<stream end>'": "a: [1, 2\n",
    "expected ',' or '}', but got ':'": "a: {b: 1\nc: 2\n",
    "expected ',' or '}', but got '<stream end>'": "a: {b: 1\n",
    "expected <block end>, but found '-'": "a: 1\n- b\n",
    "expected <block end>, but found '<block mapping start>'": "a:\n    b: 1\n   c: 2\n",
    "expected <block end>, but found '<block sequence start>'": "a:\n  - 1\n - 2\n",
    "expected <block end>, but found '<scalar>'": "a: '1' 2\n",
    "expected <block end>, but found '?'": "- a\nb: 1\n",
    "expected <block end>, but found ']'": "a: [1, 2]]\n",
    "expected <block end>, but found '}'": "a: {b: 1}}\n",
    "found character '%' that cannot start any token": "a: %5\n",
    "found character '@' that cannot start any token": "a: @b\n",
    "found character '\\t' that cannot start any token": "a:\n\tb: 1\n",
    "found character '`' that cannot start any token": "a: `b`\n",
    "found unexpected end of stream": "a: 'b\n",
    "mapping values are not allowed here": "a: b: c\n",
    "sequence entries are not allowed here": "a: - b\n",
}


def test_words_of_the_yaml_reader_are_known() -> None:
    said = {}
    for expected, text in BAD_YAML.items():
        with pytest.raises(yaml.MarkedYAMLError) as refusal:
            yaml.compose(text, Loader=yaml.SafeLoader)
        said[expected] = refusal.value.problem
    assert said == {expected: expected for expected in BAD_YAML}
    assert set(outside.YAML) == set(BAD_YAML)
