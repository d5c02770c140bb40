"""What a task waits for, as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scheduling.files.links import link_of, link_text
from sanbi.engine.scheduling.network import Link, LinkKind

KEYS = {"3", "立项", "A-1", "3FS", "B+2"}


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("3", Link("3", "x")),
        ("3FS+2", Link("3", "x", lag=2)),
        ("3 ss - 5 天", Link("3", "x", LinkKind.SS, -5)),
        ("3FF+2个工作日", Link("3", "x", LinkKind.FF, 2)),
        ("3SF-1d", Link("3", "x", LinkKind.SF, -1)),
        ("3+4", Link("3", "x", lag=4)),
        ("立项ＦＳ＋２", Link("立项", "x", lag=2)),
        ("A-1", Link("A-1", "x")),
        ("A-1FS-3", Link("A-1", "x", lag=-3)),
        ("3FS", Link("3FS", "x")),
        ("B+2", Link("B+2", "x")),
    ],
)
def test_a_link_is_read(text: str, link: Link) -> None:
    assert link_of(text, "x", KEYS) == link


@pytest.mark.parametrize("text", ["", "4", "4FS+2", "3FX+2", "3FS+", "3FS+2 weeks", "3FS+2%"])
def test_what_names_no_task_is_none(text: str) -> None:
    assert link_of(text, "x", KEYS) is None


@given(st.sampled_from(sorted(KEYS)), st.sampled_from(list(LinkKind)), st.integers(-999, 999))
def test_a_written_link_is_read_back(key: str, kind: LinkKind, lag: int) -> None:
    link = Link(key, "x", kind, lag)
    assert link_of(link_text(link, KEYS), "x", KEYS) == link
