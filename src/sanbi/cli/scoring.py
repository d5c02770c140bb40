"""`sanbi score`: a ranking from a scheme and data."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanbi.cli.clusters import cluster_asked, scored_on_spark
from sanbi.cli.console import (
    language_option,
    refuse,
    refuse_plain,
    say,
    steps,
    write_whole,
)
from sanbi.cli.panels import is_panel, score_panel
from sanbi.cli.tables import league_text
from sanbi.engine.scoring.faults import SIGNS

if TYPE_CHECKING:
    from sanbi.engine.scoring import Result

# Of a panel with millions of figures only the ranking, unless more is asked for with --only.
SMALL_OUTPUTS = ("ranking.csv",)
# What a cluster brings back as rows; a report looks into every score and is made on one machine.
SPREAD_OUTPUTS = ("ranking.csv", "working.csv", "package.zip")
OUTPUTS = ("ranking.csv", "working.csv", "report.html", "report.xlsx", "package.zip")


@click.command()
@click.argument("scheme_path", metavar="SCHEME", type=click.Path(path_type=Path))
@click.argument("data_path", metavar="DATA", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder for the results. 结果文件夹。"
)
@click.option("--period", help="Period to score; else the scheme's. 考核期。")
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    help="Earlier result to compare with: package.zip, or ranking.csv and --previous-period. "
    "上期结果。",
)
@click.option(
    "--previous-period", help="Period of a ranking.csv given as --previous. 上期是哪一期。"
)
@click.option(
    "--against", help="Earlier period of the same DATA to compare with. 同一数据中的对比期。"
)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(OUTPUTS),
    help="Write only these files (may be repeated). 只写这些文件（可重复）。",
)
@click.option(
    "--hash",
    "hash_name",
    type=click.Choice(["sha256", "sm3"]),
    default="sha256",
    help="Hash of the package. 数据包的摘要算法。",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    help="Score here, or each group as a task of Apache Spark. 在本机计分，或用 Spark 集群。",
)
@click.option("--master", help="With --engine spark: its master. Spark 主节点地址。")
@click.option(
    "--conf",
    multiple=True,
    metavar="NAME=VALUE",
    help="With --engine spark: a setting of Spark (may be repeated). Spark 设置（可重复）。",
)
@click.option("--quiet", is_flag=True, help="Print nothing but faults. 只报问题。")
@click.option("--verbose", is_flag=True, help="Print the notes too. 连同提示。")
@language_option
def score(
    *,
    scheme_path: Path,
    data_path: Path,
    output: Path | None,
    period: str | None,
    previous: Path | None,
    previous_period: str | None,
    against: str | None,
    only: tuple[str, ...],
    hash_name: str,
    engine: str,
    master: str | None,
    conf: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    language: str,
) -> None:
    """Score DATA by SCHEME; print the league table and write the results.

    按考核办法 SCHEME 对数据 DATA 计分，打印亮晒榜，写出结果。
    """
    from sanbi.engine.scoring import FaultsFound

    wanted = only or (SMALL_OUTPUTS if is_panel(data_path, None) else OUTPUTS)
    if engine == "spark":
        wanted = tuple(name for name in wanted if name in only or name in SPREAD_OUTPUTS)
    try:
        with steps(2 + len(wanted), quiet=quiet) as step:
            step(say("reading", language))
            earlier = Earlier(previous, previous_period, against)
            if engine == "spark":
                cluster = cluster_asked(master, conf, wanted, language)
                result = scored_on_spark(
                    scheme_path, data_path, period, earlier, language, step, cluster
                )
            else:
                result = scored(scheme_path, data_path, period, earlier, language, step)
            # All that is held now stays to the end: the collector need not look through it again.
            gc.freeze()
            if output is not None:
                for name in wanted:
                    step(say("writing", language, name=name))
                    write_whole(output / name, content_of(result, name, hash_name, language))
    except FaultsFound as error:
        refuse(error.faults, language)
    except OSError as error:
        refuse_plain(str(error.filename or ""), error, language)
    if not quiet:
        click.echo(league_text(result, language))
        _notes(result, verbose=verbose, language=language)
        if output is not None:
            click.echo(f"{say('written', language)} {output}: {', '.join(wanted)}")


@dataclass(frozen=True)
class Earlier:
    """What ranks are compared with: an earlier result, or an earlier period of the same data."""

    path: Path | None = None
    period: str | None = None
    against: str | None = None


def scored(
    scheme_path: Path,
    data_path: Path,
    period: str | None,
    earlier: Earlier,
    language: str,
    step: Callable[[str], None],
) -> Result:
    """Read scheme and data, and score them."""
    from sanbi.cli.previous import previous_rows
    from sanbi.engine.scoring import DataFaults, Scheme
    from sanbi.engine.scoring import score as score_scheme
    from sanbi.engine.scoring.data import read_data

    scheme = Scheme.load(scheme_path)
    if is_panel(data_path, scheme.layout):
        return score_panel(scheme, data_path, period, earlier.against, language)
    data = read_data(
        data_path,
        layout=scheme.layout,
        period=period or scheme.period,
        indicators=scheme.used_indicators,
        expected=scheme.expectation,
        language=language,
    )
    step(say("scoring", language))
    if earlier.against is not None:
        return score_scheme(
            scheme, data, period, previous=score_scheme(scheme, data, earlier.against)
        )
    rows = None if earlier.path is None else previous_rows(earlier.path, earlier.period)
    try:
        return score_scheme(scheme, data, period, previous=rows)
    except DataFaults as error:
        raise DataFaults([*error.faults, *data.notes]) from None


def content_of(result: Result, name: str, hash_name: str, language: str) -> bytes:
    """The bytes of one of the output files."""
    if name == "ranking.csv":
        return result.ranking_csv().encode("utf-8-sig")
    if name == "working.csv":
        return result.working_csv().encode("utf-8-sig")
    if name == "package.zip":
        from sanbi.engine.scoring.package import build_package

        return build_package(result, hash_name)  # type: ignore[arg-type]
    if name == "report.html":
        from sanbi.engine.scoring.report.html import html_report

        return html_report(result, language=language).encode()
    from sanbi.engine.scoring.report.excel import excel_report

    return excel_report(result, language=language)


def _notes(result: Result, *, verbose: bool, language: str) -> None:
    notes = (*result.scheme.notes, *result.data.notes)
    if verbose:
        for note in notes:
            click.echo(f"{say('note', language)}{SIGNS[language][0]}{note.text(language)}")
    elif notes:
        click.echo(say("noted", language, n=len(notes)))
