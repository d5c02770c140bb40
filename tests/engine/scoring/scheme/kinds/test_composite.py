from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring.scheme.kinds.basic import ABSENT, UNREADABLE, Name, Number, Text
from sanbi.engine.scoring.scheme.kinds.composite import (
    Field,
    Lazy,
    ListOf,
    MapOf,
    Object,
    OneOrMany,
    plain_of,
    stand_in,
)
from sanbi.engine.scoring.scheme.source import FaultList, read_yaml, spot_of

FORM = Object(
    "thing",
    (
        Field("id", ("编号",), Name()),
        Field("size", ("大小",), Number(), Fraction(3)),
        Field("more", (), Text(), ABSENT),
    ),
)


def read(kind: Any, value: Any) -> tuple[Any, list[tuple[str, str]]]:
    """What a kind reads, and place and code of the faults that it notes."""
    faults = FaultList()
    return kind.read(spot_of(value), faults), [(f.where, f.code) for f in faults.faults]


def test_an_object_fills_in_defaults_and_keeps_its_place() -> None:
    assert read(FORM, {"编号": "a"}) == ({"@": "scheme", "id": "a", "size": Fraction(3)}, [])
    whole = {"@": "scheme", "id": "a", "size": Fraction(1), "more": "x"}
    assert read(FORM, {"id": "a", "size": 1, "more": "x"}) == (whole, [])


def test_an_empty_value_takes_the_default() -> None:
    assert read(FORM, {"id": "a", "size": None})[0]["size"] == 3
    assert read(FORM, {"id": None}) == (
        {"@": "scheme", "id": "?", "size": Fraction(3), "@broken": True},
        [("scheme.id", "text")],
    )


OBJECTS: list[tuple[Any, list[tuple[str, str]]]] = [
    ({}, [("scheme", "missing-key")]),
    ({"id": "a", "siez": 1}, [("scheme.siez", "unknown-key")]),
    ({"id": "a", "编号": "b"}, [("scheme.编号", "duplicate-key")]),
    ({"id": "a b", "size": "x"}, [("scheme.id", "id"), ("scheme.size", "number")]),
]


@pytest.mark.parametrize(("value", "found"), OBJECTS)
def test_an_object_goes_on_reading_and_is_marked(value: Any, found: Any) -> None:
    result, faults = read(FORM, value)
    assert faults == found
    assert result["@broken"]


@pytest.mark.parametrize(
    ("kind", "code"), [(FORM, "object"), (ListOf(Name()), "list"), (MapOf(Name()), "map")]
)
def test_another_shape_is_unreadable(kind: Any, code: str) -> None:
    assert read(kind, "text") == (UNREADABLE, [("scheme", code)])


def test_lists_leave_out_what_cannot_be_read() -> None:
    assert read(ListOf(Name()), ["a", "b c"]) == (["a"], [("scheme[1]", "id")])
    assert read(ListOf(Name(), 2), ["a"]) == (UNREADABLE, [("scheme", "list-short")])
    assert read(OneOrMany(Name()), "a") == (["a"], [])
    assert read(OneOrMany(Name()), ["a", "b"]) == (["a", "b"], [])
    assert read(OneOrMany(Name()), "a b")[0] is UNREADABLE


def test_maps_keep_the_order_of_the_file() -> None:
    assert read(MapOf(Number()), {"b": 1, "a": "x", "c": 2}) == (
        {"b": 1, "c": 2},
        [("scheme.a", "number")],
    )
    faults = FaultList()
    MapOf(Number()).read(read_yaml("a b: 1\n", "s"), faults)
    assert [(f.where, f.code) for f in faults.faults] == [("s:1:1", "id")]


def test_canonical_forms() -> None:
    value, _ = read(FORM, {"id": "a", "size": "1.50"})
    assert FORM.plain(value) == {"id": "a", "size": "1.5"}
    assert FORM.plain(None) is None
    assert plain_of(Number(), None) is None
    assert MapOf(Number()).plain({"a": Fraction(1), "b": None}) == {"a": "1", "b": None}
    assert OneOrMany(Number()).plain([Fraction(1)]) == ["1"]


def test_schemas_know_both_languages_and_what_is_required() -> None:
    schema = FORM.schema()
    assert set(schema["properties"]) == {"id", "编号", "size", "大小", "more"}
    assert schema["allOf"] == [{"anyOf": [{"required": ["id"]}, {"required": ["编号"]}]}]
    assert Object("free", (Field("a", (), Text(), None),)).schema().get("allOf") is None
    assert MapOf(Text()).schema()["additionalProperties"] == Text().schema()
    assert ListOf(Text(), 2).schema()["minItems"] == 2
    assert OneOrMany(Text()).schema()["anyOf"][0] == Text().schema()


def test_a_lazy_kind_is_the_kind_that_it_names() -> None:
    lazy = Lazy(lambda: FORM, "thing")
    assert read(lazy, {"id": "a"}) == read(FORM, {"id": "a"})
    assert lazy.plain(read(lazy, {"id": "a"})[0]) == {"id": "a", "size": "3"}
    assert lazy.schema() == {"$ref": "#/$defs/thing"}


def test_stand_ins() -> None:
    assert stand_in(Field("a", (), Number(), Fraction(2))) == 2
    assert stand_in(Field("a", (), Name())) == "?"
    assert stand_in(Field("a", (), ListOf(Name()))) == []
    assert stand_in(Field("a", (), Number())) is None
