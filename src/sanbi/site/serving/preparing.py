"""First step of the demo, in a process of its own: migrate, and load the demo county."""

from __future__ import annotations

import datetime as dt
import os
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from sanbi.site.serving.migrating import migrate, set_up

SHOWN = ("username", "password", "title", "unit", "look")
START_OF_LINE = "\r\x1b[K"  # on a terminal: go back and clear


def prepare(stage: str | None) -> None:
    """Bring the demo's database to a stage of the round, and print the log-ins.

    Parameters
        stage : None leaves the database as it is.
    """
    show_step("数据库的表 database tables")
    set_up()
    migrate(quiet=True)
    if stage is None:
        return
    from sanbi.site.demo import accounts, load

    loaded = load(stage, show_step)
    if loaded.new:
        _count_tables()
    place = moment_file(Path(os.environ["SANBI_FILES"]).parent)
    place.write_text(loaded.moment.isoformat(), "ascii")
    show_step("")
    sys.stdout.writelines(f"  {line}\n" for line in account_lines(accounts()))


def _count_tables() -> None:
    """Let PostgreSQL count what was loaded; until it does so by itself, its plans guess badly."""
    import psycopg

    owner = os.environ.get("SANBI_OWNER_DATABASE_URL", "")
    if owner:  # only the owner may
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute("analyze")


def moment_file(folder: Path) -> Path:
    """Where the preparation leaves the moment at which the demo's county stands."""
    return folder / "story-moment"


def seconds_to_the_story(folder: Path, now: dt.datetime) -> int:
    """How many seconds the demo's clock is ahead of the machine's; 0 without a county."""
    place = moment_file(folder)
    if not place.is_file():
        return 0
    story = dt.datetime.fromisoformat(place.read_text("ascii").strip())
    return round((story - now).total_seconds())


def show_step(text: str) -> None:
    """What is being done: on a terminal in one line that the next replaces, else a line each."""
    if sys.stdout.isatty():
        sys.stdout.write(f"{START_OF_LINE}{'  ' if text else ''}{text}")
    elif text:
        sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


def account_lines(accounts: Iterable[object]) -> list[str]:
    """One line for each log-in, in columns: name, password, post, unit, what to look at first."""
    rows = [[str(getattr(account, name, "")) for name in SHOWN] for account in accounts]
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (most - width(cell)) for cell, most in zip(row, wide, strict=True)
        ).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    """Columns that a text takes on a terminal: a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


if __name__ == "__main__":
    prepare(sys.argv[1] if sys.argv[1:] else None)
