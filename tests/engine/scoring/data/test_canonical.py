"""The canonical CSV of the tables: exact numbers, exact text, the same bytes after a round trip."""

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.integrity.csv_table import csv_bytes, read_csv
from sanbi.engine.integrity.numerals import number_text
from sanbi.engine.scoring.data import Data, from_csv_files, to_csv_files
from sanbi.engine.scoring.data.canonical import number_texts
from sanbi.engine.scoring.faults import DataFaults

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
FEWER = settings(max_examples=60)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('\n",;\t'),
    max_size=12,
).filter(lambda text: not text.strip().startswith("#"))
CODES = st.text(
    st.sampled_from(
        '甲乙AB01"',
    ),
    min_size=1,
    max_size=3,
)
SMALL = {
    "units": [{"unit": "A", "name": "甲", "coef": 1.5}],
    "observations": [{"unit": "A", "indicator": "gdp", "period": "2026Q3", "value": 6.4}],
}


def test_the_bytes_of_a_small_case() -> None:
    files = to_csv_files(Data.from_rows(**SMALL))
    assert list(files) == [
        "units.csv", "observations.csv", "ratings.csv", "events.csv", "ballots.csv", "history.csv",
    ]  # fmt: skip
    assert files["units.csv"].decode() == (
        "unit,name,group,participates,formerly,coef\nA,甲,,true,,1.5\n"
    )
    assert files["observations.csv"].decode() == (
        "unit,indicator,period,value,target,version,source,revised\nA,gdp,2026Q3,6.4,,1,,false\n"
    )
    assert files["ratings.csv"] == b"unit,leaf,period,assessor,rating,reason\n"


@given(st.lists(NUMBERS))
def test_numbers_are_written_as_the_shared_numerals(values: list[float]) -> None:
    series = pl.Series("x", values, dtype=pl.Float64)
    assert number_texts(series).to_list() == [number_text(value) for value in values]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (100.0, "100"), (-0.0, "0"), (0.1, "0.1"), (1e-7, "0.0000001"), (1e16, "10000000000000000"),
        (5e-324, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e308"),
        (0.1 + 0.2, "0.30000000000000004"), (2.0**53, "9007199254740992"),
    ],
)  # fmt: skip
def test_a_number_reads_back_to_the_same_float(value: float, text: str) -> None:
    written = number_texts(pl.Series([value]))[0]
    assert written == text
    assert math.copysign(1, float(written)) == 1
    assert float(written) == value


@FEWER
@given(
    st.lists(st.tuples(CODES, CODES, NUMBERS | st.none(), TEXT), unique_by=lambda row: row[:2]),
    st.lists(st.tuples(CODES, TEXT, NUMBERS, TEXT), unique_by=lambda row: row[0], min_size=1),
)
def test_a_round_trip_gives_the_same_bytes_and_the_same_frames(
    observed: list[Any], listed: list[Any]
) -> None:
    # A column of words: one in which every text could be read as a number would be one of numbers.
    units = {unit: {"unit": unit, "name": name, "coef": coef, "说明,x": text and f"说{text}"}
             for unit, name, coef, text in listed}  # fmt: skip
    observations = [
        {"unit": unit, "indicator": indicator, "period": "2026", "value": value, "source": text}
        for unit, indicator, value, text in observed
    ]
    for each in observations:
        units.setdefault(each["unit"], {"unit": each["unit"]})
    data = Data.from_rows(units=units.values(), observations=observations)
    files = to_csv_files(data)
    again = from_csv_files(files)
    assert to_csv_files(again) == files
    assert again.units.equals(data.units)
    assert again.observations.equals(data.observations)


@FEWER
@given(st.lists(st.tuples(CODES, TEXT), unique_by=lambda row: row[0], min_size=1))
def test_the_bytes_are_those_of_the_shared_canonical_csv(listed: list[tuple[str, str]]) -> None:
    data = Data.from_rows(units=[{"unit": unit, "name": name} for unit, name in listed])
    content = to_csv_files(data)["units.csv"]
    table = read_csv(content)
    assert csv_bytes(table.columns, table.rows) == content


def test_every_table_survives_the_round_trip() -> None:
    data = Data.from_rows(
        units=[{"unit": "A", "group": "g;h", "participates": False, "formerly": "Z"},
               {"unit": "B", "code": "007", "empty": None}],
        observations=[{"unit": "A", "indicator": "i", "value": -5.5, "target": 1e-9, "version": 4}],
        ratings=[{"unit": "A", "leaf": "l", "assessor": "办", "rating": 9.5, "reason": "好,好"}],
        events=[{"unit": "B", "item": "e", "kind": "国家级", "count": 2, "amount": 0.5}],
        ballots=[{"unit": "B", "electorate": "h", "ballot": "01", "voter_unit": "A", "mark": "优"}],
        history=[{"unit": "A", "group": "g", "period": "2025", "score": 88.5, "rank": 1.5}],
        period="2026Q3",
    )  # fmt: skip
    files = to_csv_files(data)
    again = from_csv_files(files)
    assert to_csv_files(again) == files
    for name in ("units", "observations", "ratings", "events", "ballots", "history"):
        assert getattr(again, name).equals(getattr(data, name)), name


@pytest.mark.parametrize(
    ("name", "found", "wrong"),
    [
        ("observations.csv", "6.4,", "6.40,"),
        ("observations.csv", ",1,,false\n", ",1,,false"),
        ("observations.csv", "gdp", '"gdp"'),
        ("observations.csv", "\n", "\r\n"),
        ("observations.csv", "indicator", "indicators"),
        ("observations.csv", "6.4", "6.4亿"),
        ("observations.csv", "A,gdp", "Z,gdp"),
        ("observations.csv", "2026Q3", "2026q3"),
        ("units.csv", "true", "TRUE"),
        ("units.csv", "unit,", "\ufeffunit,"),
    ],
)
def test_other_bytes_are_refused(name: str, found: str, wrong: str) -> None:
    files = to_csv_files(Data.from_rows(**SMALL))
    text = files[name].decode()
    assert found in text
    with pytest.raises(DataFaults):
        from_csv_files({**files, name: text.replace(found, wrong).encode()})


def test_unsorted_rows_are_refused_with_their_line() -> None:
    rows = [{"unit": unit, "indicator": "gdp", "value": 1} for unit in "ABC"]
    files = to_csv_files(Data.from_rows(observations=rows))
    lines = files["observations.csv"].split(b"\n")
    lines[2], lines[3] = lines[3], lines[2]
    with pytest.raises(DataFaults, match=r"observations\.csv:3: "):
        from_csv_files({**files, "observations.csv": b"\n".join(lines)})


def test_bytes_that_are_no_table_are_refused() -> None:
    for content in (b"", b"\xff\xfe\x00", b'unit,"', b"unit,name\nA,B,C\n"):
        with pytest.raises(DataFaults) as caught:
            from_csv_files({"units.csv": content})
        assert caught.value.faults[0].where.startswith("units.csv:")
