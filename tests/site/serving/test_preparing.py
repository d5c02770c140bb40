"""The log-ins stand in columns, whatever their script."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sanbi.site.serving.preparing import account_lines, day_file, days_to_the_story, show_step


@dataclass
class Account:
    username: str
    title: str
    unit: str = "府办"
    password: str = "-"  # noqa: S105
    look: str = ""


def test_columns_stand_below_each_other() -> None:
    lines = account_lines([Account("office", "主任"), Account("it", "clerk", look="指标")])
    assert lines == ["office  -  主任   府办", "it      -  clerk  府办  指标"]


def test_no_accounts_no_lines() -> None:
    assert account_lines([]) == []


def test_the_demo_stands_on_the_day_of_its_story(tmp_path: Path) -> None:
    assert days_to_the_story(tmp_path, date(2026, 11, 22)) == 0
    day_file(tmp_path).write_text("2026-10-19", "ascii")
    assert days_to_the_story(tmp_path, date(2026, 11, 22)) == -34
    assert days_to_the_story(tmp_path, date(2026, 10, 1)) == 18


def test_steps_are_for_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    show_step("loading")
    assert capsys.readouterr().out == ""
