from typing import Any

import pytest

from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import Found, faults_with

A, B, C = {"grade": "A"}, {"grade": "B"}, {"grade": "C"}
GROUPS = [{"id": "g", "members": ["U1", "U2"]}, {"id": "h"}]


def quotas(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Grades by quota."""
    return {"by": "quota", "quotas": list(items), **more}


BAD: list[tuple[str, dict[str, Any], Found]] = [
    ("no bands", {"by": "score"}, [("grades", "grades")]),
    ("no quotas", {"by": "quota"}, [("grades", "grades")]),
    ("a grade twice", {"bands": [{**A, "min": 9}, A]}, [("grades.bands[1]", "grade-bands")]),
    ("no limit but not last", {"bands": [A, B]}, [("grades.bands[0]", "grade-bands")]),
    (
        "overlapping",
        {"bands": [{**A, "min": 80}, {**B, "min": 80}]},
        [("grades.bands[1]", "grade-bands")],
    ),
    (
        "an upper end beyond the better grade",
        {"bands": [{**A, "min": 80}, {**B, "min": 60, "max": 85}]},
        [("grades.bands[1]", "grade-bands")],
    ),
    (
        "shares above 1",
        quotas({**A, "share": "0.7"}, {**B, "share": "0.4"}, C),
        [("grades.quotas[0]", "quota")],
    ),
    ("neither share nor count", quotas(A, B), [("grades.quotas[0]", "quota")]),
    (
        "both share and count",
        quotas({**A, "share": "0.1", "count": 1}, B),
        [("grades.quotas[0]", "quota")],
    ),
    ("more places than units", quotas({**A, "count": 3}, B), [("grades.quotas[0]", "quota")]),
    (
        "more places than units, in the group's own quotas",
        quotas(A, groups={"g": [{**A, "count": 2}, {**B, "count": 1}]}),
        [("grades.groups.g[0]", "quota")],
    ),
    (
        "quotas of no group",
        quotas(A, groups={"k": [A]}),
        [("grades", "grades")],
    ),
    (
        "shares above 1 in a group",
        quotas(A, groups={"h": [{**A, "share": 1}, {**B, "share": "0.1"}]}),
        [("grades.groups.h[0]", "quota")],
    ),
]


@pytest.mark.parametrize(("grades", "found"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_grades_that_cannot_be_given(grades: dict[str, Any], found: Found) -> None:
    assert faults_with(leaf("a"), grades=grades, groups=GROUPS) == found


def test_bands_where_less_is_better() -> None:
    rising = {"bands": [{**A, "max": 5}, {**B, "max": 9}, C]}
    scheme_of(leaf("a"), better="low", grades=rising)
    falling = {"bands": [{**A, "max": 9}, {**B, "max": 5}]}
    found = faults_with(leaf("a"), better="low", grades=falling)
    assert found == [("grades.bands[1]", "grade-bands")]
    both = {"bands": [{**A, "max": 5}, {**B, "min": 4, "max": 9}]}
    assert faults_with(leaf("a"), better="low", grades=both) == [("grades.bands[1]", "grade-bands")]


GOOD: list[dict[str, Any]] = [
    {"bands": [{**A, "min": 80}, {**B, "min": 60, "max": 80}, C]},
    {"bands": [{**A, "min": 80, "max": 100}, B]},
    quotas({**A, "share": "0.5"}, {**B, "share": "0.5"}),
    quotas({**A, "count": 2}, B),
    {"by": "quota", "groups": {"g": [{**A, "count": 1}, B], "h": [A]}},
]


@pytest.mark.parametrize("grades", GOOD)
def test_grades_that_can_be_given(grades: dict[str, Any]) -> None:
    scheme_of(leaf("a"), grades=grades, groups=GROUPS)


def test_grades_that_cannot_be_read_are_not_checked_further() -> None:
    grades = {"bands": [{**A, "min": "viel"}, {**B, "min": 9}, {**C, "min": 10}]}
    assert faults_with(leaf("a"), grades=grades) == [("grades.bands[0].min", "number")]
