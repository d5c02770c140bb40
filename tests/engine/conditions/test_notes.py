import pytest

from sanbi.engine.conditions.notes import Notes


def test_faults_keep_their_order_and_the_whole_has_a_name() -> None:
    notes = Notes()
    notes.add("", "first", "a")
    notes.add("all[0]", "second", "b")
    assert [str(fault) for fault in notes.faults] == ["condition: first; a", "all[0]: second; b"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({}, "a mapping"),
        ([], "an empty list"),
        ([1], "a list"),
        (None, "an empty value"),
        ("a", "'a'"),
        (8, "8"),
        ("x" * 99, "'" + "x" * 39 + "…"),
    ],
)
def test_what_was_written_is_shown_short(data: object, text: str) -> None:
    assert Notes.shown(data) == text


def test_paths_grow_from_the_top() -> None:
    assert Notes.below("", "all") == "all"
    assert Notes.below("all[0]", "op") == "all[0].op"


def test_keys_of_both_languages_are_found_under_their_written_names() -> None:
    notes = Notes()
    assert notes.keys({"事实": 1, "op": 2}, "", ("fact", "op")) == {"fact": "事实", "op": "op"}
    assert notes.faults == []
    assert notes.keys({"值": 1}, "", ("fact", "op")) == {}
    assert str(notes.faults[0]) == "值: '值' is not known here; allowed: fact, op"


@pytest.mark.parametrize(
    ("data", "most", "found"),
    [
        (2, 3, 2),
        (3, 3, 3),
        (9, None, 9),
        (1, 3, None),
        (4, 3, None),
        ("2", 3, None),
        (2.0, 3, None),
    ],
)
def test_whole_numbers_within_limits(data: object, most: int | None, found: int | None) -> None:
    notes = Notes()
    assert notes.whole(data, "count", 2, most) == found
    assert len(notes.faults) == (found is None)
