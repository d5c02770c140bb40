"""`sanbi score --engine spark`: what is asked of the cluster, and the result that it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanbi.cli.console import say
from sanbi.cli.panels import is_panel, panel_of

if TYPE_CHECKING:
    from sanbi.cli.scoring import Earlier
    from sanbi.engine.scoring import Result

REPORTS = ("report.html", "report.xlsx")


@dataclass(frozen=True)
class ClusterAsked:
    """The master, settings of Spark, and the result tables to bring back."""

    master: str | None
    settings: dict[str, str]
    tables: tuple[str, ...]


def cluster_asked(
    master: str | None, conf: Sequence[str], wanted: Sequence[str], language: str
) -> ClusterAsked:
    """Read the options.

    Raises
    ------
    ClusterFaults
        for a setting that is no NAME=VALUE, or a report, which is made on one machine.
    """
    from sanbi.engine.phrases import Phrase
    from sanbi.engine.scoring.cluster import TABLES, ClusterFaults
    from sanbi.engine.scoring.faults import Fault

    del language
    faults = []
    settings = {}
    for text in conf:
        name, sign, value = text.partition("=")
        if not sign or not name:
            hint = "write it as spark.executor.memory=4g"
            message = Phrase("'{text}' is no setting of Spark", text=text)
            faults.append(Fault("--conf", message, hint, "spark"))
        settings[name] = value
    for name in wanted:
        if name in REPORTS:
            hint = "leave it out here; score the package's own files on one machine for a report"
            message = Phrase("{name} is not made from a cluster", name=name)
            faults.append(Fault("--only", message, hint, "spark"))
    if faults:
        raise ClusterFaults(faults)
    small = not set(wanted) - {"ranking.csv"}
    return ClusterAsked(master, settings, ("ranking",) if small else TABLES)


def scored_on_spark(
    scheme_path: Path,
    data_path: Path,
    period: str | None,
    earlier: Earlier,
    language: str,
    step: Callable[[str], None],
    asked: ClusterAsked,
) -> Result:
    """Read scheme and data here, and score every group as a task."""
    from sanbi.cli.previous import previous_rows
    from sanbi.engine.scoring import Scheme
    from sanbi.engine.scoring.cluster import score_on_spark, spark_session
    from sanbi.engine.scoring.data import read_data

    scheme = Scheme.load(scheme_path)
    source: Any = None
    if is_panel(data_path, scheme.layout):
        source, data, period = panel_of(scheme, data_path, period, language)
    else:
        data = read_data(
            data_path,
            layout=scheme.layout,
            period=period or scheme.period,
            indicators=scheme.used_indicators,
            expected=scheme.expectation,
            language=language,
        )
    step(say("scoring", language))
    session = spark_session(asked.master, asked.settings)
    rows: Any = None if earlier.path is None else previous_rows(earlier.path, earlier.period)
    if earlier.against is not None:
        (before,) = score_on_spark(session, scheme, data, [earlier.against], source=source)
        rows = before.result
    (gathered,) = score_on_spark(
        session, scheme, data, [period], previous=rows, source=source, tables=asked.tables
    )
    session.stop()
    return gathered.result
