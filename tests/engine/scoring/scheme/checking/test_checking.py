"""Everything that is wrong is told at once, in the order of the file."""

from tests.engine.scoring.scheme.written import refused_text

MANY = """\
sanbi: 1
id: 2026 年
title: t
precision: zwei
ties: {then: [{by: nothing}]}
tree:
  aggregate: weighted
  children:
    - {id: a, weight: 0.5, input: p, rule: {type: linear, slope: 1, step: 0}}
    - {id: a, weight: 0.6, input: p, rule: {type: lineer}}
    - {id: c, input: q, rule: {type: goalposts, low: 9, high: 1}, missing: gone}
    - {id: d, rule: rank_step}
gates:
  - {id: g, require: {fact: score.z, op: ">", value: 1}, else: [{effect: zero_leaf, target: y}]}
grades: {bands: [{grade: A}, {grade: B}]}
"""


def test_faults_of_reading_and_of_sense_are_told_together() -> None:
    assert refused_text(MANY) == [
        ("2:5", "id"),
        ("4:12", "whole"),
        ("5:15", "unknown-reference"),
        ("9:75", "range"),
        ("10:7", "duplicate-id"),
        ("10:51", "unknown-rule"),
        ("11:76", "choice"),
        ("12:7", "missing-key"),
        ("14:5", "missing-leaf"),
        ("14:65", "missing-leaf"),
        ("15:18", "grade-bands"),
    ]


def test_mending_one_fault_leaves_the_others() -> None:
    mended = MANY.replace("id: 2026 年", "id: y2026").replace("precision: zwei", "precision: 2")
    assert refused_text(mended) == refused_text(MANY)[2:]
