"""The front door: `score` a scheme over data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import polars as pl

from sanbi.engine.calendar import PeriodError
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.columns import Scope
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import ComparedLeaf, score_leaf
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome, score_cohort
from sanbi.engine.scoring.faults import DataFaults, Fault
from sanbi.engine.scoring.figures import FigureSource
from sanbi.engine.scoring.periods import canonical_period, latest_before, sub_periods
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.model import Input, Leaf, Node
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES
from sanbi.engine.scoring.scheme.scheme import Scheme

Progress = Callable[[int, int], None]


def score(
    scheme: Scheme,
    data: Data,
    period: str | None = None,
    *,
    previous: Result | Iterable[dict[str, Any]] | None = None,
    source: FigureSource | None = None,
    progress: Progress | None = None,
) -> Result:
    """Score data by a scheme.

    Parameters
    ----------
    scheme : Scheme
    data : Data
    period : str, optional
        The period to score; else the scheme's, else the only one that the data hold.
    previous : Result or rows of history, optional
        An earlier result whose ranks the new ones are compared with, beside the data's history.
    source : FigureSource, optional
        Figures laid out already (a large Parquet file); else they come from the data.
    progress : callable (done, of), optional
        Called after each cohort.

    Returns
    -------
    Result

    Raises
    ------
    DataFaults
        with every reason why the data cannot be scored; nothing is half accepted.
    """
    run = prepared(scheme, data, period, previous, source)
    return _scored(run, progress)


def prepared(
    scheme: Scheme,
    data: Data,
    period: str | None = None,
    previous: Result | Iterable[dict[str, Any]] | None = None,
    source: FigureSource | None = None,
) -> Evaluation:
    """Everything that scoring a period needs, checked: what `score` does before it scores.

    Raises
    ------
    DataFaults
        where no period is said, or the data lack what the scheme names.
    """
    label = _period(scheme, data, period)
    held = _with_period(data, label)
    if previous is not None:
        held = _with_history(held, previous, label)
    run = Evaluation(scheme, held, label, source)
    _refuse_unfit(run)
    return run


def score_periods(
    scheme: Scheme,
    data: Data,
    periods: Sequence[str],
    *,
    source: FigureSource | None = None,
    workers: int = 2,
    progress: Progress | None = None,
) -> list[Result]:
    """Score several periods of the same data, each as `score` would.

    Cohorts of different periods are independent, so they are scored by ``workers`` threads;
    the results do not depend on how many. Ranks are compared with the data's history only. The
    working of a leaf is not held: it is scored anew when it is asked for.

    Parameters
    ----------
    periods : sequence of str
        Periods to score, in the order wanted.
    workers : int
        Threads; array code lets them run side by side.

    Raises
    ------
    DataFaults
        as `score` does, for the first period that cannot be scored.
    """
    labels = [canonical_period(period) for period in periods]
    if not labels:
        return []
    held = _with_period(data, labels[-1])
    run = Evaluation(scheme, held, labels[0], source, keeps_working=False)
    _refuse_unfit(run)
    runs = [run, *(run.at(label) for label in labels[1:])]
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        results = []
        for count, result in enumerate(pool.map(_scored, runs), start=1):
            results.append(result)
            if progress is not None:
                progress(count, len(runs))
    return results


def _scored(run: Evaluation, progress: Progress | None = None) -> Result:
    shared: dict[tuple[str, str], ComparedLeaf] = {}
    outcomes: list[CohortOutcome] = []
    cohorts = run.cohorts
    for count, cohort in enumerate(cohorts, start=1):
        try:
            outcomes.append(score_cohort(run, cohort, shared))
        except DataFaults as error:
            raise DataFaults(_every_fault(run, error)) from error
        except PeriodError as error:
            raise DataFaults([Fault("period", phrase_of(error), "", "period")]) from error
        if progress is not None:
            progress(count, len(cohorts))
    return Result(run, tuple(outcomes))


def _period(scheme: Scheme, data: Data, period: str | None) -> str:
    stated = period or scheme.period
    if stated:
        return canonical_period(stated)
    held = sorted(set(data.observations["period"].to_list()) - {""})
    if len(held) == 1:
        return str(held[0])
    if not held:
        return "run"
    hint = "say which with --period or 'period:' in the scheme"
    message = Phrase("the data hold {count} periods: {periods}", count=len(held), periods=held[:8])
    raise DataFaults([Fault("period", message, hint, "period")])


def _with_period(data: Data, period: str) -> Data:
    """Rows without a period belong to the period of the run."""
    changed: dict[str, Any] = {}
    for name in ("observations", "ratings", "events", "ballots"):
        table: pl.DataFrame = getattr(data, name)
        if (table["period"] == "").any():
            own = pl.col("period")
            filled = pl.when(own == "").then(pl.lit(period)).otherwise(own)
            changed[name] = table.with_columns(filled.alias("period"))
    return replace(data, **changed) if changed else data


def _with_history(data: Data, previous: Result | Iterable[dict[str, Any]], period: str) -> Data:
    rows = _history_of(previous) if isinstance(previous, Result) else list(previous)
    if not rows:
        return data
    more = Data.from_rows(units=data.units.to_dicts(), history=rows).history
    if (more["period"] == period).any():
        hint = "compare with an earlier period"
        message = Phrase("it holds the period {period} itself", period=period)
        raise DataFaults([Fault("previous", message, hint, "previous")])
    if latest_before(set(more["period"].to_list()), period) is None:
        hint = "give it a period of the same kind that lies before, such as 2026Q2 for 2026Q3"
        message = Phrase(
            "its period {given} does not lie before {period}",
            given=sorted(set(more["period"].to_list())),
            period=period,
        )
        raise DataFaults([Fault("previous", message, hint, "previous")])
    kept = data.history.join(more, on=["unit", "group", "period"], how="anti")
    return replace(data, history=pl.concat([kept, more.select(kept.columns)]))


def _history_of(result: Result) -> list[dict[str, Any]]:
    kept = ("unit", "group", "score", "rank")
    rows = result.ranking.select(kept).to_dicts()
    return [{**row, "period": result.period} for row in rows]


def _refuse_unfit(run: Evaluation) -> None:
    """Refuse data that lack a group, a unit or a column that the scheme names."""
    faults = []
    if not run.units:
        faults.append(Fault("units", "there are no units", "fill in the units table", "no-units"))
    known = set(run.units) if run.scheme.groups else set()
    for group in run.scheme.groups:
        for unit in group.members or ():
            if unit not in known:
                hint = "add it to the units table or take it out of the group"
                faults.append(
                    Fault(
                        Phrase("group {group}", group=group.id),
                        Phrase("unit '{unit}' is not in the data", unit=unit),
                        hint,
                    )
                )
        if not run.membership.get(group.id):
            hint = "write the group's id in the units table's group column"
            faults.append(
                Fault(
                    Phrase("group {group}", group=group.id),
                    "no unit is in this group",
                    hint,
                    "group",
                )
            )
    faults += _unknown_names(run)
    if faults:
        raise DataFaults(faults)


def _unknown_names(run: Evaluation) -> list[Fault]:
    """Names in inputs that are neither indicators of the data nor columns of the units."""
    faults: list[Fault] = []
    for named, own in run.scheme.inputs.items():
        faults += _unknown_in_input(run, Phrase("input {name}", name=named), own)
    for leaf in run.scheme.leaves.values():
        faults += _unknown_in_leaf(run, leaf)
    return list(dict.fromkeys(faults))


def _unknown_in_leaf(run: Evaluation, leaf: Leaf) -> list[Fault]:
    faults: list[Fault] = []
    item = run.scheme.input_of(leaf)
    formulas = [item for item in (leaf.times, leaf.rule.params.get("formula")) if item]
    if formulas or not (item is None or item.is_plain):
        where = Phrase("leaf {leaf}", leaf=leaf.id)
        if item is not None:
            faults += _unknown_in_input(run, where, item)
        for formula in formulas:
            for name in sorted(set(formula.names) - OWN_NAMES):
                faults += _known(run, where, name)
    return faults


def _unknown_in_input(run: Evaluation, where: str, item: Input) -> list[Fault]:
    faults: list[Fault] = []
    if item.formula is not None:
        for name in sorted(item.formula.names):
            faults += _known(run, where, name)
    if item.coefficient is not None and item.coefficient not in run.coefficients:
        hint = "add a column of numbers to the units table"
        message = Phrase("no units column '{column}'", column=item.coefficient)
        faults.append(Fault(where, message, hint, "coefficient"))
    if item.transform == "per":
        faults += _known(run, where, item.extras["per"])
    by = (item.impute or {}).get("by")
    if by not in {None, "all", "group"} and by not in run.attributes:
        hint = "add a text column to the units table"
        faults.append(
            Fault(where, Phrase("no units column '{column}'", column=by), hint, "attribute")
        )
    return faults


def _known(run: Evaluation, where: str, name: str) -> list[Fault]:
    if name in run.scheme.inputs or run.figures.knows(name) or name in run.coefficients:
        return []
    hint = "neither an input, an indicator of the data, nor a column of numbers of the units"
    return [Fault(where, Phrase("'{name}' is not known", name=name), hint, "unknown-name")]


def _every_fault(run: Evaluation, first: DataFaults) -> Sequence[Fault]:
    """All faults of all leaves, so that a clerk mends them in one go."""
    faults: list[Fault] = []
    for cohort in run.cohorts:
        for leaf, period in _leaf_periods(run.scheme.tree, run.period):
            faults += _faults_of(run, leaf, period, cohort.scope)
        for block in run.scheme.adjustments:
            for leaf in block.items:
                faults += _faults_of(run, leaf, run.period, cohort.scope)
    unique = list(dict.fromkeys(faults))
    return unique or first.faults


def _faults_of(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> Sequence[Fault]:
    try:
        score_leaf(run, leaf, period, run.everyone if leaf.compare_in == "all" else scope)
    except DataFaults as error:
        return error.faults
    return ()


def _leaf_periods(node: Node, period: str) -> list[tuple[Leaf, str]]:
    labels: Sequence[str] = (period,)
    if node.over is not None:
        listed = node.over.periods
        labels = sub_periods(period, listed) if isinstance(listed, str) else listed
    pairs: list[tuple[Leaf, str]] = []
    for label in labels:
        for child in node.children:
            if isinstance(child, Node):
                pairs += _leaf_periods(child, label)
            else:
                pairs.append((child, label))
    return pairs
