"""Quotas, staff and rules of a county as plain values, and as the content of a `FactorBook`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from sanbi.apps.projects.models import FactorBook


class Basis(StrEnum):
    """What a township's share of land is counted by."""

    NONE = "none"
    EQUAL = "equal"
    NEED = "need"
    GIVEN = "given"


@dataclass(frozen=True)
class Supply:
    """A row of the grid: a quota, or staff, month by month.

    Parameters
    ----------
    key, name, measure
        The unit of measure stands with the name.
    months : amounts released in each month, or there in it (staff).
    nodes : parts of names of nodes; the factor is taken at the first that the project has.
    factor : what a quota that is kept for some projects 戴帽 stands in for; else its own key.
    only_for : codes of those projects.
    opening, ahead : stock before the first month, and how much may be used before it is released.
    keeps : place of a month → share that is carried over when old stock expires in it.
    staff : whether it is staff; then ``days`` of it go to each project, ``earlier`` months before
        the node.
    """

    key: str
    name: str
    measure: str
    months: tuple[float, ...]
    nodes: tuple[str, ...] = ()
    factor: str = ""
    only_for: tuple[str, ...] = ()
    opening: float = 0.0
    ahead: float = 0.0
    keeps: Mapping[int, float] = field(default_factory=dict)
    staff: bool = False
    days: float = 0.0
    earlier: int = 0

    @property
    def stands_for(self) -> str:
        """The factor that projects ask for."""
        return self.factor or self.key


@dataclass(frozen=True)
class Rules:
    """How an allocation weighs and what it must keep.

    A project's points are its class's weight times (``invest`` for each 亿元 + ``tax`` for each
    100 万元 a year + ``jobs`` for each 100 jobs); ``classes`` are the weights of ranks 1, 2, 3.
    """

    invest: float = 1.0
    tax: float = 1.0
    jobs: float = 1.0
    classes: tuple[float, ...] = (1.5, 1.2, 1.0)
    late: float = 0.05
    spare: int = 2
    frozen: int = 1
    stability: float = 0.1
    basis: str = Basis.NONE
    shares: Mapping[str, float] = field(default_factory=dict)
    shared: str = "land"
    least: float = 0.6
    most: float = 1.6
    penalty: float = 0.01
    exclusions: tuple[tuple[str, ...], ...] = ()
    prerequisites: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class Book:
    """What there is from a month on, and the rules."""

    first: str
    supplies: tuple[Supply, ...]
    rules: Rules = field(default_factory=Rules)

    @property
    def horizon(self) -> int:
        """How many months it covers."""
        return max((len(supply.months) for supply in self.supplies), default=12)

    @property
    def months(self) -> list[str]:
        """Labels of the months."""
        return months_from(self.first, self.horizon)

    def factors(self) -> list[Supply]:
        """Quotas that projects ask for: one for each factor, without those kept for some."""
        return [item for item in self.supplies if not item.staff and not item.only_for]


def months_from(first: str, count: int) -> list[str]:
    """Return labels of consecutive months, such as 2026-12, 2027-01."""
    year, month = (int(part) for part in first.split("-"))
    zero = year * 12 + month - 1
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(zero, zero + count)]


def standard_book(first: str, horizon: int = 12) -> Book:
    """Return a book to begin with: the five factors, with nothing released yet."""
    none = (0.0,) * horizon
    land = ("农用地转用", "用地手续", "用地", "开工")
    return Book(
        first,
        (
            Supply("land", "用地", "亩", none, land),
            Supply("energy", "能耗", "吨标准煤", none, ("节能审查", "项目备案", "开工")),
            Supply("emission", "排放", "吨", none, ("环评批复", "环评登记", "开工")),
            Supply("funds", "财政资金", "万元", none, ("资金落实", "开工")),
            Supply(
                "approval", "审批人手", "人日", none, land, staff=True, days=5.0, earlier=1
            ),
        ),
    )  # fmt: skip


def content_of(book: Book) -> dict[str, Any]:
    """Return a book as `FactorBook.content`."""
    return asdict(book)


def book_of(row: FactorBook) -> Book:
    """Return the book that a row keeps."""
    content = row.content
    supplies = tuple(
        Supply(
            **{
                **item,
                "months": tuple(item["months"]),
                "nodes": tuple(item["nodes"]),
                "only_for": tuple(item["only_for"]),
                "keeps": {int(month): share for month, share in item["keeps"].items()},
            }
        )
        for item in content["supplies"]
    )
    rules = content["rules"]
    return Book(
        content["first"],
        supplies,
        Rules(
            **{
                **rules,
                "classes": tuple(rules["classes"]),
                "exclusions": _groups(rules["exclusions"]),
                "prerequisites": tuple((a, b, lag) for a, b, lag in rules["prerequisites"]),
            }
        ),
    )


def _groups(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def book_in_force() -> FactorBook | None:
    """Return the newest book; None before the first."""
    return FactorBook.objects.order_by("-version").first()
