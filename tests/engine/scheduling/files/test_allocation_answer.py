"""What an allocation answers: the plan, how good it is, and a reason for everyone who is out."""

from __future__ import annotations

import time

import pytest

from sanbi.engine.scheduling.faults import said
from sanbi.engine.scheduling.files.allocation_answer import (
    AllocationAnswer,
    allocation_answer,
    allocation_sentences,
    allocation_table,
    factors_table,
)
from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml

# 50 亩 for three projects of 30, 30 and 20: the best two together are a (9) and c (7) with 16.
THREE = """\
title: 三个项目
months: {from: 2027-01, count: 2}
earliness: 0
quotas: [{key: land, name: 用地, measure: 亩, releases: {2027-01: 50}}]
projects:
  - {key: a, name: 甲, township: 东乡, value: 9, milestones: [{key: 供地, uses: {land: 30}}]}
  - {key: b, name: 乙, township: 东乡, value: 8, milestones: [{key: 供地, uses: {land: 30}}]}
  - {key: c, name: 丙, township: 西乡, value: 7, milestones: [{key: 供地, uses: {land: 20}}]}
"""


@pytest.fixture(scope="module")
def answer() -> AllocationAnswer:
    file = read_allocation_yaml(THREE.encode(), "a.yaml")
    return allocation_answer(file, seconds=20, gap=0.0, clock=time.monotonic)


def test_the_plan_in_plain_data(answer: AllocationAnswer) -> None:
    data = answer.as_json()
    assert data["points"] == pytest.approx(16)
    assert data["bound"] == pytest.approx(16)
    assert data["end"] == "proved"
    assert [each["key"] for each in data["admitted"]] == ["a", "c"]
    out = data["left_out"][0]
    assert (out["key"], out["binds"], out["wants"]) == ("b", "land", {"land": 30.0})
    assert out["reason"] == "lacks 用地; it would take 30 亩 more 用地"
    land = data["factors"][0]
    assert (land["supply"], land["used"]) == (50.0, 50.0)


def test_the_plan_in_words(answer: AllocationAnswer) -> None:
    rows = allocation_table(answer).rows
    assert [[said(cell, "zh") for cell in row[:3]] for row in rows][2] == [
        *("乙", "东乡", "缺用地；用地再加 30 亩即可列入"),
    ]
    assert factors_table(answer).rows[0][:3] == ("用地", "50", "50")
    words = [said(each, "zh") for each in allocation_sentences(answer)]
    assert words[:2] == ["3 个项目列入 2 个，共 16.0 分", "已证明：没有更好的方案"]
    assert [word.partition("：")[0] for word in words[2:]] == [
        *("· 先来先得", "· 分值高的先得", "· 单位要素分值高的先得", "· 按等级"),
    ]
