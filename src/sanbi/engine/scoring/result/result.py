"""A run's result. Frames hold float64; the CSV texts hold the published digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from sanbi.engine.integrity import csv_bytes
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome, run_previous
from sanbi.engine.scoring.result import rows
from sanbi.engine.scoring.scheme.scheme import Scheme


@dataclass(frozen=True, eq=False)
class Result:
    """What `score` returns: the outcome of every cohort, and tables made from it.

    Tables are Polars frames with the columns of docs/mechanisms/scheme.md §4; ``…_rows`` are the
    same as texts, as they stand in the package.
    """

    run: Evaluation
    outcomes: tuple[CohortOutcome, ...]

    @property
    def scheme(self) -> Scheme:
        """The scheme that was used."""
        return self.run.scheme

    @property
    def data(self) -> Data:
        """The data that were used."""
        return self.run.data

    @property
    def period(self) -> str:
        """The period that was scored."""
        return self.run.period

    @property
    def previous_period(self) -> str | None:
        """The period that rank changes compare with."""
        return run_previous(self.run)

    @cached_property
    def ranking_rows(self) -> list[list[str]]:
        """ranking.csv: unit, name, group, score, rank, previous_rank, rank_change, gap."""
        return list(rows.ranking_rows(self.run, self.outcomes))

    @cached_property
    def working_rows(self) -> list[list[str]]:
        """working.csv: one row for each leaf, unit and period."""
        return list(rows.working_rows(self.run, self.outcomes))

    @cached_property
    def node_rows(self) -> list[list[str]]:
        """nodes.csv."""
        return list(rows.node_rows(self.run, self.outcomes))

    @cached_property
    def adjustment_rows(self) -> list[list[str]]:
        """adjustments.csv."""
        return list(rows.adjustment_rows(self.run, self.outcomes))

    @cached_property
    def grade_rows(self) -> list[list[str]]:
        """grades.csv."""
        return list(rows.grade_rows(self.run, self.outcomes))

    @cached_property
    def consequence_rows(self) -> list[list[str]]:
        """consequences.csv."""
        return list(rows.consequence_rows(self.run, self.outcomes))

    @cached_property
    def ranking(self) -> pl.DataFrame:
        """The league table; score, rank, changes and gap as float64."""
        return _frame(rows.RANKING, self.ranking_rows)

    @cached_property
    def working(self) -> pl.DataFrame:
        """Every leaf score with its inputs."""
        return _frame(rows.WORKING, self.working_rows)

    @cached_property
    def nodes(self) -> pl.DataFrame:
        """Every node's value."""
        return _frame(rows.NODES, self.node_rows)

    @cached_property
    def adjustments(self) -> pl.DataFrame:
        """Bonus and deduction blocks."""
        return _frame(rows.ADJUSTMENTS, self.adjustment_rows)

    @cached_property
    def grades(self) -> pl.DataFrame:
        """Grades and the effects of gates and vetoes."""
        return _frame(rows.GRADES, self.grade_rows)

    @cached_property
    def consequences(self) -> pl.DataFrame:
        """Rewards and accountability."""
        return _frame(rows.CONSEQUENCES, self.consequence_rows)

    def csv_files(self) -> dict[str, bytes]:
        """The result tables as canonical CSV, by name in the package."""
        return {
            f"result/{name}.csv": _csv(columns, table) for name, columns, table in self._tables()
        }

    def _tables(self) -> Iterator[tuple[str, tuple[str, ...], Sequence[list[str]]]]:
        yield "ranking", rows.RANKING, self.ranking_rows
        yield "working", rows.WORKING, self.working_rows
        yield "nodes", rows.NODES, self.node_rows
        yield "adjustments", rows.ADJUSTMENTS, self.adjustment_rows
        yield "grades", rows.GRADES, self.grade_rows
        yield "consequences", rows.CONSEQUENCES, self.consequence_rows

    def ranking_csv(self) -> str:
        """ranking.csv as text."""
        return _csv(rows.RANKING, self.ranking_rows).decode()

    def working_csv(self) -> str:
        """working.csv as text."""
        return _csv(rows.WORKING, self.working_rows).decode()


def _csv(columns: tuple[str, ...], table: Sequence[list[str]]) -> bytes:
    return csv_bytes(columns, [[cell or None for cell in row] for row in table])


def _frame(columns: tuple[str, ...], table: list[list[str]]) -> pl.DataFrame:
    held: dict[str, Any] = {
        name: [row[place] for row in table] for place, name in enumerate(columns)
    }
    frame = pl.DataFrame(held, schema=dict.fromkeys(columns, pl.String))
    numbers = [name for name in columns if name in rows.NUMBERS]
    return frame.with_columns(
        pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).cast(pl.Float64).alias(name)
        for name in numbers
    )
