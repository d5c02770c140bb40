"""The verbs speak Chinese and English, and leave with the same status in both."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanbi.cli import main
from sanbi.cli.console import narrow_signs

SCHEME = """\
sanbi: 1
id: yunchuan
title: 云川县考核
precision: 2
period: 2026Q3
groups:
  - {id: g1, name: 一组}
tree:
  children:
    - {id: a, name: 甲, points: 10, input: x, rule: {type: proportional}}
"""
DATA = "unit,indicator,period,value,target\nA,x,2026Q3,3,4\nB,x,2026Q3,5,4\n"
UNITS = "unit,name,group\nA,东乡,g1\nB,西乡,g1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scheme and data that can be scored."""
    (tmp_path / "scheme.yaml").write_text(SCHEME, encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    (data / "observations.csv").write_text(DATA, encoding="utf-8")
    (data / "units.csv").write_text(UNITS, encoding="utf-8")
    return tmp_path


def run(language: str, *arguments: object) -> Result:
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(main, [*words, "--language", language])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def package(folder: Path) -> Path:
    done = run(
        "zh",
        "score",
        folder / "scheme.yaml",
        folder / "data",
        "-o",
        folder,
        "--only",
        "package.zip",
    )
    assert done.exit_code == 0, done.output
    return folder / "package.zip"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "办法无误：《云川县考核》第 1 版，1 个指标项\n"),
        ("en", "no faults: “云川县考核”, version 1, 1 leaves\n"),
    ],
)
def test_a_sound_scheme_is_accepted(folder: Path, language: str, said: str) -> None:
    result = run(language, "scheme", "check", folder / "scheme.yaml")
    assert (result.exit_code, result.stdout) == (0, said)


UNKNOWN_KEY = {
    "zh": (
        "未接受：共 1 处问题\n"
        "  scheme.yaml 第3行第1列：考核办法：没有“titel”这个键；是否应为“title”？\n"
    ),
    "en": (
        "refused: 1 fault\n  scheme.yaml:3:1: scheme: unknown key 'titel' — did you mean 'title'?\n"
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verb", ["check", "score", "template"])
def test_a_bad_scheme_is_refused(folder: Path, verb: str, language: str) -> None:
    scheme = folder / "scheme.yaml"
    scheme.write_text(SCHEME.replace("title:", "titel: 无\ntitle:"), encoding="utf-8")
    arguments: dict[str, tuple[object, ...]] = {
        "check": ("scheme", "check", scheme),
        "score": ("score", scheme, folder / "data"),
        "template": ("scheme", "template", scheme, "-o", folder / "fill.xlsx"),
    }
    result = run(language, *arguments[verb])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", UNKNOWN_KEY[language])


@pytest.mark.parametrize(
    ("language", "exists", "no_workbook", "no_folder"),
    [
        ("zh", "已有这个文件", "应以 .xlsx 结尾", "已有同名的文件"),
        ("en", "there already", "ends in .xlsx", "File exists"),
    ],
)
def test_a_template_is_not_written_over_what_somebody_filled_in(
    folder: Path, language: str, exists: str, no_workbook: str, no_folder: str
) -> None:
    filled, table = folder / "fill.xlsx", folder / "data/units.csv"
    filled.write_bytes(b"figures")
    for place, said in ((filled, exists), (table, no_workbook), (table / "t.xlsx", no_folder)):
        before = {path: path.read_bytes() for path in (filled, table)}
        result = run(language, "scheme", "template", folder / "scheme.yaml", "-o", place)
        assert (result.exit_code, result.stdout) == (2, ""), place
        assert said in result.stderr
        assert before == {path: path.read_bytes() for path in (filled, table)}
    done = run(language, "scheme", "template", folder / "scheme.yaml", "-o", filled, "--overwrite")
    assert done.exit_code == 0, done.output
    assert filled.read_bytes().startswith(b"PK")


NO_TARGET = {
    "zh": (
        "未接受：共 1 处问题\n  a（甲），2026Q3，A：目标不大于 0；"
        "按目标比例计分，目标应大于 0；其他情形请用线性加减（linear）\n"
    ),
    "en": (
        "refused: 1 fault\n  a (甲), 2026Q3, A: the target is not above zero — "
        "a share of a target needs a target above zero; use linear for others\n"
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_data_that_cannot_be_scored_are_refused(folder: Path, language: str) -> None:
    content = DATA.replace("3,4", "3,0")
    (folder / "data/observations.csv").write_text(content, encoding="utf-8")
    result = run(language, "score", folder / "scheme.yaml", folder / "data")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", NO_TARGET[language])


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "没有这个文件或文件夹"), ("en", "No such file or directory")],
)
@pytest.mark.parametrize("verb", [("verify",), ("explain", "--unit", "A")])
def test_a_file_that_is_not_there_is_refused(
    tmp_path: Path, verb: tuple[str, ...], language: str, said: str
) -> None:
    path = tmp_path / "none.zip"
    result = run(language, *verb, path)
    colon = "：" if language == "zh" else ": "
    assert (result.exit_code, result.stderr) == (2, f"{path}{colon}{said}\n")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "none.zip：不是考核数据包：最后 22 字节中没有 zip 结尾记录"),
        ("en", "none.zip: not an assessment package: no zip end record in the last 22 bytes"),
    ],
)
def test_explaining_another_kind_of_file_is_refused(
    tmp_path: Path, language: str, said: str
) -> None:
    path = tmp_path / "none.zip"
    path.write_bytes(b"PK no package at all, but long enough to hold an end record")
    result = run(language, "explain", path, "--unit", "A")
    assert result.exit_code == 2
    assert result.stderr.startswith(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "package.zip：没有单位“丙”；可用的有：A、B\n"),
        ("en", "package.zip: there is no unit '丙'; known: A, B\n"),
    ],
)
def test_explaining_a_unit_that_is_not_there_is_refused(
    package: Path, language: str, said: str
) -> None:
    result = run(language, "explain", package, "--unit", "丙")
    assert (result.exit_code, result.stderr) == (2, said)


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "一致：已复算 2 个"), ("en", "identical: 2 ")]
)
def test_a_package_as_written_is_identical(package: Path, language: str, said: str) -> None:
    result = run(language, "verify", package)
    assert result.exit_code == 0
    assert result.stdout.startswith(said)


def flipped(package: Path) -> bytes:
    """The package with one bit of its ranking changed."""
    content = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as archive:
        info = archive.getinfo("result/ranking.csv")
    content[info.header_offset + 30 + len(info.filename)] ^= 1
    return bytes(content)


CHANGED_BIT = {
    "zh": (
        "不一致，共 1 处：\n  第 ",
        "result/ranking.csv 的内容：与清单中的摘要不符：包内为“已改动”，复算为“与打包时相同”\n",
    ),
    "en": (
        "different in 1 place:\n  bytes ",
        (
            "in the content of result/ranking.csv: it does not have the hash in the manifest: "
            "stored 'changed', recomputed 'as packed'\n"
        ),
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_changed_bit_is_told(package: Path, language: str) -> None:
    package.write_bytes(flipped(package))
    result = run(language, "verify", package)
    assert result.exit_code == 1
    start, end = CHANGED_BIT[language]
    assert result.stdout.startswith(start)
    assert result.stdout.endswith(end)


def test_findings_for_programs_do_not_depend_on_the_language(package: Path) -> None:
    package.write_bytes(flipped(package))
    english, chinese = (run(language, "verify", package, "--json") for language in ("en", "zh"))
    assert english.stdout == chinese.stdout
    assert json.loads(english.stdout)["identical"] is False


@pytest.mark.parametrize(
    "verb", [("score",), ("explain",), ("verify",), ("demo",), ("scheme", "template")]
)
def test_help_of_every_option_is_in_both_languages(verb: tuple[str, ...]) -> None:
    command = main
    for word in verb:
        command = command.commands[word]  # type: ignore[attr-defined]
    for option in command.params:
        text = getattr(option, "help", None)
        if text is not None:
            assert any(sign > "㐀" for sign in text), option.name
            assert any(sign.isascii() and sign.isalpha() for sign in text), option.name


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "它是 {} 的结果，不在 2026Q3 之前"),
        ("en", "its period {} does not lie before 2026Q3"),
    ],
)
@pytest.mark.parametrize("given", ["旧权重", "2026Q4", "2026H1"])
def test_a_result_of_no_earlier_period_is_not_passed_over(
    folder: Path, language: str, said: str, given: str
) -> None:
    score = ("score", folder / "scheme.yaml", folder / "data", "-o", folder)
    assert run(language, *score).exit_code == 0
    earlier = ("--previous", folder / "ranking.csv", "--previous-period")
    result = run(language, *score, *earlier, given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said.format(given) in result.stderr
    assert run(language, *score, *earlier, "2026Q2").exit_code == 0


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("zh", "  提示：observations.csv:2 列 indicator："),
        ("en", "  note: observations.csv:2 column "),
    ],
)
def test_what_was_passed_over_stands_below_what_is_missing(
    folder: Path, language: str, note: str
) -> None:
    content = DATA.replace("A,x,", "A,X1,")
    (folder / "data/observations.csv").write_text(content, encoding="utf-8")
    result = run(language, "score", folder / "scheme.yaml", folder / "data")
    assert (result.exit_code, result.stdout) == (2, "")
    _, fault, *below = result.stderr.splitlines()
    assert "A" in fault
    assert [line[: len(note)] for line in below] == [note]
    assert "X1" in below[0]


def test_a_verb_can_write_in_the_encoding_of_a_chinese_windows(package: Path) -> None:
    command = [sys.executable, "-c", "from sanbi.cli import main; main()", "explain", str(package)]
    done = subprocess.run(
        [*command, "--unit", "A", "--leaf", "a", "--language", "zh"],
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "取整" in done.stdout.decode("gbk")


def test_signs_that_an_encoding_lacks_are_written_with_others() -> None:
    codecs.register_error("sanbi", narrow_signs)
    assert "−2 ⩽ 3 ▽".encode("gbk", "sanbi").decode("gbk") == "-2 <= 3 ▽"
    assert "−2 分".encode("ascii", "sanbi") == b"-2 ?"
