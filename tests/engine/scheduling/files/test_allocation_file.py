"""Allocations in YAML and in tables: what they say is read, in both languages."""

from __future__ import annotations

import pytest

from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml
from sanbi.engine.scheduling.files.allocation_words import ALLOCATION_KEYS

IN_CHINESE = """\
要素分配: 1
名称: 试分
月份: {自: 2027-01, 个数: 3}
指标:
  - {编号: land, 名称: 用地, 单位: 亩, 下达: {2027-01: 30, 2027年3月: 10}, 结余: 5,
     期满结转: {2027-03: 0.5}, 可预支: 2}
  - {编号: 戴帽, 下达: [9, 0, 0], 专项: [b]}
人手:
  - {编号: 审批, 名称: 审批人手, 单位: 人日, 每月: 6}
公平: {指标: land, 份额: {东乡: 0.5, 西乡: 0.5}, 最少: 0.2, 最多: 2, 少一单位扣: 0.1}
互斥: [[a, c]]
先后: [{先: a, 后: b, 月数: 1}]
冻结月数: 1
稳定: 0.1
早一月得分: 0.01
项目:
  - 编号: a
    名称: 甲厂
    乡镇: 东乡
    分值: 20
    期限: 2027-02
    迟一月扣: 0.1
    等级: 2
    申请次序: 7
    必保: 是
    节点:
      - {节点: 供地, 最早: 2027-01, 最迟: 2027-02, 用量: {land: 20},
         人手: [{编号: 审批, 提前月数: 1, 数量: 4}]}
      - {节点: 开工, 间隔月数: 1}
  - {编号: b, 乡镇: 西乡, 分值: 9, 节点: [{节点: 供地, 用量: {land: 18, 戴帽: 3}}]}
  - {编号: c, 乡镇: 西乡, 分值: 5, 已公布: [2027-03], 节点: [{节点: 供地, 用量: {land: 8}}]}
"""
IN_ENGLISH = """\
allocation: 1
title: 试分
months: {from: 2027-01, count: 3}
quotas:
  - {key: land, name: 用地, measure: 亩, releases: {2027-01: 30, 2027-03: 10}, opening: 5,
     keeps: {2027-03: 0.5}, ahead: 2}
  - {key: 戴帽, releases: [9, 0, 0], only_for: [b]}
staff:
  - {key: 审批, name: 审批人手, measure: 人日, months: [6, 6, 6]}
fairness: {quota: land, shares: {东乡: 0.5, 西乡: 0.5}, least: 0.2, most: 2, penalty: 0.1}
exclusions: [[a, c]]
prerequisites: [{before: a, after: b, months: 1}]
frozen: 1
stability: 0.1
earliness: 0.01
projects:
  - key: a
    name: 甲厂
    township: 东乡
    value: 20
    due: 2027-02
    late: 0.1
    rank: 2
    arrived: 7
    mandatory: true
    milestones:
      - {key: 供地, first: 2027-01, last: 2027-02, uses: {land: 20},
         staff: [{key: 审批, before: 1, amount: 4}]}
      - {key: 开工, gap: 1}
  - {key: b, township: 西乡, value: 9, milestones: [{key: 供地, uses: {land: 18, 戴帽: 3}}]}
  - {key: c, township: 西乡, value: 5, published: [2027-03],
     milestones: [{key: 供地, uses: {land: 8}}]}
"""
MEANT = AllocationProblem(
    ["2027-01", "2027-02", "2027-03"],
    [
        Candidate(
            "a",
            "东乡",
            20.0,
            [
                Milestone("供地", 0, 1, 0, {"land": 20.0}, [("审批", 1, 4.0)]),
                Milestone("开工", 0, 2, 1, {}, []),
            ],
            "甲厂",
            1,
            0.1,
            2,
            7,
            mandatory=True,
        ),
        Candidate("b", "西乡", 9.0, [Milestone("供地", 0, 2, 0, {"land": 18.0, "戴帽": 3.0}, [])]),
        Candidate(
            "c", "西乡", 5.0, [Milestone("供地", 0, 2, 0, {"land": 8.0}, [])], published=(2,)
        ),
    ],
    [
        Quota("land", [30.0, 0.0, 10.0], 5.0, {2: 0.5}, 2.0, name="用地", measure="亩"),
        Quota("戴帽", [9.0, 0.0, 0.0], only_for=frozenset("b")),
    ],
    [Staff("审批", [6.0, 6.0, 6.0], "审批人手", "人日")],
    Fairness("land", {"东乡": 0.5, "西乡": 0.5}, 0.2, 2.0, 0.1),
    [["a", "c"]],
    [("a", "b", 1)],
    1,
    0.1,
    0.01,
)


@pytest.mark.parametrize("text", [IN_CHINESE, IN_ENGLISH])
def test_every_field_is_read_in_both_languages(text: str) -> None:
    file = read_allocation_yaml(text.encode(), "a.yaml")
    assert file.title == "试分"
    assert file.problem == MEANT
    assert set(ALLOCATION_KEYS.values()) >= {"months", "projects"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{from: 2027-01, count: 3}", "{from: 2027-13, count: 3}", "a.yaml:3: '2027-13' is no"),
        ("months: {from: 2027-01, count: 3}\n", "", "a.yaml:1: there are no months — write months"),
        ("{from: 2027-01, count: 3}", "{}", "a.yaml:3: does not say which months"),
        (
            "first: 2027-01, last: 2027-02",
            "first: 2027-02, last: 2027-01",
            "a.yaml:27: 2027-01 lies before 2027-02, the first month — write the same month or",
        ),
        ("due: 2027-02", "due: 2028-02", "a.yaml:21: 2028-02 is none of the months 2027-01 to"),
        ("uses: {land: 8}", "uses: {sea: 8}", "a.yaml:31 (project c): there is no factor 'sea'"),
        ("value: 9, ", "", "a.yaml:30: has no value — write points above 0"),
        ("township: 西乡, value: 9", "value: 9", "a.yaml:30: has no township — write where"),
        ("key: c", "key: b", "a.yaml:30 (project b): stands 2 times — keep one"),
        ("opening: 5", "opening: -5", "a.yaml:5: '-5' is no number from 0"),
        ("东乡: 0.5,", "东乡: 0.6,", "fairness: the shares add up to 1.1"),
        ("mandatory: true", "mandatory: perhaps", "a.yaml:25: 'perhaps' is neither yes nor no"),
        ("{before: a,", "{before: x,", "rules: there is no project 'x'"),
        ("staff:\n", "stuff:\n", "a.yaml:8: there is no key 'stuff' — did you mean staff?"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, fault: str) -> None:
    assert old in IN_ENGLISH
    with pytest.raises(SchedulingFaults) as refusal:
        read_allocation_yaml(IN_ENGLISH.replace(old, new, 1).encode(), "a.yaml")
    assert str(refusal.value.faults[0]).startswith(fault)
    assert str(refusal.value.faults[0]) != refusal.value.faults[0].text("zh")
