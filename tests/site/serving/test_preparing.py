"""The log-ins stand in columns, whatever their script."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sanbi.site.serving.preparing import account_lines, moment_file, seconds_to_the_story, show_step


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


def test_the_demo_stands_at_the_moment_of_its_story(tmp_path: Path) -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert seconds_to_the_story(tmp_path, noon) == 0
    moment_file(tmp_path).write_text("2026-10-19T14:32:00+08:00", "ascii")
    assert noon + timedelta(seconds=seconds_to_the_story(tmp_path, noon)) == datetime(
        2026, 10, 19, 6, 32, tzinfo=UTC
    )


def test_steps_off_a_terminal_are_lines(capsys: pytest.CaptureFixture[str]) -> None:
    show_step("loading")
    show_step("")
    assert capsys.readouterr().out == "  loading\n"
