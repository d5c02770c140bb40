"""Breaking a target down 指标分解, with rounding that adds up, and 层层加码 made visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sanbi.engine.pacing.faults import PacingError
from sanbi.engine.phrases import Phrase

Number = int | Decimal | Fraction


@dataclass(frozen=True)
class Part:
    """What one unit or quarter is to reach.

    Parameters
    ----------
    name : code of the unit or label of the quarter.
    share : its exact share of the whole.
    amount : rounded; the parts' amounts add up to the target.
    """

    name: str
    share: Fraction
    amount: Decimal


def break_down(
    target: Decimal,
    keys: Sequence[tuple[Number, Mapping[str, Number]]],
    decimals: int = 0,
) -> tuple[Part, ...]:
    """Break a target down by one or several keys (last year's base, capacity, fixed shares).

    A part's share is the weighted mean of its shares under each key. Amounts are rounded by the
    largest remainder, so that they add up to the target rounded to the same decimals; of equal
    remainders the part that comes first in the first key wins.

    Parameters
    ----------
    target : Decimal
    keys : (weight of the key, mapping name → size) for each key
        A name that a key lacks has size 0 there.
    decimals : of the amounts; may be negative (-2: hundreds).

    Raises
    ------
    PacingError
        for no parts, a negative size or weight, or sizes that are all 0.

    Source: the largest-remainder method (Hare quota).

    >>> [str(part.amount) for part in break_down(Decimal(100), [(1, {"a": 1, "b": 1, "c": 1})])]
    ['34', '33', '33']
    """
    names = list(dict.fromkeys(name for _, sizes in keys for name in sizes))
    if not names:
        raise PacingError(Phrase("there are no parts to break the target down to"))
    shares = _shares(names, keys)
    unit = Fraction(1, 10**decimals) if decimals >= 0 else Fraction(10**-decimals)
    whole = round(Fraction(target) / unit)
    sign = -1 if whole < 0 else 1
    exact = [abs(whole) * share for share in shares]
    counts = [int(count) for count in exact]
    order = sorted(range(len(names)), key=lambda at: counts[at] - exact[at])
    for at in order[: abs(whole) - sum(counts)]:
        counts[at] += 1
    return tuple(
        Part(name, share, _decimal(sign * count, decimals))
        for name, share, count in zip(names, shares, counts, strict=True)
    )


def _shares(
    names: Sequence[str], keys: Sequence[tuple[Number, Mapping[str, Number]]]
) -> list[Fraction]:
    shares = dict.fromkeys(names, Fraction(0))
    weights = Fraction(0)
    for weight, sizes in keys:
        for name, size in (("", weight), *sizes.items()):
            if size < 0:
                raise PacingError(
                    Phrase("a share must not be below 0; {name} has {share}", name=name, share=size)
                )
        total = sum((Fraction(size) for size in sizes.values()), Fraction(0))
        if not total or not weight:
            continue
        weights += Fraction(weight)
        for name, size in sizes.items():
            shares[name] += Fraction(weight) * Fraction(size) / total
    if not weights:
        raise PacingError(
            Phrase("with all shares at 0 there is nothing to break the target down by")
        )
    return [shares[name] / weights for name in names]


def _decimal(count: int, decimals: int) -> Decimal:
    return Decimal(count).scaleb(-decimals) if decimals >= 0 else Decimal(count * 10**-decimals)


@dataclass(frozen=True)
class Layer:
    """A layer of a target: what its parts add up to, beside the layer above.

    Parameters
    ----------
    name : of the layer: county, townships, villages.
    total : what the layer's parts add up to.
    raised : share by which it exceeds the layer above (层层加码); None for the first layer.
    raised_in_all : share by which it exceeds the first layer; None for the first.
    """

    name: str
    total: Decimal
    raised: Fraction | None
    raised_in_all: Fraction | None


def layers(totals: Sequence[tuple[str, Sequence[Decimal]]]) -> tuple[Layer, ...]:
    """Tell for each layer by how much its targets exceed those of the layer above.

    Parameters
    ----------
    totals : (name of the layer, targets of its parts), the highest layer first.

    Raises
    ------
    PacingError
        when a layer with one below it does not add up to more than 0.

    >>> below = layers([("county", [Decimal(100)]), ("towns", [Decimal(60), Decimal(48)])])[1]
    >>> below.raised
    Fraction(2, 25)
    """
    told: list[Layer] = []
    for name, targets in totals:
        total = sum(targets, Decimal(0))
        if not told:
            told.append(Layer(name, total, None, None))
            continue
        for above in (told[-1].total, told[0].total):
            if above <= 0:
                raise PacingError(Phrase("a target must be above 0, not {target}", target=above))
        told.append(
            Layer(
                name,
                total,
                Fraction(total) / Fraction(told[-1].total) - 1,
                Fraction(total) / Fraction(told[0].total) - 1,
            )
        )
    return tuple(told)
