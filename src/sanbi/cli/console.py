"""What every verb shares: language, faults on the screen, progress, exit status.

Exit status: 0 done, 1 a check found a difference, 2 the input was refused.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from sanbi.engine.phrases import phrase_of
from sanbi.engine.scoring.faults import SIGNS, Fault

REFUSED = 2
DIFFERENT = 1
SHOWN_FAULTS = 200
# Notes that may tell why something is missing, and stand below the faults then.
PASSED_OVER = {
    "unknown-indicator",
    "unknown-indicator-like",
    "sheet-unread",
    "column-unread",
    "not-carried-over",
}

NARROW = {"−": "-", "–": "-", "⩽": "<=", "≤": "<=", "≥": ">=", "≈": "~", "×": "x", "÷": "/"}

WORDS = {
    "since": {"zh": "与上一次运行相比：", "en": "since the last run:"},
    "refused": {"zh": "未接受：共 {n} 处问题", "en": "refused: {n} fault{s}"},
    "different": {"zh": "不一致，共 {n} 处：", "en": "different in {n} place{s}:"},
    "more": {"zh": "……另有 {n} 处", "en": "… and {n} more"},
    "reading": {"zh": "读取数据", "en": "reading data"},
    "scoring": {"zh": "计分", "en": "scoring"},
    "writing": {"zh": "写出 {name}", "en": "writing {name}"},
    "note": {"zh": "提示", "en": "note"},
    "written": {"zh": "已写入", "en": "written to"},
    "noted": {
        "zh": "（另有 {n} 条提示，--verbose 可看）",
        "en": "({n} note{s}; --verbose shows them)",
    },
}


def narrow_signs(error: UnicodeError) -> tuple[str, int]:
    """What to write for a character that the encoding lacks: GBK, for one, has no minus sign."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(NARROW.get(sign, "?") for sign in lacking), error.end


def write_in_any_encoding() -> None:
    """Let no sign end a verb where output goes to a pipe or file in the system's own encoding."""
    codecs.register_error("sanbi", narrow_signs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="sanbi")


def default_language() -> str:
    """Chinese, unless the environment asks for English."""
    stated = os.environ.get("SANBI_LANGUAGE", "")
    if stated in {"zh", "en"}:
        return stated
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"


def language_option(function: Callable[..., None]) -> Callable[..., None]:
    """The option --language of every verb that speaks."""
    return click.option(
        "--language",
        type=click.Choice(["zh", "en"]),
        default=default_language,
        help="Language of the output. 输出语言（也可设 SANBI_LANGUAGE）。",
    )(function)


def say(word: str, language: str, **values: object) -> str:
    """A phrase in the chosen language."""
    plural = "" if values.get("n") == 1 else "s"
    return WORDS[word][language].format(s=plural, **values)


def refuse(faults: Sequence[Fault], language: str) -> NoReturn:
    """Print every fault and leave with status 2."""
    errors = [fault for fault in faults if fault.severity == "error"] or list(faults)
    click.echo(say("refused", language, n=len(errors)), err=True)
    for fault in errors[:SHOWN_FAULTS]:
        click.echo(f"  {fault.text(language)}", err=True)
    if len(errors) > SHOWN_FAULTS:
        click.echo("  " + say("more", language, n=len(errors) - SHOWN_FAULTS), err=True)
    if errors != list(faults):
        for note in [fault for fault in faults if fault.code in PASSED_OVER][:SHOWN_FAULTS]:
            click.echo(
                f"  {say('note', language)}{SIGNS[language][0]}{note.text(language)}", err=True
            )
    sys.exit(REFUSED)


def refuse_plain(where: str, message: str | BaseException, language: str) -> NoReturn:
    """Print one sentence about a file and leave with status 2."""
    reason = message.strerror if isinstance(message, OSError) else message
    click.echo(Fault(where, phrase_of(reason or "")).text(language), err=True)
    sys.exit(REFUSED)


@contextmanager
def steps(total: int, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A progress bar over steps; the function that it gives names the next one.

    Shown on a terminal only, and on standard error, so that output can be piped.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)

        def advance(name: str) -> None:
            progress.update(task, description=name, advance=1)

        yield advance


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole: beside it first, then in its place, so that none is half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(content)
    beside.replace(path)
