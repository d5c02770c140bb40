"""One axis: places of codes, whatever the file calls them."""

import pyarrow as pa
import pytest

from sanbi.engine.scoring.data.cells import read_code, read_period
from sanbi.engine.scoring.data.cube_axis import Axis, array_view, null_rows
from sanbi.engine.scoring.data.readers.refusal import Refused


def test_new_codes_take_places_in_order_and_known_ones_keep_theirs() -> None:
    axis = Axis("unit", read_code)
    assert axis.places(pa.array(["C", "A"])).tolist() == [1, 0]
    assert axis.places(pa.array(["B", "A", "D"])).tolist() == [2, 0, 3]
    assert axis.codes == ["A", "C", "B", "D"]
    assert axis.order().tolist() == [0, 2, 1, 3]


def test_two_spellings_of_one_code_share_a_place() -> None:
    axis = Axis("period", read_period)
    assert axis.places(pa.array(["2026Q1", "2026年一季度"])).tolist() == [0, 0]
    assert axis.codes == ["2026Q1"]


def test_codes_that_are_not_wanted_have_no_place() -> None:
    axis = Axis("indicator", read_code, ("a", "c"))
    assert axis.places(pa.array(["c", "b", "a"])).tolist() == [1, -1, 0]
    assert axis.codes == ["a", "c"]


def test_a_code_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(Refused, match="bad-key"):
        Axis("unit", read_code).places(pa.array(["A", "\x07"]))


def test_values_are_seen_without_a_copy_also_in_a_slice() -> None:
    array = pa.array([1.5, None, 3.5, 4.5])
    assert array_view(array.slice(2)).tolist() == [3.5, 4.5]
    assert null_rows(array).tolist() == [False, True, False, False]
    assert array_view(pa.array([7, 8], pa.int32())).tolist() == [7, 8]
