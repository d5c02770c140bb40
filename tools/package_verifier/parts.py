"""The parts of a scheme as plain records (contract section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from package_verifier.conditions import Condition
from package_verifier.exact import plain_text
from package_verifier.faults import DamagedError
from package_verifier.periods import read_period
from package_verifier.rule_parameters import Rule

Formula = list[Any]


@dataclass(frozen=True)
class Choice:
    """One of the declared options; ``amount`` belongs to ``fixed``."""

    word: str
    amount: Fraction = Fraction(0)


@dataclass(frozen=True)
class Impute:
    """Filling of missing values: method mean or median, by all, group or a column."""

    method: str
    by: str


@dataclass(frozen=True)
class Treat:
    """Treatment of outliers."""

    skew: Fraction
    kurtosis: Fraction
    max_points: int
    then: str | None


@dataclass(frozen=True)
class Input:
    """One number or nothing for each unit: an indicator transformed, or a formula."""

    where: str
    indicator: str | None
    formula: Formula | None
    transform: str
    against: str
    per: str | None
    scale: Fraction
    basis: str
    better: str
    op: str
    than: Fraction | None
    at: str | None
    coefficient: str | None
    impute: Impute | None
    treat: Treat | None


@dataclass(frozen=True)
class Override:
    """Other points, weight or rule numbers for one group or unit."""

    group: str | None
    unit: str | None
    points: Fraction | None
    weight: Fraction | None
    rule: Mapping[str, Any]


@dataclass(frozen=True)
class Leaf:
    """One assessed item."""

    id: str
    points: Fraction | None
    weight: Fraction | None
    input: Input | str | None
    better: str
    rule: Rule
    missing: Choice
    when: Condition | None
    when_unknown: str
    otherwise: Choice
    times: Formula | None
    cap: Fraction | None
    floor: Fraction | None
    precision: int | None
    compare_in: str
    overrides: tuple[Override, ...]


@dataclass(frozen=True)
class Over:
    """A roll-up of a subtree over periods; ``periods`` is months, quarters or labels.

    ``weights`` None: all equal.
    """

    periods: str | tuple[str, ...]
    weights: tuple[Fraction, ...] | None
    aggregate: str

    def labels(self, period: str) -> tuple[str, ...]:
        """Return the labels of the periods that make up ``period``."""
        if isinstance(self.periods, tuple):
            return self.periods
        whole = read_period(period)
        found = whole.parts(self.periods) if whole is not None else ()
        if not found or (self.weights is not None and len(self.weights) != len(found)):
            why = f"{period} has no {self.periods}, or not as many as there are weights"
            raise DamagedError("scheme", where="over", why=why)
        return found


@dataclass(frozen=True)
class Node:
    """An inner node of the tree."""

    id: str
    points: Fraction | None
    weight: Fraction | None
    aggregate: str
    power: Fraction | None
    cap: Fraction | None
    floor: Fraction | None
    min_share: Fraction | None
    over: Over | None
    children: tuple["Node | Leaf", ...]


@dataclass(frozen=True)
class Adjustment:
    """Points added to or taken off the root."""

    id: str
    sign: str
    cap: Fraction | None
    when: Condition | None
    when_unknown: str
    items: tuple[Leaf, ...]


@dataclass(frozen=True)
class Effect:
    """What a gate or veto does to a unit."""

    kind: str
    target: str
    to: str | Fraction | None
    levels: int
    text: str

    def text_of_it(self) -> str:
        """Return kind and what it is about: ``cap_total=80``, ``mark=TEXT``, ``unranked``."""
        if isinstance(self.to, Fraction):
            return f"{self.kind}={plain_text(self.to)}"
        about = {
            "zero_leaf": self.target,
            "no_bonus": self.target,
            "cap_grade": self.to,
            "mark": self.text,
        }.get(self.kind)
        return f"{self.kind}={about}" if about else self.kind


@dataclass(frozen=True)
class Gate:
    """A gate (``veto`` false: effects where the condition fails) or a veto (where it holds)."""

    id: str
    veto: bool
    condition: Condition
    effects: tuple[Effect, ...]
    unknown: str


@dataclass(frozen=True)
class Exclusion:
    """Units that stand in the table without a rank."""

    units: tuple[str, ...]
    when: Condition | None
    unknown: str


@dataclass(frozen=True)
class TieKey:
    """What splits equal totals."""

    by: str
    better: str


@dataclass(frozen=True)
class Band:
    """A grade by score."""

    grade: str
    minimum: Fraction | None
    maximum: Fraction | None


@dataclass(frozen=True)
class Quota:
    """A grade by share or count of the ranked units."""

    grade: str
    share: Fraction | None
    count: Fraction | None
    minimum: Fraction | None


@dataclass(frozen=True)
class Grades:
    """How grades are given; ``bands`` or quotas (own lists for some groups)."""

    bands: tuple[Band, ...] | None
    rounding: str
    quotas: tuple[Quota, ...]
    group_quotas: Mapping[str, tuple[Quota, ...]]

    def names(self, group: str) -> list[str]:
        """Return the grades of a group, best first."""
        if self.bands is not None:
            return [band.grade for band in self.bands]
        return [quota.grade for quota in self.group_quotas.get(group, self.quotas)]


@dataclass(frozen=True)
class Selection:
    """The first ``count`` units by a fact."""

    by: str
    count: int
    order: str
    excepted: Condition | None


@dataclass(frozen=True)
class Consequence:
    """A reward or an accountability that follows from the result."""

    id: str
    when: Condition | None
    select: Selection | None
    text: str
    unknown: str


@dataclass(frozen=True)
class Electorate:
    """How the ballots of one electorate are counted."""

    id: str
    kind: str
    classes: Mapping[str, Fraction]
    top: Fraction
    step: Fraction
    grades: Mapping[str, Fraction]
    trim: int
    criteria: Mapping[str, Fraction]
    partial: str
    self_vote: str
    empty_class: str


@dataclass(frozen=True)
class Group:
    """Units that are ranked together; ``members`` None: by the group column."""

    id: str
    name: str
    members: tuple[str, ...] | None


@dataclass(frozen=True)
class Scheme:
    """The whole scheme in its canonical form."""

    period: str
    precision: int | None
    rounding: str
    round_at: frozenset[str]
    rank_on: str
    better: str
    ties: str
    tie_keys: tuple[TieKey, ...]
    compare_in: str
    total_cap: Fraction | None
    total_floor: Fraction | None
    groups: tuple[Group, ...]
    indicators: frozenset[str]
    inputs: Mapping[str, Input]
    electorates: Mapping[str, Electorate]
    tree: Node
    adjustments: tuple[Adjustment, ...]
    gates: tuple[Gate, ...]
    exclusions: tuple[Exclusion, ...]
    grades: Grades | None
    consequences: tuple[Consequence, ...]
    leaves: Mapping[str, Leaf] = field(default_factory=dict)
