"""Projects that ask for scarce factors 要素, month by month, as plain values checked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

MOST_MONTHS = 60
CLOSE = 1e-6


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
        Months at whose beginning old stock expires, with the share of what was released since
        the last such month that may be carried over: 0 all expires, 0.5 half is kept at most.
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
        (staff, months before it, amount): work of an office in that month.
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
        First months in which nothing differs from the published plan.
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
        faults = list(_faults(self))
        if faults:
            raise SchedulingFaults(faults)


def _faults(problem: AllocationProblem) -> Iterator[SchedulingFault]:
    horizon = len(problem.months)
    if not 1 <= horizon <= MOST_MONTHS:
        yield SchedulingFault(
            "months",
            Phrase("there are {n} months", n=horizon),
            Phrase("write 1 to {most}", most=MOST_MONTHS),
        )
    if not problem.candidates:
        yield SchedulingFault(
            "projects", Phrase("there is no project"), Phrase("write at least one")
        )
    yield from _doubled("project", [item.key for item in problem.candidates])
    factors = [quota.key for quota in problem.quotas]
    factors += [staff.key for staff in problem.staffs]
    yield from _doubled("factor", factors)
    for quota in problem.quotas:
        yield from _amount_faults("quota", quota.key, quota.releases, horizon)
    for staff in problem.staffs:
        yield from _amount_faults("staff", staff.key, staff.months, horizon)
    for candidate in problem.candidates:
        yield from _candidate_faults(candidate, problem, horizon)
    yield from _rule_faults(problem)


def _doubled(what: str, keys: Sequence[str]) -> Iterator[SchedulingFault]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield SchedulingFault(
                f"{what} {key}", Phrase("stands {times} times", times=times), Phrase("keep one")
            )


def _amount_faults(
    what: str, key: str, amounts: Sequence[float], horizon: int
) -> Iterator[SchedulingFault]:
    if len(amounts) != horizon or any(not amount >= 0 for amount in amounts):
        yield SchedulingFault(
            f"{what} {key}",
            Phrase("has {n} amounts for {months} months, or one below 0",
                   n=len(amounts), months=horizon),
            Phrase("write one amount of 0 or more for each month"),
        )  # fmt: skip


def _candidate_faults(
    candidate: Candidate, problem: AllocationProblem, horizon: int
) -> Iterator[SchedulingFault]:
    where = f"project {candidate.key}"
    if not candidate.value > 0:
        yield SchedulingFault(
            where, Phrase("its value is {value}", value=candidate.value), Phrase("write it above 0")
        )
    if not candidate.milestones:
        yield SchedulingFault(where, Phrase("has no milestone"), Phrase("write at least one"))
    quotas = {quota.key: quota for quota in problem.quotas}
    staffs = {staff.key for staff in problem.staffs}
    for milestone in candidate.milestones:
        if not 0 <= milestone.first <= milestone.last < horizon:
            yield SchedulingFault(
                where,
                Phrase("milestone {key} falls between months {first} and {last}",
                       key=milestone.key, first=milestone.first, last=milestone.last),
                Phrase("write months from 0 to {last}", last=horizon - 1),
            )  # fmt: skip
        unknown = (set(milestone.uses) - quotas.keys()) | (
            {key for key, _, _ in milestone.staff} - staffs
        )
        for key in sorted(unknown):
            yield SchedulingFault(
                where, Phrase("there is no factor '{key}'", key=key), Phrase("use a factor's key")
            )
        for key, amount in milestone.uses.items():
            only = quotas[key].only_for if key in quotas else frozenset()
            if not amount >= 0 or (only and candidate.key not in only):
                yield SchedulingFault(
                    where,
                    Phrase("takes {amount} of {key}", amount=amount, key=key),
                    Phrase("write 0 or more, of a factor that it may use"),
                )
    for months in (candidate.approved, candidate.published):
        if months is not None and len(months) != len(candidate.milestones):
            yield SchedulingFault(
                where,
                Phrase("has {n} months for {of} milestones",
                       n=len(months), of=len(candidate.milestones)),
                Phrase("write one month for each milestone"),
            )  # fmt: skip


def _rule_faults(problem: AllocationProblem) -> Iterator[SchedulingFault]:
    keys = {candidate.key for candidate in problem.candidates}
    named = [key for group in problem.exclusions for key in group]
    named += [key for before, after, _ in problem.prerequisites for key in (before, after)]
    for key in dict.fromkeys(named):
        if key not in keys:
            yield SchedulingFault(
                "rules", Phrase("there is no project '{key}'", key=key), Phrase("use its key")
            )
    fairness = problem.fairness
    if fairness is None:
        return
    if fairness.quota not in {quota.key for quota in problem.quotas}:
        yield SchedulingFault(
            "fairness",
            Phrase("there is no factor '{key}'", key=fairness.quota),
            Phrase("use a factor's key"),
        )
    missing = {candidate.township for candidate in problem.candidates} - fairness.shares.keys()
    if missing or abs(sum(fairness.shares.values()) - 1) > CLOSE:
        yield SchedulingFault(
            "fairness",
            Phrase("the shares add up to {sum}; missing: {missing}",
                   sum=round(sum(fairness.shares.values()), 6), missing=sorted(missing)),
            Phrase("write a share for each township, 1 in all"),
        )  # fmt: skip
