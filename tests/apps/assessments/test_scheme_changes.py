"""The comparison of two schemes, in the words in which a scheme is written."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation

from sanbi.apps.assessments.scheme_changes import change_lines
from sanbi.engine.scoring import Scheme
from sanbi.site import demo

FOLDER = Path(demo.__file__).parent


def told(language: str) -> dict[str, tuple[str, str]]:
    old, new = (Scheme.load(FOLDER / name) for name in ("scheme-2025.yaml", "scheme.yaml"))
    with translation.override("zh-hans" if language == "zh" else "en"):
        lines = change_lines(old, new, language)
    return {line.where: (line.before, line.after) for line in lines}


def test_places_and_values_are_in_the_words_of_a_scheme() -> None:
    lines = told("zh")
    assert lines["指标体系 › 经济指标 › 固定资产投资增速 › 规则 › 斜率"] == ("0.6", "0.8")
    assert lines["指标体系 › 经济指标 › 规上工业增加值增速 › 例外 › 山区组"] == (
        "",
        "分组：山区组\n满分：6",
    )
    assert lines["施行 › 自"] == ("2025-10-01", "2026-01-01")
    assert lines["期"] == ("2025年四季度", "2026年三季度")


def test_whole_blocks_are_written_out() -> None:
    lines = told("zh")
    assert lines["奖惩 › 组内进位最快"] == (
        "",
        (
            "编号：进位最快\n名称：组内进位最快\n"
            "选取：按 名次变化，个数 1，次序 最高，除外 名次变化 不高于 0\n"
            "类别：奖励\n措施：列为争先进位建议名单\n条件不明：视为不满足"
        ),
    )
    (gate,) = (after for where, (_, after) in lines.items() if where.startswith("前置条件"))
    assert gate.splitlines()[2:4] == [
        "须满足：投资增速 不低于 0",
        "否则：效果 不予加分，对象 加分（最多3分），档 1",
    ]


def test_nothing_is_left_out_in_either_language() -> None:
    for language in ("zh", "en"):
        for where, texts in told(language).items():
            assert "…" not in "".join([where, *texts])
    assert "consequences › 组内进位最快" in told("en")
