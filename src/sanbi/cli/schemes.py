"""`sanbi scheme …`: check a scheme, publish its JSON Schema, write the workbook to fill in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sanbi.cli.console import language_option, refuse, refuse_plain, write_whole
from sanbi.engine.phrases import Phrase


@click.group()
def scheme() -> None:
    """Check schemes and prepare their workbooks. 考核办法：检查、模板。"""


@scheme.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@language_option
def check(*, path: Path, language: str) -> None:
    """Report every fault of a scheme at once. 一次列出全部问题。"""
    from sanbi.engine.scoring import Scheme, SchemeFaults

    try:
        found = Scheme.load(path)
    except SchemeFaults as error:
        refuse(error.faults, language)
    for note in found.notes:
        click.echo(note.text(language))
    words = {
        "zh": "办法无误：《{title}》第 {version} 版，{leaves} 个指标项",
        "en": "no faults: “{title}”, version {version}, {leaves} leaves",
    }
    click.echo(
        words[language].format(title=found.title, version=found.version, leaves=len(found.leaves))
    )


@scheme.command()
def schema() -> None:
    """Print the JSON Schema of scheme files. 打印考核办法的 JSON Schema。"""
    from sanbi.engine.scoring.scheme.fields import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))


@scheme.command()
def words() -> None:
    """Print every key and choice word in both languages. 打印中英文用词对照表。"""
    from sanbi.engine.scoring.scheme.word_tables import word_tables

    click.echo(word_tables(), nl=False)


@scheme.command()
@click.argument("path", metavar="SCHEME", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="FILE.xlsx to write. 写出的文件。",
)
@click.option(
    "--units", type=click.Path(path_type=Path), help="Units table to fill in rows for. 单位表。"
)
@click.option("--period", help="Period to fill in; else the scheme's. 填报期。")
@click.option("--overwrite", is_flag=True, help="Replace a file of that name. 覆盖同名文件。")
@language_option
def template(
    *,
    path: Path,
    output: Path,
    units: Path | None,
    period: str | None,
    overwrite: bool,
    language: str,
) -> None:
    """Write the workbook to fill in for a scheme. 写出待填工作簿。"""
    _refuse_place(output, language, overwrite=overwrite)
    from sanbi.engine.scoring import FaultsFound, Scheme
    from sanbi.engine.scoring.data import read_data
    from sanbi.engine.scoring.data.template import template_bytes
    from sanbi.engine.scoring.scheme.template import template_plan

    try:
        loaded = Scheme.load(path)
        known = None
        if units is not None:
            known = read_data(units, layout=loaded.layout, period=period, language=language)
        plan = template_plan(loaded, known, period)
        write_whole(output, template_bytes(plan, language))
    except FaultsFound as error:
        refuse(error.faults, language)
    except OSError as error:
        refuse_plain(str(error.filename or ""), error, language)
    click.echo(str(output))


def _refuse_place(output: Path, language: str, *, overwrite: bool) -> None:
    """A workbook that somebody has filled in, or a table, is not written over by an empty one."""
    if output.suffix.lower() != ".xlsx":
        refuse_plain(str(output), Phrase("the name of a workbook ends in .xlsx"), language)
    if output.exists() and not overwrite:
        message = Phrase("the file is there already; give another name, or --overwrite")
        refuse_plain(str(output), message, language)
