"""Rounds that hardly ever come: nobody there, one unit, all alike, no data."""

from __future__ import annotations

from datetime import UTC, datetime

from sanbi.apps.assessments.models import Round, RoundState, Run, Snapshot
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.models import Unit
from sanbi.engine.scoring import Scheme as EngineScheme
from sanbi.engine.scoring import score
from sanbi.engine.scoring.data import Data
from tests.apps.factories.boards import NEAR, SCHEME, Boards, add_run, make_boards, publish

AT = datetime(2026, 10, 21, 2, tzinfo=UTC)


def odd_round(
    units: dict[Unit, str], reported: dict[Unit, float], period: str = "2026Q3"
) -> Boards:
    """A published round of units by group; those in ``reported`` have every figure alike.

    What is reported is 100 in all, and the rating is as given. Who lacks a figure is not ranked.
    """
    rows = [
        {"unit": unit.code, "indicator": code, "period": period, "value": 100.0}
        for unit in reported
        for code in NEAR
    ] + [
        {"unit": unit.code, "indicator": "budget", "period": period, "value": 900, "target": 1000}
        for unit in reported
    ]
    ratings = [
        {"unit": unit.code, "leaf": "L-visit", "assessor": "督查室", "rating": rating}
        for unit, rating in reported.items()
    ]
    named = [
        {"unit": unit.code, "name": unit.name, "group": group} for unit, group in units.items()
    ]
    data = Data.from_rows(units=named, observations=rows, ratings=ratings)
    boards = make_boards(list(units), ())
    round_ = a_round(boards, period)
    scheme = EngineScheme.from_text(_with_groups(set(units.values())))
    run = add_run(round_, score(scheme, data, period), AT)
    publish(round_, run)
    return boards


def _with_groups(used: set[str]) -> str:
    lines = SCHEME.splitlines(keepends=True)
    spare = tuple(f"  - {{编号: {code}," for code in {"all", "plain", "hill"} - used)
    kept = "".join(line for line in lines if not line.startswith(spare))
    return kept.replace("小数位: 2\n", "小数位: 2\n缺数: 不排名\n")


def empty_round(units: list[Unit], period: str = "2026Q3") -> Boards:
    """A published round whose run holds no unit at all, as a county without units has it."""
    boards = make_boards(units, ())
    round_ = a_round(boards, period)
    snapshot = Snapshot.objects.create(
        round=round_, number=1, digest="sha256:0", by_name="张三", at=AT
    )
    run = Run.objects.create(
        round=round_,
        number=1,
        snapshot=snapshot,
        package=blob_store(b"nobody", "application/zip"),
        digest="sha256:0",
        engine="sanbi 0.1.0",
        by_name="张三",
        at=AT,
    )
    publish(round_, run)
    return boards


def a_round(boards: Boards, period: str) -> Round:
    """A published round of the scheme, still without a run."""
    round_ = Round.objects.create(
        code=f"odd-{period.lower()}",
        title="2026年第三季度“三比三看”",
        period=period,
        scheme_version=boards.version,
        state=RoundState.PUBLISHED,
        frozen_at=AT,
        published_at=AT,
    )
    boards.rounds.append(round_)
    return round_
