"""Projects that ask for scarce factors 要素, month by month, as plain values checked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quota:
    """A factor that is used up: land in 亩, energy in tce, emission in t, funds in 万元.

    Parameters
    ----------
    key : str
    releases : sequence of float
        What is released at the beginning of each month; batches 批次 are the months above 0.
    opening : float
        Stock before the first month.
    keeps : mapping of int to float
        Months (1 or later) at whose beginning old stock expires, with the share of what was
        released since the last such month, or since the beginning, that may be carried over:
        0 all expires, 0.5 half is kept at most. The opening stock adds nothing to that share.
    ahead : float
        How much may be used before it is released 预支; paid back by the last month.
    only_for : frozenset of str
        Projects that alone may use it, such as a direct quota of the province 戴帽指标; empty
        for all.
    name, measure : str
        For people.
    """

    key: str
    releases: Sequence[float]
    opening: float = 0.0
    keeps: Mapping[int, float] = field(default_factory=dict)
    ahead: float = 0.0
    only_for: frozenset[str] = frozenset()
    name: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """A factor that is there anew each month: person-days of an approval office, crews."""

    key: str
    months: Sequence[float]
    name: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A node at which a project takes factors, within the window of its back-schedule.

    Parameters
    ----------
    key : str
    first, last : int
        Months, from 0, between which it may fall.
    gap : int
        Least months after the milestone before it.
    uses : mapping of str to float
        Quotas taken in its month.
    staff : sequence of (str, int, float)
        (staff, months before it, amount): work of an office in that month; what would fall
        before the first month falls into it.
    """

    key: str
    first: int
    last: int
    gap: int = 0
    uses: Mapping[str, float] = field(default_factory=dict)
    staff: Sequence[tuple[str, int, float]] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that asks for factors.

    Parameters
    ----------
    key, name, township : str
    value : float
        What the county gains by it, in points of the office; above 0.
    milestones : sequence of Milestone
        In order of time.
    due : int, optional
        Month by which the last milestone is wanted; each later month takes ``late`` of the value.
    late : float
        Share of the value lost by each month of lateness.
    rank : int
        Priority class, 1 the first; only the greedy rule of classes looks at it.
    arrived : int
        Order of application, for the rule first come, first served.
    mandatory : bool
        It must be admitted 必保.
    approved : tuple of int, optional
        Months of its milestones, already approved: it stays as it is.
    published : tuple of int, optional
        Months in the plan now in force; what differs from it is a change.
    """

    key: str
    township: str
    value: float
    milestones: Sequence[Milestone]
    name: str = ""
    due: int | None = None
    late: float = 0.05
    rank: int = 1
    arrived: int = 0
    mandatory: bool = False
    approved: tuple[int, ...] | None = None
    published: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Fairness:
    """How evenly one quota goes to the townships.

    Parameters
    ----------
    quota : str
    shares : mapping of str to float
        Share of each township (by need, people or contribution: a choice of policy); they add
        up to 1.
    least, most : float
        Times its share that a township gets at least (missed at a penalty) and at most (never).
    penalty : float
        Points for each unit of the quota missed.

    A township's share is counted of all that is released over the horizon, without the opening
    stock.
    """

    quota: str
    shares: Mapping[str, float]
    least: float = 0.6
    most: float = 1.6
    penalty: float = 1.0


@dataclass(frozen=True)
class AllocationProblem:
    """Candidates, factors and rules over some months; checked when it is made.

    Parameters
    ----------
    months : sequence of str
        Labels of the months, such as 2027-01; their number is the horizon.
    candidates : sequence of Candidate
    quotas, staffs : sequence of Quota, Staff
    fairness : Fairness, optional
    exclusions : sequence of sequences of str
        Of each group at most one is admitted: they want the same site.
    prerequisites : sequence of (str, str, int)
        (infrastructure, plant, months): the plant's first milestone is at least so many months
        after the infrastructure's last.
    frozen : int
        First months in which no milestone differs from the published plan.
    stability : float
        Share of its value that a project loses when it is moved, or left out, against the
        published plan.
    earliness : float
        Points that each month of an earlier last milestone is worth.

    Raises
    ------
    SchedulingFaults
        naming everything that is wrong.
    """

    months: Sequence[str]
    candidates: Sequence[Candidate]
    quotas: Sequence[Quota] = ()
    staffs: Sequence[Staff] = ()
    fairness: Fairness | None = None
    exclusions: Sequence[Sequence[str]] = ()
    prerequisites: Sequence[tuple[str, str, int]] = ()
    frozen: int = 0
    stability: float = 0.0
    earliness: float = 0.001

    def __post_init__(self) -> None:
        from sanbi.engine.scheduling.allocation.checking import check

        check(self)

    def held(self) -> set[str]:
        """Projects that no plan may leave out by themselves.

        They are mandatory or approved, or published with a milestone in the frozen months.
        """
        return {
            item.key
            for item in self.candidates
            if item.mandatory
            or item.approved is not None
            or (item.published is not None and min(item.published) < self.frozen)
        }

    def forced(self) -> list[bool]:
        """For each candidate, whether no plan may do without it: it or what waits for it."""
        keys = self.held()
        before: dict[str, list[str]] = {}
        for infrastructure, plant, _ in self.prerequisites:
            before.setdefault(plant, []).append(infrastructure)
        waiting = list(keys)
        while waiting:
            for key in before.get(waiting.pop(), ()):
                if key not in keys:
                    keys.add(key)
                    waiting.append(key)
        return [item.key in keys for item in self.candidates]
