"""The bytes under the digests: the same as canonical JSON, only faster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.apps.audit.contents import (
    Content,
    anchor_digest,
    entry_bytes,
    entry_digest,
    entry_lines,
    read_lines,
)
from sanbi.apps.audit.models import Anchor
from sanbi.engine.integrity import NotCanonical, digest, json_bytes, link

AT = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


def content(details: object = None, name: str = "青石镇", actor: int | None = 7) -> Content:
    return Content("a.b", actor, "李敏", "青石镇", AT, details, "1", "orgs.unit", name, "done")


@given(JSON, TEXT, st.none() | st.integers(0, 2**63))
def test_the_bytes_are_canonical_json(details: object, name: str, actor: int | None) -> None:
    one = content(details, name, actor)
    values = {**one._asdict(), "at": "2026-10-09T06:32:00.000000+00:00"}
    assert entry_bytes(one) == json_bytes(values)


def test_known_bytes_and_digests() -> None:
    one = content({"share": "1.50", "units": [1, 2]})
    assert entry_bytes(one).decode() == (
        '{\n "action": "a.b",\n "actor": 7,\n "actor_name": "李敏",\n "actor_unit": "青石镇",\n'
        ' "at": "2026-10-09T06:32:00.000000+00:00",\n "details": {\n  "share": "1.50",\n'
        '  "units": [\n   1,\n   2\n  ]\n },\n "key": "1",\n "kind": "orgs.unit",\n'
        ' "name": "青石镇",\n "outcome": "done"\n}\n'
    )
    assert entry_digest(one, "sha256") == digest(entry_bytes(one), "sha256")
    assert entry_digest(one, "sm3") == digest(entry_bytes(one), "sm3")


def test_a_moment_has_one_text_in_every_zone() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=8)))
    assert entry_bytes(content()._replace(at=elsewhere)) == entry_bytes(content())


@pytest.mark.parametrize("details", [1.5, {"a": Decimal("NaN")}, [(1,)], {"a": b""}])
def test_what_has_no_canonical_form_is_refused(details: object) -> None:
    with pytest.raises(NotCanonical):
        entry_bytes(content(details))


def test_the_link_of_an_anchor_can_be_made_by_hand() -> None:
    lines = entry_lines([(17, "a" * 64), (18, "b" * 64)])
    anchor = Anchor(
        number=2, at=AT, cluster="75", until=90, above=0, count=2, last_entry=18,
        entries=lines, previous="c" * 64,
    )  # fmt: skip
    text = (
        "number 2\nat 2026-10-09T06:32:00.000000+00:00\ncluster 75\nuntil 90\nabove 0\ncount 2\n"
        f"last_entry 18\n17 {'a' * 64}\n18 {'b' * 64}\n"
    )
    for name in ("sha256", "sm3"):
        assert anchor_digest(anchor, name) == link("c" * 64, text.encode(), name)
    anchor.previous = ""
    assert anchor_digest(anchor, "sha256") == link("0" * 64, text.encode(), "sha256")


def test_lines_are_read_back_and_odd_ones_left_out() -> None:
    assert read_lines(entry_lines([(1, "x"), (20, "y")])) == [(1, "x"), (20, "y")]
    assert read_lines("x y\n\n٣ a\n-1 b\n5 c") == [(5, "c")]
