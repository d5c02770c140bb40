from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.inputs.building import centre, outlying
from tests.engine.scoring.properties.cases import (
    CODES,
    data_of,
    figures,
    leaf,
    near,
    run,
    unrounded,
)

F = Fraction
ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])
KINDS = pytest.mark.parametrize("arithmetic", [EXACT, FLOATING], ids=["exact", "float64"])


def drawn(
    values: list[float | None], precision: int | None, item: dict[str, Any], **more: Any
) -> list[Any]:
    """An input built from these values."""
    units = more.pop("units", CODES[: len(values)])
    child = leaf("a", input={"indicator": "x", **item}, missing="redistribute")
    return unrounded(
        run(data_of(units, figures({"x": values})), child, precision=precision, **more), "a"
    )


def row(*, participates: bool = True, region: str = "", group: str = "") -> dict[str, Any]:
    """Attributes of a unit."""
    return {"participates": participates, "region": region, "group": group}


def rows(*held: dict[str, Any]) -> list[dict[str, Any]]:
    """Units with these attributes."""
    return [{"unit": CODES[n], **attributes} for n, attributes in enumerate(held)]


# -- imputation ------------------------------------------------------------------------------------
@KINDS
def test_means_and_medians(arithmetic: Any) -> None:
    def of(*values: int) -> Any:
        return arithmetic.from_floats(np.array(values, dtype=float))

    assert centre(of(1, 2, 6), "mean", arithmetic) == 3
    assert centre(of(6, 1, 2), "median", arithmetic) == 2
    assert centre(of(6, 1, 2, 3), "median", arithmetic) == 2.5


@ARITHMETICS
def test_who_does_not_take_part_gives_nothing_but_is_filled(precision: int | None) -> None:
    units = rows(row(), row(), row(participates=False), row(participates=False))
    found = drawn([1.0, 3.0, 99.0, None], precision, {"impute": "mean"}, units=units)
    assert near(found, [1, 3, 99, 2])


@ARITHMETICS
def test_groups_are_filled_from_their_own(precision: int | None) -> None:
    units = rows(row(group="g"), row(group="g"), row(group="h"), row(group="h"))
    values: list[float | None] = [1.0, None, 9.0, None]
    own = {"impute": {"method": "mean", "by": "group"}}
    result = run(
        data_of(units, figures({"x": values})),
        leaf("a", input={"indicator": "x", **own}),
        precision=precision,
    )
    assert [
        near(o.scores.leaves["a", "2026Q3"].score.values.tolist(), [w, w])
        for o, w in zip(result.outcomes, (1, 9), strict=True)
    ] == [True, True]
    everyone = run(
        data_of(units, figures({"x": values})),
        leaf("a", input={"indicator": "x", "impute": "median"}),
        precision=precision,
    )
    assert near(everyone.outcomes[1].scores.leaves["a", "2026Q3"].score.values.tolist(), [9, 5])


@ARITHMETICS
def test_nobody_to_take_from_stays_missing(precision: int | None) -> None:
    units = rows(row(region="山"), row(region="川"), row(region="川"))
    item = {"impute": {"method": "mean", "by": "region"}}
    assert near(drawn([None, 4.0, None], precision, item, units=units), [None, 4, 4])
    assert drawn([None, None], precision, {"impute": "mean"}) == [None, None]


# -- outliers --------------------------------------------------------------------------------------
SPREAD = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 100.0]
TREATED = [1, 2, 3, 4, 5, 6, 7, 8, 8]


@ARITHMETICS
def test_the_outlier_takes_the_next_value(precision: int | None) -> None:
    assert near(drawn([*SPREAD], precision, {"treat": {}}), TREATED)
    mirrored: list[float | None] = [-value for value in SPREAD]
    assert near(drawn(mirrored, precision, {"treat": {}}), [-value for value in TREATED])


@ARITHMETICS
def test_values_without_outliers_stay(precision: int | None) -> None:
    for values in ([1.0, 2.0, 3.0, 400.0][:3], [5.0] * 6, [1.0, 2.0, 3.0, 4.0, 5.0]):
        assert near(drawn([*values], precision, {"treat": {}}), values)


@ARITHMETICS
def test_units_outside_the_population_are_clipped_too(precision: int | None) -> None:
    units = rows(*[row()] * 9, row(participates=False))
    found = drawn([*SPREAD, 500.0], precision, {"treat": {}}, units=units)
    assert near(found, [*TREATED, 8])


@ARITHMETICS
def test_the_logarithm_where_points_do_not_suffice(precision: int | None) -> None:
    found = drawn([*SPREAD, None], precision, {"treat": {"max_points": 0, "then": "log"}})
    shift = 99 / 100
    wanted = [float(np.log(value - 1 + shift)) for value in SPREAD]
    assert near([float(value) for value in found[:-1]], wanted)
    assert found[-1] is None
    stays = drawn([*SPREAD], precision, {"treat": {"max_points": 0}})
    assert near(stays, SPREAD)


@ARITHMETICS
def test_who_lies_below_the_population_has_no_logarithm(precision: int | None) -> None:
    units = rows(*[row()] * 9, row(participates=False))
    item = {"treat": {"max_points": 0, "then": "log"}}
    found = drawn([*SPREAD, -50.0], precision, item, units=units)
    assert found[-1] is None
    assert found[0] is not None


@KINDS
def test_both_limits_are_strict(arithmetic: Any) -> None:
    values = arithmetic.from_floats(np.array(SPREAD))

    def side(skew: str, kurtosis: str) -> int:
        return outlying(
            values, arithmetic.constant(F(skew)), arithmetic.constant(F(kurtosis)), arithmetic
        )

    assert side("2", "3.5") == 1
    assert side("4", "3.5") == 0
    assert side("2", "12") == 0
    assert outlying(-values, arithmetic.constant(F(2)), arithmetic.constant(F(3)), arithmetic) == -1
    assert (
        outlying(values[:3], arithmetic.constant(F(0)), arithmetic.constant(F(-9)), arithmetic) == 0
    )
