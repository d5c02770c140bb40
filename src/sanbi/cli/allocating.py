"""`sanbi allocate`: who gets land, energy, funds and staff in which month, and why."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanbi.cli.console import language_option
from sanbi.cli.plan_files import content_of, print_answer, print_json, refusing, table_text

if TYPE_CHECKING:
    from sanbi.engine.scheduling.files.allocation_file import AllocationFile
    from sanbi.engine.scheduling.files.sheets import Sheet

WORKBOOKS = (".xlsx", ".ods")
YAML = (".yaml", ".yml", ".json")


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--time-limit",
    type=click.FloatRange(0.01, 86_400),
    default=30.0,
    show_default=True,
    help="Seconds. 秒数上限。",
)
@click.option(
    "--gap",
    type=click.FloatRange(0, 1),
    default=0.005,
    show_default=True,
    help="Share of the bound that is near enough. 离上界多近即可。",
)
@click.option("--json", "as_json", is_flag=True, help="Print plain data. 输出 JSON。")
@language_option
def allocate(*, path: Path, time_limit: float, gap: float, as_json: bool, language: str) -> None:
    """Give scarce factors to the projects in FILE, so that the plan is worth most.

    要素跟着项目走：土地、能耗、资金、审批人手按月分给项目，总分最高，并说明每个项目为什么。

    FILE: .yaml, .xlsx, or a folder of CSV files.
    """
    with refusing(path, language):
        from sanbi.engine.scheduling.files.allocation_answer import (
            allocation_answer,
            allocation_sentences,
            allocation_table,
            factors_table,
        )

        file = _read(path, language)
        answer = allocation_answer(file, seconds=time_limit, gap=gap, clock=time.monotonic)
        if as_json:
            print_json(answer.as_json())
            return
        click.echo(table_text(allocation_table(answer), language) + "\n")
        print_answer(factors_table(answer), allocation_sentences(answer), language)


def _read(path: Path, language: str) -> AllocationFile:
    from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml
    from sanbi.engine.scheduling.files.allocation_sheets import allocation_of_sheets
    from sanbi.engine.scheduling.files.spots import spots_of
    from sanbi.engine.scheduling.files.texts import MOST_BYTES

    ending = path.suffix.lower()
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.is_file())
        plain = [each for each in files if each.suffix.lower() in YAML]
        base = spots_of(content_of(plain[0], MOST_BYTES), plain[0].name) if plain else None
        sheets = [sheet for each in files for sheet in _sheets(each, language)]
        return allocation_of_sheets(sheets, path.name, base)
    if ending in WORKBOOKS or ending in {".csv", ".tsv"}:
        return allocation_of_sheets(_sheets(path, language), path.name)
    return read_allocation_yaml(content_of(path, MOST_BYTES), path.name)


def _sheets(path: Path, language: str) -> list[Sheet]:
    """The tables of a CSV file or workbook; none of another file."""
    from sanbi.engine.scheduling.files.sheets import cell_sheet, csv_sheet
    from sanbi.engine.scheduling.files.texts import MOST_BYTES

    ending = path.suffix.lower()
    if ending in {".csv", ".tsv"}:
        return [csv_sheet(content_of(path, MOST_BYTES), path.name)]
    if ending not in WORKBOOKS:
        return []
    from sanbi.cli.console import refuse
    from sanbi.engine.scoring.data.readers.limits import Limits
    from sanbi.engine.scoring.data.readers.refusal import Refused
    from sanbi.engine.scoring.data.readers.workbook import read_workbook

    try:
        grids = read_workbook(path, Limits())
    except Refused as refusal:
        refuse(refusal.as_faults(path.name, language).faults, language)
    return [cell_sheet(grid.label, grid.rows) for grid in grids if not grid.hidden]
