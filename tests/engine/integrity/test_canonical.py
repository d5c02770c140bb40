"""Canonical JSON: one value, one sequence of bytes, and back."""

import json
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity import NotCanonical, json_bytes, read_json
from sanbi.engine.integrity.canonical import MAX_DEPTH
from sanbi.engine.integrity.numerals import MAX_DIGITS

texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | texts
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=30
)


@given(values)
def test_round_trip(value: Any) -> None:
    data = json_bytes(value)
    read = read_json(data)
    assert read == value
    assert json_bytes(read) == data
    assert json.loads(data, parse_float=Decimal) == value  # any other reader sees the same


@given(st.dictionaries(texts, scalars), st.randoms())
def test_order_of_keys_does_not_matter(value: dict[str, Any], random: Any) -> None:
    keys = list(value)
    random.shuffle(keys)
    assert json_bytes({key: value[key] for key in keys}) == json_bytes(value)


def test_layout() -> None:
    value = {
        "b": [1, -2, True, False, None],
        "a": {"nested": [{}], "empty": []},
        "名称": '云川 "县"\n\t\\/\x1f\x7f\u2028',
        "\U00010000": Decimal("1.50"),
        "\ufffd": Fraction(1, 3),
        "third": Fraction(3, 4),
    }
    assert json_bytes(value).decode() == (
        '{\n "a": {\n  "empty": [],\n  "nested": [\n   {}\n  ]\n },\n'
        ' "b": [\n  1,\n  -2,\n  true,\n  false,\n  null\n ],\n'
        ' "third": 0.75,\n'
        ' "名称": "云川 \\"县\\"\\n\\t\\\\/\\u001f\x7f\u2028",\n'
        ' "\ufffd": "1/3",\n'
        ' "\U00010000": 1.5\n}\n'
    )


@pytest.mark.parametrize(
    ("value", "data"),
    [({}, b"{}\n"), ([], b"[]\n"), (None, b"null\n"), ("", b'""\n'), (10**21, b"1e21\n")],
)
def test_small_documents(value: Any, data: bytes) -> None:
    assert json_bytes(value) == data
    assert read_json(data) == value


class Grade(StrEnum):
    GOOD = "好"


def test_a_text_enumeration_is_its_value() -> None:
    assert json_bytes({Grade.GOOD: Grade.GOOD}) == json_bytes({"好": "好"})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"units": [{"score": 0.1}]}, r"^units\[0\]\.score: a float \(0\.1\) has no canonical"),
        (0.5, r"^\(top\): a float"),
        ([[1], [1, (2,)]], r"^\[1\]\[1\]: tuple cannot be written; use None, bool"),
        ({"a": {1: 2}}, r"^a: the key 1 is not text"),
        ({"a": {None: 2}}, r"^a: the key None is not text"),
        ({"a": b"x"}, r"^a: bytes cannot"),
        ({"a": {1, 2}}, r"^a: set cannot"),
        ({"a": Decimal("NaN")}, r"^a: NaN is not a number"),
        ({"a": ["x", "\ud800"]}, r"^a\[1\]: half a surrogate pair \(U\+D800\)"),
        ({"a": {"\udfff": 1}}, r"^a: half a surrogate pair \(U\+DFFF\)"),
        ({"\ud800": 0.1}, r"half a surrogate pair"),
    ],
)
def test_what_cannot_be_written_is_named_with_its_path(value: Any, message: str) -> None:
    with pytest.raises(NotCanonical, match=message):
        json_bytes(value)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


def test_depth() -> None:
    deepest = [nested(MAX_DEPTH - 1), 1]  # the list around it is a level too
    assert read_json(json_bytes(deepest)) == deepest
    with pytest.raises(NotCanonical, match=r"^\[0\]\[0\]\[0\]: nested deeper than 100 levels"):
        json_bytes([nested(MAX_DEPTH), 1])
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(NotCanonical, match="or holds itself"):
        json_bytes(loop)


GOOD = b'{\n "a": 1,\n "b": [\n  0.5\n ]\n}\n'


def test_the_good_document_is_read() -> None:
    assert read_json(GOOD) == {"a": 1, "b": [Decimal("0.5")]}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (GOOD[:-1], "end it with one newline"),
        (GOOD + b"\n", "end it with one newline"),
        (b"\xef\xbb\xbf" + GOOD, "byte order mark"),
        (GOOD.replace(b"0.5", b"0.50"), r"line 4 is '  0\.50'; the canonical text is '  0\.5'"),
        (GOOD.replace(b"1,", b"1.0,"), "line 2"),
        (GOOD.replace(b"1,", b"-0,"), "line 2"),
        (GOOD.replace(b"1,", b"1E2,"), "line 2"),
        (GOOD.replace(b"1,", b"1 ,"), "line 2"),
        (GOOD.replace(b"\n ", b"\n  "), "line 2"),
        (GOOD.replace(b"\n", b"\r\n"), "line 1"),
        (GOOD.replace(b'"a"', b'"\\u0061"'), "line 2"),
        (GOOD.replace(b'"a"', b'"c"'), "line 2"),
        (GOOD.replace(b'"a"', b'"b"'), "the key 'b' stands twice"),
        (GOOD.replace(b"1", b"NaN"), "NaN is not a JSON number"),
        (GOOD.replace(b"1", b"-Infinity"), "-Infinity is not a JSON number"),
        (GOOD.replace(b"1,", b"1"), "not JSON: .*line 3"),
        (GOOD.replace(b"a", b"\xff"), r"byte 4 is not UTF-8"),
        (b'"\\ud800"\n', "half a surrogate"),
        (b"", "not JSON"),
        (b"{}\n{}\n", "not JSON"),
        (b"1e99999999999999999999\n", "too large"),
        (b"1e999999\n ", "line 2 is ' '; the canonical text is ''"),
        (b"9" * (MAX_DIGITS + 2) + b"\n", "more than 4000 digits"),
        (b"0." + b"9" * (MAX_DIGITS + 2) + b"\n", "more than 4000 digits"),
        (b"[" * 100_000, "nested deeper"),
        (json.dumps(nested(MAX_DEPTH + 1), indent=1).encode() + b"\n", "nested deeper"),
    ],
    ids=range(26),
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(NotCanonical, match=message):
        read_json(data)


def test_long_whole_numbers_are_read() -> None:
    value = -(10**MAX_DIGITS) + 7
    assert read_json(json_bytes(value)) == value
