"""Figures before and after a revision, told apart in few decimals."""

import pytest

from sanbi.apps.assessments.queries.boards_marks import told_apart


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("9.081884807908", "6.627663843538", ("9.08", "6.63")),
        ("7.1234", "7.1251", ("7.12", "7.13")),
        ("7.1241", "7.1244", ("7.1241", "7.1244")),
        ("120", "118.5", ("120", "118.5")),
        ("", "3", ("", "3")),
        ("None", "3.14159", ("None", "3.14159")),
        ("1.000000000001", "1.000000000002", ("1.000000000001", "1.000000000002")),
    ],
)
def test_figures_are_told_apart(before: str, after: str, told: tuple[str, str]) -> None:
    assert told_apart(before, after) == told
