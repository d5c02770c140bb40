import gc
import weakref

import numpy as np
import pytest

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.cubes import CubeFigures, units_of_cube
from sanbi.engine.scoring.data.cube import Cube
from sanbi.engine.scoring.figures import Figures, figures_of
from tests.engine.scoring.properties.cases import (
    data_of,
    figures,
    leaf,
    mapping_of,
    table_of,
    totals,
)

ROWS = [
    {"unit": "B", "indicator": "x", "period": "2026Q3", "value": 2.0, "target": None},
    {"unit": "A", "indicator": "x", "period": "2026Q2", "value": 1.0, "target": 9.0},
    {"unit": "A", "indicator": "y", "period": "2026Q3", "value": None, "target": 3.0},
]


def shown(values: np.ndarray) -> list[float | None]:
    """The values, NaN as None."""
    return [None if np.isnan(value) else value for value in values.tolist()]


def test_vectors_run_over_the_units_in_code_order() -> None:
    data = data_of(["B", "A", "C"], ROWS)  # the vectors last as long as the data
    laid = Figures(data)
    assert laid.units == ("A", "B", "C")
    assert shown(laid.values("x", "2026Q3")) == [None, 2.0, None]
    assert shown(laid.values("x", "2026Q2")) == [1.0, None, None]
    assert shown(laid.targets("x", "2026Q2")) == [9.0, None, None]
    assert shown(laid.targets("y", "2026Q3")) == [3.0, None, None]
    assert shown(laid.values("y", "2026Q3")) == [None, None, None]


def test_what_the_data_do_not_hold_is_nan() -> None:
    data = data_of(["A"], ROWS[1:])
    laid = Figures(data)
    assert shown(laid.values("z", "2026Q3")) == [None]
    assert shown(laid.values("x", "2020")) == [None]
    assert shown(laid.targets("z", "2026Q3")) == [None]
    assert (laid.knows("x"), laid.knows("z")) == (True, False)
    assert laid.periods("x") == ("2026Q2",)
    assert laid.periods("z") == ()


def test_data_are_laid_out_once_and_not_kept_alive() -> None:
    data = table_of({"x": [1.0]})
    assert figures_of(data) is figures_of(data)
    held = weakref.ref(data)
    lost = Figures(data)
    del data
    gc.collect()
    assert held() is None
    with pytest.raises(ReferenceError):
        lost.values("x", "2026Q3")


CUBE = Cube(
    ("A", "B", "C"),
    ("x", "y"),
    ("2026Q2", "2026Q3"),
    np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, np.nan, 9.0], [1.0, 1.0, 2.0]]]),
)


def test_a_cube_gives_views_without_targets() -> None:
    laid = CubeFigures(CUBE)
    assert laid.units == ("A", "B", "C")
    assert shown(laid.values("x", "2026Q3")) == [7.0, None, 9.0]
    assert laid.values("x", "2026Q3").base is not None
    assert shown(laid.targets("x", "2026Q3")) == [None] * 3
    assert shown(laid.values("z", "2026Q3")) == [None] * 3
    assert shown(laid.values("x", "2020")) == [None] * 3
    assert (laid.knows("y"), laid.knows("z")) == (True, False)
    assert laid.periods("y") == ("2026Q2", "2026Q3")
    assert laid.periods("z") == ()


@pytest.mark.parametrize("precision", [2, None])
def test_a_cube_scores_as_the_tables_do(precision: int | None) -> None:
    children = [leaf("x", "rank_step", missing="zero"), leaf("y", "min_max")]
    scheme = Scheme.from_mapping(mapping_of(*children, precision=precision))
    cube = score(scheme, units_of_cube(CUBE), source=CubeFigures(CUBE))
    rows = [
        {**row, "unit": "ABC"[int(row["unit"][1:])]}
        for row in figures({"x": [7.0, None, 9.0], "y": [1.0, 1.0, 2.0]})
    ]
    assert totals(cube) == totals(score(scheme, data_of(["A", "B", "C"], rows)))
