"""Order, places and gaps within a group (contract section 2.10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.parts import Scheme


@dataclass(frozen=True)
class Contender:
    """A unit that is ranked."""

    unit: str
    published: Fraction
    unrounded: Fraction
    last: bool


@dataclass(frozen=True)
class Standing:
    """Place and gap of a ranked unit; the first has no gap."""

    rank: Fraction
    gap: Fraction | None
    from_bottom: Fraction


def _ordering(value: Fraction, better: str) -> Fraction:
    """Return a sort key: best first."""
    return value if better == "low" else -value


def _place(method: str, ahead: int, tied: int, distinct: int) -> Fraction:
    if method == "dense":
        return Fraction(distinct + 1)
    if method == "average":
        return ahead + Fraction(tied + 1, 2)
    return Fraction(ahead + 1)


def _blocks(
    scheme: Scheme, contenders: list[Contender], key_value: Callable[[str, str], Fraction]
) -> list[list[Contender]]:
    """Return the contenders in order, equal ones together."""

    def key(one: Contender) -> tuple[object, ...]:
        total = one.published if scheme.rank_on == "published" else one.unrounded
        splits = [
            _ordering(key_value(split.by, one.unit), split.better) for split in scheme.tie_keys
        ]
        own = (one.unit,) if scheme.ties == "ordinal" else ()
        return (one.last, _ordering(total, scheme.better), *splits, *own)

    blocks: dict[tuple[object, ...], list[Contender]] = {}
    for one in contenders:
        blocks.setdefault(key(one), []).append(one)
    return [blocks[place] for place in sorted(blocks)]


def rank(
    scheme: Scheme, contenders: list[Contender], key_value: Callable[[str, str], Fraction]
) -> Mapping[str, Standing]:
    """Return the standing of each contender.

    Parameters
        key_value : value of a tie key (input, leaf or node id) for a unit.
    """
    found: dict[str, Standing] = {}
    blocks = _blocks(scheme, contenders, key_value)
    ahead = 0
    for distinct, block in enumerate(blocks):
        place = _place(scheme.ties, ahead, len(block), distinct)
        behind = len(contenders) - ahead - len(block)
        for one in block:
            gap = None if distinct == 0 else _gap(one, blocks[distinct - 1][-1])
            found[one.unit] = Standing(place, gap, Fraction(behind + 1))
        ahead += len(block)
    return found


def _gap(one: Contender, better: Contender) -> Fraction:
    """Return the difference of published totals to the next better place."""
    return abs(better.published - one.published)
