from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.scoring import Scheme, SchemeFaults
from sanbi.engine.scoring.scheme import source
from sanbi.engine.scoring.scheme.source import Spot, normal_key, read_yaml, spot_of
from tests.engine.scoring.scheme.written import refused_text

SMALL = "sanbi: 1\nid: t\ntitle: t\ntree: {id: a, input: x, rule: direct}\n"


def said(text: str) -> tuple[str, str]:
    """Place and code of the only fault of reading a text."""
    with pytest.raises(SchemeFaults) as refusal:
        read_yaml(text, "s")
    (fault,) = refusal.value.faults
    return fault.where, fault.code


UNREADABLE: list[tuple[str, str, tuple[str, str]]] = [
    ("nothing", "", ("s", "empty")),
    ("only a remark", "# nothing\n", ("s", "empty")),
    ("an anchor", "a: &x 1\nb: *x\n", ("s:1:4", "alias")),
    ("a merge", "a: {b: 1}\nc:\n  <<: *x\n", ("s:3:7", "alias")),
    ("a bomb", "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ("s:1:4", "alias")),
    ("a tab", "a:\n\tb: 1\n", ("s:2:1", "yaml")),
    ("an open bracket", "a: [1, 2\n", ("s:2:1", "yaml")),
    ("two colons", "a: b: c\n", ("s:1:5", "yaml")),
    ("two documents", "a: 1\n---\nb: 2\n", ("s:2:1", "yaml")),
    ("a control character", "a: \x00\n", ("s", "yaml")),
    ("a lone surrogate", "a: '\ud800'\n", ("s", "yaml")),
    ("a key twice", "a: 1\nb: 2\na: 3\n", ("s:3:1", "duplicate-key")),
    ("a full-width key twice", "ab: 1\nａb: 2\n", ("s:2:1", "duplicate-key")),
    ("a list as key", "? [a]\n: 1\n", ("s:1:3", "key")),
    ("too deep", "[" * 70 + "]" * 70, ("s:1:62", "too-deep")),
    ("much too deep", "[" * 5000 + "]" * 5000, ("s", "yaml")),
]


@pytest.mark.parametrize(
    ("text", "found"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE]
)
def test_what_cannot_be_read(text: str, found: tuple[str, str]) -> None:
    assert said(text) == found


def test_a_file_has_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 20)
    read_yaml("a: " + "b" * 17, "s")
    assert said("a: " + "b" * 18) == ("s", "too-large")
    assert said("a: " + "汉" * 6) == ("s", "too-large")  # bytes, not characters


def test_a_file_has_so_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_NODES", 4)
    read_yaml("[1, 2, 3]", "s")
    assert said("[1, 2, 3, 4]") == ("s:1:11", "too-deep")


def test_a_tag_makes_no_object() -> None:
    text = SMALL.replace("title: t", "title: !!python/object/apply:os.system [echo]")
    assert refused_text(text) == [("3:8", "text")]


def test_several_keys_that_stand_twice_are_told_at_once() -> None:
    assert refused_text("a: 1\na: 2\nb: {c: 1, c: 2}\n") == [
        ("2:1", "duplicate-key"),
        ("3:11", "duplicate-key"),
    ]


def test_spots_keep_what_was_written() -> None:
    spot = read_yaml("a: 0.10\nb: '0.10'\nc: yes\nd: ~\ne: 'no'\nf: [1, x]\ng: on\n", "s")
    held = {key: value for key, (_, value) in spot.entries.items()}
    assert held["a"] == Spot("0.10", "s:1:4", plain=True)
    assert held["b"] == Spot("0.10", "s:2:4", plain=False)
    assert held["c"].value is True
    assert held["d"].value is None
    assert held["e"].value == "no"
    assert [item.value for item in held["f"].items] == ["1", "x"]
    assert held["g"].value == "on"  # only true, false, yes and no are flags
    assert held["a"].entries == {}
    assert held["a"].items == []


def test_keys_are_read_without_width_and_stray_spaces() -> None:
    assert normal_key(" ｉｄ　") == "id"


DATA: list[tuple[Any, object]] = [
    (0.1, "0.1"),
    (3, "3"),
    (Decimal("7.50"), "7.50"),
    (Fraction(5), "5"),
    (date(2026, 1, 2), "2026-01-02"),
    (None, None),
    (True, True),
    ("a", "a"),
]


@pytest.mark.parametrize(("value", "read"), DATA)
def test_plain_data_give_the_same_spots(value: Any, read: object) -> None:
    assert spot_of(value) == Spot(read, "scheme")


def test_places_in_plain_data_are_paths() -> None:
    spot = spot_of({"tree": {"children": ({"id": "a"},)}})
    tree = spot.entries["tree"][1]
    assert (
        tree.entries["children"][1].items[0].entries["id"][1].where == "scheme.tree.children[0].id"
    )


def test_other_data_have_no_place_in_a_scheme() -> None:
    with pytest.raises(SchemeFaults) as refusal:
        spot_of({"a": [object()]})
    assert [(f.where, f.code) for f in refusal.value.faults] == [("scheme.a[0]", "type")]


# -- files -----------------------------------------------------------------------------------------
def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert Scheme.load(path).id == "t"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode())
    assert Scheme.load(path).title == "t"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(SMALL.replace("title: t", "title: 考核").encode("gb18030"))
    with pytest.raises(SchemeFaults) as refusal:
        Scheme.load(path)
    assert [(f.where, f.code) for f in refusal.value.faults] == [("s.yaml", "encoding")]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(SchemeFaults) as refusal:
            Scheme.load(path)
        assert [(f.where, f.code) for f in refusal.value.faults] == [(str(path), "file")]
