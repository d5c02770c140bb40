"""What a workbook to fill in must ask for: plain data, made from a scheme."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlanUnit:
    """A unit that is known beforehand.

    Parameters
        code, name : str
        group : str, `;` between several.
        participates : bool
    """

    code: str
    name: str = ""
    group: str = ""
    participates: bool = True


@dataclass(frozen=True)
class PlanIndicator:
    """An indicator whose values are asked for.

    Parameters
        code, name : str
        measure : str, unit of measure 计量单位.
        owner : str, who fills it in 责任单位.
        kind : `official` 统计数据, `dispatch` 调度数据, `department` 部门认定,
            `supervision` 督查认定 or `other`; the first two are never mixed.
        better : `high` or `low`.
        needs_target : a rule compares it with a target of the period.
        periods : the periods that are needed; empty means those of the plan.
        purpose, reported_where : str, what it is for and where it is already reported.
    """

    code: str
    name: str = ""
    measure: str = ""
    owner: str = ""
    kind: str = "other"
    better: str = "high"
    needs_target: bool = False
    periods: tuple[str, ...] = ()
    purpose: str = ""
    reported_where: str = ""


@dataclass(frozen=True)
class PlanRating:
    """A leaf that is rated by departments.

    Parameters
        leaf, name : str
        low, high : float, range of a rating.
        assessors : who rates; empty when anyone may.
    """

    leaf: str
    name: str = ""
    low: float = 0.0
    high: float = 100.0
    assessors: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanItem:
    """A leaf that counts events.

    Parameters
        item, name : str
        kinds : kinds of event; empty when there is one.
        needs_amount : the rule looks at the amount of an event.
    """

    item: str
    name: str = ""
    kinds: tuple[str, ...] = ()
    needs_amount: bool = False


@dataclass(frozen=True)
class PlanElectorate:
    """An electorate whose ballots are entered.

    Parameters
        electorate : str
        kind : `rank`, `score` or `grade`.
        classes, criteria, grades : their names; empty when there are none.
        top_score : highest mark of a score ballot.
    """

    electorate: str
    kind: str = "score"
    classes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    top_score: float = 100.0


@dataclass(frozen=True)
class TemplatePlan:
    """Everything that the workbook of one scheme and period asks for.

    Parameters
        title : str, of the scheme.
        period : str, canonical text of the period.
        units : the units, when they are known; rows are then prepared for them.
        groups : codes of the groups.
        indicators, ratings, items, electorates : what the scheme draws on.
        previous_periods : earlier periods whose values are needed (growth, rank change).
        coefficients : further columns of units that hold numbers.
        attributes : further columns of units that hold text.
        grades : grades of the result, for the sheet of earlier results.
        history_period : the period whose result is asked for, or "".
    """

    title: str
    period: str = ""
    units: tuple[PlanUnit, ...] = ()
    groups: tuple[str, ...] = ()
    indicators: tuple[PlanIndicator, ...] = ()
    ratings: tuple[PlanRating, ...] = ()
    items: tuple[PlanItem, ...] = ()
    electorates: tuple[PlanElectorate, ...] = ()
    previous_periods: tuple[str, ...] = ()
    coefficients: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    history_period: str = ""

    @property
    def periods(self) -> tuple[str, ...]:
        """The period and the earlier ones, each once."""
        given = (self.period, *self.previous_periods)
        return tuple(dict.fromkeys(period for period in given if period))
