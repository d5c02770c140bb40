"""`sanbi read`: documents repaired, laid out, their facts named."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanbi.cli.console import REFUSED, language_option, refuse_plain, write_whole
from sanbi.cli.plan_files import DAY, content_of, day_of

if TYPE_CHECKING:
    from sanbi.engine.documents.comparing import Copy
    from sanbi.engine.documents.model import DocumentReading
    from sanbi.engine.documents.reading import Names

STANDARD = "-"


@click.command()
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="One object per file, a line each. 输出 JSON。"
)
@click.option(
    "--html",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a page per file with both texts side by side here. 原文与修复对照页写入此处。",
)
@click.option("--published", type=DAY, metavar="DATE", help="The day it came out. 发布日期。")
@click.option(
    "--sister",
    "sisters",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A clean copy of the same report; may be repeated. 同一报道的完好副本，可多个。",
)
@click.option(
    "--units",
    type=click.Path(path_type=Path),
    help="Names of your units, one a line: damaged ones are read by them."
    " 本地单位名单，每行一个，用于还原受损的名称。",
)
@click.option(
    "--people",
    type=click.Path(path_type=Path),
    help="Names of your people, one a line. 本地人员名单，每行一个。",
)
@click.option(
    "--compare",
    is_flag=True,
    help="Tell which files report one event, and how they differ. 找出同一活动的文本并列出差异。",
)
@language_option
def read(
    *,
    paths: tuple[Path, ...],
    as_json: bool,
    folder: Path | None,
    published: datetime | None,
    sisters: tuple[Path, ...],
    units: Path | None,
    people: Path | None,
    compare: bool,
    language: str,
) -> None:
    """Read bulletins: repair what is damaged, and name people, lists, directives and targets.

    解读来文：还原受损文字，识别人员、列举、要求、目标；修复只供阅读，不作依据。

    FILE: text in any encoding, .html, .docx, .pdf with text; "-" reads standard input.
    """
    from sanbi.cli.same_events import groups_json, groups_said
    from sanbi.engine.documents.comparing import copies_of
    from sanbi.engine.documents.record import document_json

    refused = 0
    copies: list[Copy] = []
    from sanbi.engine.documents.reading import Names

    clean, names = (
        _clean(sisters, language),
        Names(_lines(units, language), _lines(people, language)),
    )
    for path, reading in _readings(paths, clean, names, published, language):
        if reading is None:
            refused += 1
            continue
        copies += copies_of(str(path), reading) if compare else ()
        if folder is not None:
            _write_page(folder, path, reading)
        if as_json:
            click.echo(json.dumps(document_json(reading), ensure_ascii=False))
        elif folder is None:
            _print(reading, language)
    if compare:
        for line in [groups_json(copies)] if as_json else groups_said(copies, language):
            click.echo(line)
    if refused:
        sys.exit(REFUSED)


def _clean(sisters: Sequence[Path], language: str) -> list[str]:
    from sanbi.engine.documents.faults import DocumentFault
    from sanbi.engine.documents.sources import open_source

    try:
        return [open_source(path.name, _bytes(path)).text.text for path in sisters]
    except DocumentFault as fault:
        click.echo(fault.text(language), err=True)
        sys.exit(REFUSED)
    except OSError as error:
        refuse_plain(str(error.filename), error, language)


def _lines(path: Path | None, language: str) -> tuple[str, ...]:
    texts = _clean([path], language) if path else []
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return tuple(line for line in lines if line)


def _readings(
    paths: Sequence[Path],
    sisters: Sequence[str],
    names: Names,
    published: datetime | None,
    language: str,
) -> Iterator[tuple[Path, DocumentReading | None]]:
    """Each file's reading; none, and a line on standard error, for one that cannot be read."""
    from sanbi.engine.documents.faults import DocumentFault
    from sanbi.engine.documents.whole import read_document

    day = day_of(published)
    for path in paths:
        try:
            yield (
                path,
                read_document(path.name, _bytes(path), published=day, names=names, sisters=sisters),
            )
        except DocumentFault as fault:
            click.echo(fault.text(language), err=True)
            yield path, None
        except OSError as error:
            refuse_plain(str(error.filename or path), error, language)


def _bytes(path: Path) -> bytes:
    from sanbi.engine.documents.sources.limits import MOST_BYTES

    if str(path) == STANDARD:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    return content_of(path, MOST_BYTES)


def _write_page(folder: Path, path: Path, reading: DocumentReading) -> None:
    from sanbi.engine.documents.beside import beside_page

    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.name}.html"
    write_whole(target, beside_page(reading).encode())
    click.echo(str(target), err=True)


SAID = {
    "en": ("{n} repairs, {open} to be decided by a person", "What is asked for", "People", "Lists"),
    "zh": ("修复 {n} 处，待核 {open} 处", "要求", "人员", "列举"),
}


def _print(reading: DocumentReading, language: str) -> None:
    """The clean text, then what was found in it."""
    repairs, asked, people, lists = SAID[language]
    open_places = sum(not row.accepted for row in reading.repairs)
    click.echo(f"== {reading.source.name} ({reading.source.kind}, {reading.source.encoding})")
    click.echo(repairs.format(n=len(reading.repairs), open=open_places))
    click.echo(f"\n{reading.text.text.strip()}\n")
    for facts in reading.facts:
        _section(
            people,
            [
                f"{row.name}  {'、'.join(row.roles)}{f'（{row.scope}）' if row.scope else ''}"
                for row in facts.persons
            ],
        )
        _section(
            lists,
            [
                f"{'、'.join(row.items)}  [{row.declared or '—'} / {len(row.items)}]"
                for row in facts.lists
            ],
        )
        _section(
            asked,
            [
                f"{row.concreteness:.2f}  {row.speaker or '—'}: {row.quote}"
                for row in facts.directives
            ],
        )


def _section(title: str, rows: Sequence[str]) -> None:
    if rows:
        click.echo(f"-- {title} ({len(rows)})")
        for row in rows:
            click.echo(f"   {row}")
