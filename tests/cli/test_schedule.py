"""`sanbi schedule`: tables, plain data, files converted, and refusals that change nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanbi.cli import main

PLAN = """\
title: 冷库
start: 2026-03-02
due: 2026-03-20
tasks:
  - {key: a, name: 备案, days: 3}
  - {key: b, name: 设计, days: 4, after: aFS+2}
"""
PATTERSON = "4 1\n1\n0 0 2 2 3\n3 1 1 4\n3 1 1 4\n0 0 0\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, ["schedule", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_table_and_what_it_means(plan: Path) -> None:
    done = run(plan, "--language", "zh")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[2].split() == [
        *("节点", "最早开始", "最早完成", "最迟开始", "最迟完成", "总时差", "关键"),
    ]
    assert done.stdout.splitlines()[4].split() == [
        *("备案", "2026-03-02", "2026-03-04", "2026-03-10", "2026-03-12", "6", "●"),
    ]
    assert done.stdout.splitlines()[-1] == "期限 2026-03-20：各项期限都来得及，富余 6 个工作日"


def test_english_is_spoken_too(plan: Path) -> None:
    assert "every due date is kept" in run(plan, "--language", "en").stdout


def test_options_overrule_the_file(plan: Path) -> None:
    done = run(plan, "--json", "--start", "2026-03-09", "--due", "2026-03-10", "--on", "2026-03-09")
    data = json.loads(done.stdout)
    assert (data["start"], data["due"], data["on"]) == ("2026-03-10", "2026-03-10", "2026-03-09")
    assert data["due_kept"] is False


def test_an_instance_in_plain_data_and_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text(PATTERSON)
    data = json.loads(run(path, "--json", "--time-limit", "5").stdout)
    assert (data["makespan"], data["bound"], data["status"]) == (6, 6.0, "optimal")
    assert "历时 6 天" in run(path, "--language", "zh").stdout
    refused = run(path, "--due", "2026-03-01", "--language", "zh")
    assert refused.exit_code == 2
    assert "是测试算例" in refused.stderr


def test_converting_writes_a_new_file_only(plan: Path) -> None:
    target = plan.with_name("copy.yaml")
    assert run(plan, "--to", target).exit_code == 0
    assert json.loads(run(target, "--json").stdout) == json.loads(run(plan, "--json").stdout)
    held = target.read_bytes()
    again = run(plan, "--due", "2026-04-01", "--to", target, "--language", "zh")
    assert again.exit_code == 2
    assert "--overwrite" in again.stderr
    assert target.read_bytes() == held
    assert run(plan, "--due", "2026-04-01", "--to", target, "--overwrite").exit_code == 0
    assert target.read_bytes() != held


def test_a_refusal_names_every_fault_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(PLAN.replace("aFS+2", "c").replace("days: 3", "days: x"), encoding="utf-8")
    target = tmp_path / "out.yaml"
    done = run(path, "--to", target, "--language", "zh")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "未接受：共 2 处问题",
        "  bad.yaml:5：“x”不是天数；请写 0 到 20000",
        "  bad.yaml:6：前置“c”不是已有的节点；请写节点编号，或编号、关系和天数：3FS+2",
    ]
    assert not target.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run(tmp_path / "none.yaml", "--language", "zh")
    assert done.exit_code == 2
    assert "none.yaml" in done.stderr


@pytest.mark.parametrize("words", [["--json"], ["--language", "en"]])
def test_a_plan_without_pools_loads_no_solver(plan: Path, words: list[str]) -> None:
    program = (
        "import sys\nfrom sanbi.cli import main\nmain(sys.argv[1:], standalone_mode=False)\n"
        "print('loaded:', *(n for n in ('ortools', 'highspy', 'polars', 'django') "
        "if n in sys.modules))"
    )
    command = [sys.executable, "-c", program, "schedule", str(plan), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.rpartition("loaded:")[2].split() == []


def test_a_plan_travels_through_every_format(plan: Path) -> None:
    before = json.loads(run(plan, "--json").stdout)
    for name in ("a.xml", "b.csv", "c.yaml"):
        target = plan.with_name(name)
        done = run(plan, "--to", target, "--language", "zh")
        assert done.exit_code == 0
        dates = () if name != "b.csv" else ("--start", "2026-03-02", "--due", "2026-03-20")
        after = json.loads(run(target, "--json", *dates).stdout)
        assert after["tasks"] == before["tasks"]
        assert bool("写不下" in done.stderr) == (name == "b.csv")


def test_a_table_of_a_million_rows_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("编号,工期\n" + "".join(f"{n},1\n" for n in range(1_000_000)), encoding="utf-8")
    done = run(path, "--language", "zh")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "未接受：共 1 处问题",
        "  large.csv:60001：表格超过 60000 行或 200 列；请拆分，或去掉无关内容",
    ]


def test_an_endless_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "endless.yaml"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)  # a hole: it takes no room on the disk
    done = run(path, "--language", "zh")
    assert done.exit_code == 2
    assert "文件大于 20 MB" in done.stderr
