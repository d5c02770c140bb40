"""What the verbs of plans share: reading a file, refusing it, dates as options, tables."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sanbi.cli.console import REFUSED, SHOWN_FAULTS, refuse_plain, say, write_whole
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults, said

if TYPE_CHECKING:
    from sanbi.engine.scheduling.files import AnswerTable

WIDTH = 110
MOST_ROWS = 200


DAY = click.DateTime(["%Y-%m-%d"])


def day_of(moment: datetime | None) -> date | None:
    """The day that an option of the type `DAY` gave."""
    return moment.date() if moment else None


@contextmanager
def refusing(path: Path, language: str) -> Iterator[None]:
    """Print every fault of a plan and leave with status 2, or why a file cannot be opened."""
    try:
        yield
    except SchedulingFaults as error:
        refuse_faults(error.faults, language)
    except OSError as error:
        refuse_plain(str(error.filename or path), error, language)


def refuse_faults(faults: Sequence[SchedulingFault], language: str) -> NoReturn:
    """Print faults and leave with status 2."""
    click.echo(say("refused", language, n=len(faults)), err=True)
    for fault in faults[:SHOWN_FAULTS]:
        click.echo(f"  {fault.text(language)}", err=True)
    if len(faults) > SHOWN_FAULTS:
        click.echo("  " + say("more", language, n=len(faults) - SHOWN_FAULTS), err=True)
    sys.exit(REFUSED)


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a file, or as many as show that it is too large."""
    with path.open("rb") as file:
        return file.read(most + 1)


def write_new(path: Path, content: Callable[[], bytes], language: str, *, overwrite: bool) -> None:
    """Write a file that is not there yet; one that is there only if that is wanted."""
    if path.exists() and not overwrite:
        message = Phrase("the file is there already; give another name, or --overwrite")
        refuse_plain(str(path), message, language)
    write_whole(path, content())
    click.echo(f"{say('written', language)} {path}", err=True)


def print_json(answer: dict[str, Any]) -> None:
    """Print plain data."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1))


def print_notes(notes: Sequence[SchedulingFault], language: str) -> None:
    """Print what was understood in its own way, on standard error."""
    for note in notes[:SHOWN_FAULTS]:
        click.echo(f"{say('note', language)}: {note.text(language)}", err=True)


def print_answer(table: AnswerTable, sentences: Iterable[str], language: str) -> None:
    """Print a table, and below it what it means."""
    click.echo(table_text(table, language))
    for sentence in sentences:
        click.echo(said(sentence, language))


def table_text(table: AnswerTable, language: str) -> str:
    """A table on a terminal; its first columns are texts, the others end at the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(
        title=Text(said(table.title, language)), box=box.SIMPLE_HEAD, title_justify="left"
    )
    for place, head in enumerate(table.heads):
        is_text = place < table.texts
        shown.add_column(
            said(head, language),
            justify="left" if is_text else "right",
            no_wrap=not is_text,
            overflow="fold",
        )
    for row in table.rows[:MOST_ROWS]:
        shown.add_row(*(Text(said(cell, language)) for cell in row))
    console = Console(file=io.StringIO(), width=WIDTH, force_terminal=False)
    console.print(shown)
    file = console.file
    text = file.getvalue() if isinstance(file, io.StringIO) else ""
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    if len(table.rows) > MOST_ROWS:
        lines.append("  " + say("more", language, n=len(table.rows) - MOST_ROWS))
    lines += [said(foot, language) for foot in table.feet]
    return "\n".join(lines)
