"""A run as rows that people read: who gets what when, and who not, why, and what would help."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.projects.allocation.book import Book, Supply, book_of
from sanbi.apps.projects.models import AllocationRun

GIVEN, LEFT, ASIDE = "given", "left", "aside"
CLOSE = 1e-6
HARDLY = 0.005  # points below which a factor is not said to bind


@dataclass(frozen=True)
class PlanRow:
    """A project of a run.

    ``cells`` are by month what it takes: (factor, amount). ``why`` says in words why it was left
    out, and what would admit it, or why it takes no part.
    """

    code: str
    pk: int
    name: str
    unit: str
    state: str
    points: float | None = None
    cells: tuple[tuple[tuple[str, float], ...], ...] = ()
    months: Mapping[str, str] = field(default_factory=dict)  # milestone → month
    why: str = ""
    binds: str = ""
    late: int = 0
    changed: bool = False
    by_hand: str = ""
    cost: float | None = None
    asks: Mapping[str, float] = field(default_factory=dict)  # factor → amount

    @property
    def spans(self) -> bool:
        """Whether words stand in place of months."""
        return self.state != GIVEN


class Shown:
    """A run with its ground, book and names at hand."""

    def __init__(self, run: AllocationRun) -> None:
        self.run, self.outcome, self.ground = run, run.outcome, run.request.ground
        self.book: Book = book_of(run.request.book)
        self.supplies: dict[str, Supply] = {item.key: item for item in self.book.supplies}
        self.months: list[str] = self.ground["months"]

    def rows(self, seen: Collection[str]) -> list[PlanRow]:
        """Projects that the reader sees: given ones first, the most points first."""
        given = [self._given(key) for key in self.outcome["admitted"] if key in seen]
        left = [self._left(key) for key in self.outcome["left_out"] if key in seen]
        aside = [self._aside(row) for row in self.ground["aside"] if row[0] in seen]
        given.sort(key=lambda row: (-(row.points or 0), row.code))
        left.sort(key=lambda row: (-(row.points or 0), row.code))
        return [*given, *left, *aside]

    def row(self, code: str) -> PlanRow | None:
        """One project; None where the run does not know it."""
        return next(iter(self.rows({code})), None)

    def _base(self, key: str) -> dict[str, Any]:
        said = self.ground["projects"][key]
        return {
            "code": key,
            "pk": said["pk"],
            "name": said["name"],
            "unit": said["unit"],
            "by_hand": said["by_hand"],
            "asks": said["amounts"],
        }

    def _given(self, key: str) -> PlanRow:
        row, said = self.outcome["admitted"][key], self.ground["projects"][key]
        cells: list[list[tuple[str, float]]] = [[] for _label in self.months]
        for (milestone, _name), month in zip(said["milestones"], row["months"], strict=True):
            cells[month].extend(self._taken(key, milestone))
        months = {
            each[0]: self.months[month]
            for each, month in zip(said["milestones"], row["months"], strict=True)
        }
        cost = (self.outcome.get("costs") or {}).get(key)
        return PlanRow(
            **self._base(key),
            state=GIVEN,
            points=row["points"],
            cells=tuple(tuple(each) for each in cells),
            months=months,
            late=row["late"],
            changed=row["changed"],
            cost=cost[0] if cost else None,
        )

    def _taken(self, key: str, milestone: str) -> list[tuple[str, float]]:
        """What a project takes at a milestone: (factor as named, amount)."""
        uses = self.ground["projects"][key].get("uses", {}).get(milestone, {})
        return [(self.named(factor), tidy(amount)) for factor, amount in uses.items()]

    def _left(self, key: str) -> PlanRow:
        row, said = self.outcome["left_out"][key], self.ground["projects"][key]
        invest, tax, jobs, weight = said["worth"]
        return PlanRow(
            **self._base(key),
            state=LEFT,
            points=weight * (invest + tax + jobs),
            months={},
            why=self.reason(row),
            binds=row["binds"],
        )

    def _aside(self, row: Sequence[str]) -> PlanRow:
        code, name, why, detail = row
        words = aside_words(why, detail)
        return PlanRow(code, 0, name, "", ASIDE, months={}, why=words, asks={})

    def named(self, key: str) -> str:
        """A factor's name."""
        return self.supplies[key].name if key in self.supplies else key

    def reason(self, row: Mapping[str, Any]) -> str:
        """Why a project was left out, and what would admit it."""
        if row["by_month"]:
            wants = [
                _("%(amount)s %(measure)s more of %(factor)s by %(month)s")
                % {
                    "amount": plain_number(amount),
                    "measure": self.supplies[key].measure,
                    "factor": self.named(key),
                    "month": self.months[month],
                }
                for key, needs in row["by_month"].items()
                for month, amount in needs
            ]
            return _("%(factor)s binds. It would be admitted with: %(wants)s.") % {
                "factor": self.named(row["binds"]),
                "wants": "；".join(wants),
            }
        return rule_words().get(str(row["binds"]), "")


def rule_words() -> dict[str, str]:
    """Return what stands in the way where no amount would help."""
    return {
        "township": _("Its township has had the most that it may get."),
        "exclusion": _("Another project has its site."),
        "prerequisite": _("What it waits for is not ready in time."),
        "window": _("Its windows leave no month for its milestones."),
        "worth": _("There is room, but admitting it would bring no points."),
    }


def aside_words(why: str, detail: str) -> str:
    """Return why a project takes no part."""
    words = {
        "taken": _("It has taken its factors already."),
        "nothing": _("It asks for nothing."),
        "granted": _("What it asks for was granted before."),
        "worthless": _("It brings no points: fill in investment, tax or jobs."),
        "window": _("The months that it asks for do not meet its nodes' windows."),
        "fixed_later": _("Its fixed month lies after the plan."),
        "late": _("Its nodes end after the last month."),
    }
    said = words.get(why, why)
    if why == "late":  # kept in both languages
        chinese, _sign, english = detail.partition("\n")
        detail = english if (get_language() or "zh").startswith("en") else chinese
    return f"{said} {detail}".strip() if why in {"window", "fixed_later", "late"} else said


def tidy(value: float) -> float:
    """Return a number as people write it: whole where it is, else with two decimals."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def plain_number(value: float) -> str:
    """Return a number with two decimals at most, rounded up in what is asked for."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


# -- factors ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class FactorUse:
    """A factor of a run: what there is and what is used, with the chart of its months."""

    key: str
    name: str
    measure: str
    supply: float
    used: float
    price: float
    month: str
    lacking: int  # projects left out that would need more of it
    chart: dict[str, Any]

    @property
    def share(self) -> float:
        """Used of what there is."""
        return self.used / self.supply if self.supply > CLOSE else 0.0


def factor_uses(shown: Shown) -> list[FactorUse]:
    """Return the factors of a run with their charts."""
    left_out = shown.outcome["left_out"].values()
    found = []
    for item in shown.book.supplies:
        row = shown.outcome["factors"].get(item.key)
        if row is None or (row["supply"] <= CLOSE and row["used"] <= CLOSE):
            continue  # neither there nor asked for
        found.append(
            FactorUse(
                item.key,
                item.name,
                item.measure,
                tidy(row["supply"]),
                tidy(row["used"]),
                row["price"],
                shown.months[row["month"]] if row["price"] >= HARDLY else "",
                sum(item.key in left["by_month"] for left in left_out),
                _chart(item, row, shown.months),
            )
        )
    return found


def _chart(item: Supply, row: Mapping[str, Any], months: Sequence[str]) -> dict[str, Any]:
    title = f"{item.name}（{item.measure}）" if item.measure else item.name
    there = _("There") if item.staff else _("Released")
    return {
        "kind": "bar",
        "title": title,
        "unit": item.measure,
        "labels": [label[2:] for label in months],
        "text": _("%(name)s by month: what there is, and what is used.") % {"name": item.name},
        "series": [
            {"name": there, "values": [round(value, 4) for value in item.months], "colour": 7},
            {
                "name": _("Used"),
                "values": [round(value, 4) for value in row["by_month"]],
                "colour": 0,
            },
        ],
    }


SIMPLE = ("arrival", "value", "density", "rank")


@dataclass(frozen=True)
class Beside:
    """A simple rule beside the plan: its points, and how much more the plan has."""

    name: str
    points: float
    gain: float | None


def compared(outcome: Mapping[str, Any]) -> list[Beside]:
    """Return the simple rules, the best first."""
    words = {
        "arrival": _("First come, first served"),
        "value": _("Largest first"),
        "density": _("Most points for the factors first"),
        "rank": _("Class of priority first"),
    }
    rows = [
        Beside(
            words[key],
            outcome["compared"][key],
            (outcome["points"] / outcome["compared"][key] - 1)
            if outcome["compared"][key] > CLOSE
            else None,
        )
        for key in SIMPLE
        if key in outcome["compared"]
    ]
    return sorted(rows, key=lambda row: -row.points)
