"""`sanbi compare`, and the demo that says what moved since the last run."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sanbi.cli import main

SCHEME = """
格式: 1
编号: s
名称: 试
期: 2026Q3
小数位: 2
指标体系:
  合成: 加权平均
  下级:
    - {编号: 甲, 权重: %s, 取数: x, 规则: 直接计分}
    - {编号: 乙, 权重: %s, 取数: y, 规则: 直接计分}
"""
DATA = "unit,x,y\nA,10,1\nB,1,10\nC,6,6\n"


def scored(folder: Path, weights: tuple[int, int]) -> Path:
    scheme, data, output = folder / "s.yaml", folder / "d.csv", folder / f"out{weights[0]}"
    text = SCHEME % weights + "数据格式: {版式: 宽表}\n"
    scheme.write_text(text, encoding="utf-8")
    data.write_text(DATA, encoding="utf-8")
    run = CliRunner().invoke(
        main, ["score", str(scheme), str(data), "-o", str(output), "--only", "package.zip"]
    )
    assert run.exit_code == 0, run.output
    return output / "package.zip"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ("甲].weight：60 → 30", "B（all） ▲升2：第3名 → 第1名，4.6 → 7.3 分")),
        ("en", ("甲].weight: 60 → 30", "B (all) ▲2: place 3 → 1, 4.6 → 7.3 points")),
    ],
)
def test_moves_are_told(tmp_path: Path, language: str, expected: tuple[str, str]) -> None:
    before, after = scored(tmp_path, (60, 40)), scored(tmp_path, (30, 70))
    run = CliRunner().invoke(main, ["compare", str(before), str(after), "--language", language])
    assert run.exit_code == 0
    for text in expected:
        assert text in run.output


def test_nothing_moved(tmp_path: Path) -> None:
    package = scored(tmp_path, (60, 40))
    run = CliRunner().invoke(main, ["compare", str(package), str(package), "--language", "zh"])
    assert run.output == "办法没有改动。\n没有单位的名次变动；得分变动的有 0 个。\n"


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    package, other = scored(tmp_path, (60, 40)), tmp_path / "d.csv"
    run = CliRunner().invoke(main, ["compare", str(package), str(other), "--language", "zh"])
    assert run.exit_code == 2
    assert "d.csv" in run.output
    run = CliRunner().invoke(main, ["verify", str(other), "--language", "zh"])
    assert (run.exit_code, "不是考核数据包" in run.output) == (2, True)
