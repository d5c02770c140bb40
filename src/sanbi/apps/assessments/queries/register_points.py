"""What an item of the register makes by the scheme, seen before anything is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sanbi.apps.assessments.freezing import event_row, members_of, unit_row
from sanbi.apps.assessments.models import Item, Round
from sanbi.apps.assessments.queries.register import seen_items
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.assessments.sources.adjustments import Event, event_of
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.engine.scoring import DataFaults, Scheme
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.register import BlockPoints, block_of, counts_events, event_points
from sanbi.engine.scoring.scheme.model import Adjustment

STANDING = (Item.State.PROPOSED, Item.State.CHECKED)


@dataclass(frozen=True)
class ItemPoints:
    """Points of an item in its block; ``cap`` is None where the block has none.

    Parameters
    ----------
    own : what the rule gives for this item alone, beside what is checked already
    checked : what the unit's other checked items of the block make
    total : both together
    counted : what counts of the total under the cap
    added : by how much this item changes what counts
    conditional : the block counts only if the scheme's condition is met in the round
    """

    block: str
    sign: str
    own: Decimal
    checked: Decimal
    total: Decimal
    cap: Decimal | None
    counted: Decimal
    added: Decimal
    conditional: bool

    @property
    def over(self) -> Decimal:
        """What lies above the cap and counts for nothing."""
        return self.total - self.counted


def item_points(actor: Actor, pk: int) -> ItemPoints | None:
    """Return what an item makes that counts or may yet; None for ratings and for what fell.

    Raises
    ------
    Missing
        when there is none that the actor sees.
    """
    item = seen_items(actor).filter(pk=pk).first()
    if item is None:
        raise Missing
    if item.sort == Item.Sort.RATING or item.state not in STANDING:
        return None
    scheme = scheme_of(item.round.scheme_version)
    block = block_of(scheme, item.leaf)
    if block is None or not any(
        leaf.id == item.leaf and counts_events(leaf) for leaf in block.items
    ):
        return None
    others = list(
        Item.objects.filter(
            round=item.round_id,
            unit=item.unit_id,
            state=Item.State.CHECKED,
            leaf__in=[leaf.id for leaf in block.items],
        ).exclude(pk=pk)
    )
    try:
        before = _points(item.round, scheme, block, item.unit_id, others)
        after = _points(item.round, scheme, block, item.unit_id, [*others, item])
    except DataFaults:
        return None  # the freezing says what does not fit, and where
    return _told(block, before, after)


def _points(
    held: Round, scheme: Scheme, block: Adjustment, unit: int, items: Sequence[Item]
) -> BlockPoints:
    member = next((item for item in members_of(held, scheme) if item.pk == unit), None)
    if member is None:
        return BlockPoints(Fraction(0), Fraction(0))
    happened: list[Event] = [event_of(item, member.code) for item in items]
    data = Data.from_rows(
        units=[unit_row(member)],
        events=[event_row(item) | {"period": held.period} for item in happened],
        period=held.period,
        language="zh",
    )
    return event_points(scheme, data, held.period, block, member.code)


def _told(block: Adjustment, before: BlockPoints, after: BlockPoints) -> ItemPoints:
    return ItemPoints(
        block=block.name or block.id,
        sign=block.sign,
        own=_decimal(after.raw - before.raw),
        checked=_decimal(before.raw),
        total=_decimal(after.raw),
        cap=None if block.cap is None else _decimal(block.cap),
        counted=_decimal(after.counted),
        added=_decimal(after.counted - before.counted),
        conditional=block.when is not None,
    )


def _decimal(value: Fraction) -> Decimal:
    """Return points as a decimal without trailing zeros, to four places at most."""
    held = round(Decimal(value.numerator) / Decimal(value.denominator), 4)
    short = held.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
