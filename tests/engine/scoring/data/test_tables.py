"""Data.from_rows: defaults, cleaning, versions, renamed units, and every refusal with its place."""

import math
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from sanbi.engine.scoring.data import SCHEMAS, Data
from sanbi.engine.scoring.faults import DataFaults

Row = dict[str, object]
UNITS = [{"unit": "A", "name": "甲镇"}, {"unit": "B", "name": "乙镇"}]


def row(
    unit: object = "A", indicator: object = "gdp", period: object = "2026Q3", **rest: object
) -> Row:
    return {"unit": unit, "indicator": indicator, "period": period, **rest}


def refused(**tables: Any) -> list[tuple[str, str]]:
    with pytest.raises(DataFaults) as caught:
        Data.from_rows(**tables)
    return [(fault.where, fault.code) for fault in caught.value.faults]


def noted(data: Data) -> list[tuple[str, str]]:
    return [(note.where, note.code) for note in data.notes]


def test_empty_data_has_every_table_with_its_types() -> None:
    data = Data.from_rows()
    for name, schema in SCHEMAS.items():
        frame = getattr(data, name)
        assert frame.height == 0
        assert dict(frame.schema) == schema


def test_missing_keys_take_their_defaults() -> None:
    data = Data.from_rows(
        units=[{"unit": "A"}],
        observations=[{"unit": "A", "indicator": "gdp"}],
        events=[{"unit": "A", "item": "bonus"}],
        ballots=[{"unit": "A", "electorate": "hall", "ballot": 7, "mark": 1}],
        period="2026Q3",
    )
    assert data.units.row(0) == ("A", "", "", True, "")
    assert data.observations.row(0) == ("A", "gdp", "2026Q3", None, None, 1, "", False)
    assert data.events.row(0) == ("A", "bonus", "2026Q3", "", 1.0, None, "", "")
    assert data.ballots.row(0) == ("hall", "2026Q3", "7", "", "", "A", "", "1")
    assert data.notes == ()


def test_units_are_inferred_from_every_table_of_reports() -> None:
    data = Data.from_rows(
        observations=[row("C", value=1)],
        ratings=[{"unit": "A", "leaf": "work", "rating": 9}],
        events=[{"unit": "D", "item": "bonus"}],
        ballots=[{"unit": "B", "electorate": "hall", "ballot": 1, "mark": 1}],
    )
    assert data.units["unit"].to_list() == ["A", "B", "C", "D"]
    assert data.units["participates"].all()


def test_rows_are_sorted_by_key_whatever_their_order() -> None:
    rows = [row("B", value=2), row("A", "pop", value=3), row("A", value=1)]
    data = Data.from_rows(observations=rows)
    again = Data.from_rows(observations=rows[::-1])
    assert data.observations["value"].to_list() == [1.0, 3.0, 2.0]
    assert data.observations.equals(again.observations)


def test_further_columns_of_units_are_numbers_or_text() -> None:
    data = Data.from_rows(
        units=[
            {"unit": "A", "coef": 1, "zone": "山区", "code": "007", "area": None},
            {"unit": "B", "coef": Decimal("1.25"), "zone": "", "code": "12", "area": None},
        ]
    )
    assert data.units.schema["coef"] == pl.Float64
    assert data.units["coef"].to_list() == [1.0, 1.25]
    assert data.units["zone"].to_list() == ["山区", ""]
    assert data.units["code"].to_list() == ["007", "12"]
    assert data.units["area"].to_list() == ["", ""]


def test_a_gap_in_a_column_of_coefficients_is_null_and_a_slip_is_refused() -> None:
    units = [{"unit": "A", "coef": "1.5"}, {"unit": "B", "coef": ""}, {"unit": "C", "coef": "2"}]
    assert Data.from_rows(units=units).units["coef"].to_list() == [1.5, None, 2.0]
    units[2]["coef"] = "约2"
    assert refused(units=units) == [("units[2].coef", "text-in-number")]


@pytest.mark.parametrize("key", ["", "_row", " area", 5])
def test_a_further_column_needs_a_plain_name(key: object) -> None:
    assert refused(units=[{"unit": "A", key: 1}])[0][1] == "unknown-key"


def test_groups_are_split_by_one_sign() -> None:
    data = Data.from_rows(units=[{"unit": "A", "group": " 山区； 县城;"}])
    assert data.units["group"].to_list() == ["山区;县城"]


@pytest.mark.parametrize(
    ("word", "expected"), [("是", True), ("否", False), (0, False), ("", True), ("Ｎo", False)]
)
def test_participates_reads_yes_and_no(word: object, expected: bool) -> None:
    data = Data.from_rows(units=[{"unit": "A", "participates": word}])
    assert data.units["participates"].to_list() == [expected]


def test_participates_refuses_what_is_neither() -> None:
    assert refused(units=[{"unit": "A", "participates": "也许"}]) == [
        ("units[0].participates", "bad-flag")
    ]


def test_the_highest_version_counts_and_the_others_are_noted() -> None:
    data = Data.from_rows(
        observations=[row(value=1), row(value=3, version=3), row(value=2, version=2)]
    )
    assert data.observations.rows() == [("A", "gdp", "2026Q3", 3.0, None, 3, "", True)]
    assert noted(data) == [("observations[0].version", "superseded")]
    assert "(and 1 more" in data.notes[0].message or len(data.notes) == 1


def test_equal_versions_are_a_duplicate() -> None:
    rows = [row(value=1, version=2), row("B", value=9), row(value=1, version=2)]
    assert refused(observations=rows) == [("observations[2].unit", "duplicate-version")]


def test_a_period_is_read_in_its_chinese_form_so_duplicates_are_seen() -> None:
    rows = [row(value=1), row(period="2026年三季度", value=2)]
    assert refused(observations=rows) == [("observations[1].unit", "duplicate-version")]


def test_an_empty_period_is_filled_in_later() -> None:
    data = Data.from_rows(observations=[{"unit": "A", "indicator": "gdp", "value": 1}])
    assert data.observations["period"].to_list() == [""]
    filled = data.with_period("2026年三季度")
    assert filled.observations["period"].to_list() == ["2026Q3"]
    assert filled.place("observations", 0, "value") == "observations[0].value"


def test_filling_the_period_in_may_show_a_duplicate() -> None:
    data = Data.from_rows(
        observations=[{"unit": "A", "indicator": "gdp", "value": 1}, row(value=2)]
    )
    with pytest.raises(DataFaults) as caught:
        data.with_period("2026Q3")
    assert [fault.code for fault in caught.value.faults] == ["duplicate-version"]


def test_a_renamed_unit_takes_its_old_rows() -> None:
    data = Data.from_rows(
        units=[{"unit": "N", "formerly": "O"}],
        observations=[row("O", period="2025", value=1), row("N", period="2026", value=2)],
        ballots=[
            {"unit": "O", "electorate": "hall", "ballot": 1, "voter_unit": "O", "mark": 1},
        ],
        history=[{"unit": "O", "period": "2025", "rank": 3}],
    )
    assert data.observations["unit"].to_list() == ["N", "N"]
    assert data.ballots.row(0)[4:6] == ("N", "N")
    assert data.history["unit"].to_list() == ["N"]
    assert {code for _, code in noted(data)} == {"renamed"}


def test_a_unit_renamed_twice_takes_the_rows_of_both_codes() -> None:
    data = Data.from_rows(
        units=[{"unit": "C", "formerly": "A>B"}],
        observations=[row("A", period="2024", value=1), row("B", period="2025", value=2)],
    )
    assert data.observations["unit"].to_list() == ["C", "C"]


def test_a_renamed_row_may_not_repeat_a_new_one() -> None:
    tables = {
        "units": [{"unit": "N", "formerly": "O"}],
        "observations": [row("O", value=1), row("N", value=2)],
    }
    assert refused(**tables) == [("observations[1].unit", "duplicate-version")]


@pytest.mark.parametrize(
    "units",
    [
        [{"unit": "C", "formerly": "A;B"}],
        [{"unit": "C", "formerly": "A"}, {"unit": "D", "formerly": "A"}],
    ],
    ids=["merged", "split"],
)
def test_old_values_are_not_carried_over_by_split_or_merger(units: list[Row]) -> None:
    data = Data.from_rows(
        units=units, observations=[row("A", value=1), row("C", value=2), row("A", "pop", value=5)]
    )
    assert data.observations["value"].to_list() == [2.0]
    assert noted(data) == [("observations[0].unit", "not-carried-over")]
    assert data.notes[0].message.startswith("2 rows of 'A'")


def test_a_former_code_may_not_be_in_use() -> None:
    units = [{"unit": "A"}, {"unit": "B", "formerly": "A"}]
    assert ("units[1].formerly", "split-code") in refused(units=units)


def test_unknown_units_are_refused_in_every_table_but_history() -> None:
    tables = {
        "observations": [row("X", value=1)],
        "ratings": [{"unit": "X", "leaf": "work", "rating": 9}],
        "events": [{"unit": "X", "item": "bonus"}],
        "ballots": [{"unit": "X", "electorate": "hall", "ballot": 1, "mark": 1}],
    }
    assert refused(units=UNITS, **tables) == [
        ("observations[0].unit", "unknown-unit"),
        ("ratings[0].unit", "unknown-unit"),
        ("events[0].unit", "unknown-unit"),
        ("ballots[0].unit", "unknown-unit"),
    ]
    data = Data.from_rows(units=UNITS, history=[{"unit": "X", "rank": 1}])
    assert noted(data) == [("history[0].unit", "history-unit")]


def test_an_unknown_unit_is_told_the_code_of_its_name() -> None:
    with pytest.raises(DataFaults, match="did you mean B"):
        Data.from_rows(units=UNITS, observations=[row("乙镇", value=1)])


def test_duplicates_are_refused_by_the_key_of_each_table() -> None:
    assert refused(units=[{"unit": "A"}, {"unit": "A"}]) == [("units[1].unit", "duplicate")]
    ballot = {"unit": "A", "electorate": "hall", "ballot": 1, "mark": 1}
    assert refused(ballots=[ballot, {**ballot, "mark": 2}]) == [("ballots[1].unit", "duplicate")]
    history = {"unit": "A", "group": "g", "rank": 1}
    assert refused(history=[history, {**history, "rank": 2}]) == [("history[1].unit", "duplicate")]


def test_ballot_numbers_may_start_again_in_each_class() -> None:
    ballot = {"unit": "A", "electorate": "hall", "ballot": 1, "mark": 1}
    data = Data.from_rows(ballots=[{**ballot, "class": "领导"}, {**ballot, "class": "代表"}])
    assert data.ballots.height == 2


def test_two_members_of_one_assessor_may_rate_alike_and_it_is_noted() -> None:
    rating = {"unit": "A", "leaf": "work", "assessor": "考核组", "rating": 9}
    data = Data.from_rows(ratings=[rating, rating, {**rating, "rating": 8}])
    assert data.ratings["rating"].to_list() == [8.0, 9.0, 9.0]
    assert noted(data) == [("ratings[1].unit", "rating-repeated")]


def test_an_event_with_a_document_counts_once() -> None:
    event = {"unit": "A", "item": "bonus", "document": "县政〔2026〕3号"}
    assert refused(events=[event, event]) == [("events[1].unit", "duplicate")]
    data = Data.from_rows(events=[{"unit": "A", "item": "bonus"}] * 2)
    assert data.events["count"].to_list() == [1.0, 1.0]
    assert noted(data) == [("events[1].unit", "event-repeated")]


def test_a_prepared_row_without_rating_is_dropped_but_not_its_reason() -> None:
    rating = {"unit": "A", "leaf": "work", "rating": None}
    assert Data.from_rows(ratings=[rating]).ratings.height == 0
    assert refused(ratings=[{**rating, "reason": "好"}]) == [
        ("ratings[0].rating", "reason-without-rating")
    ]


def test_every_fault_is_listed_in_reading_order() -> None:
    found = refused(
        units=UNITS,
        observations=[
            row("X", value="6.4亿"),
            row("", value=math.nan),
            row(indicator=None, target=math.inf),
            row(period="2026Q5", version=-1, wrong=1),
            row(period="2026Q6", version=1.5),
        ],
    )
    assert found == [
        ("observations[0].value", "text-in-number"),
        ("observations[0].unit", "unknown-unit"),
        ("observations[1].unit", "missing-cell"),
        ("observations[1].value", "not-finite"),
        ("observations[2].indicator", "missing-cell"),
        ("observations[2].target", "not-finite"),
        ("observations[3].wrong", "unknown-key"),
        ("observations[3].period", "bad-period"),
        ("observations[3].version", "negative-version"),
        ("observations[4].period", "bad-period"),
        ("observations[4].version", "bad-version"),
    ]


def test_events_are_not_counted_below_nought() -> None:
    counts = [-1, "－2", 0, 0.5, None, "两"]
    found = refused(
        units=UNITS,
        events=[{"unit": "A", "item": "late", "count": count} for count in counts],
    )
    assert found == [
        ("events[0].count", "negative-count"),
        ("events[1].count", "negative-count"),
        ("events[5].count", "text-in-number"),
    ]


def test_a_thousand_faults_are_listed_and_the_rest_counted() -> None:
    rows = [row(period=str(2000 + place % 1000), indicator=str(place), value="x")
            for place in range(1500)]  # fmt: skip
    with pytest.raises(DataFaults) as caught:
        Data.from_rows(observations=rows)
    assert len(caught.value.faults) == 1001
    assert caught.value.faults[-1].code == "too-many"
    assert "500" in caught.value.faults[-1].message


def test_messages_come_in_chinese_too() -> None:
    with pytest.raises(DataFaults, match="不是数字"):
        Data.from_rows(observations=[row(value="约6")], language="zh")


def test_an_unreadable_scheme_period_is_refused() -> None:
    with pytest.raises(DataFaults, match="period: '2026Q9' is not a period"):
        Data.from_rows(period="2026Q9")
