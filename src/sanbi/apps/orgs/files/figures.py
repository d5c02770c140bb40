"""Files of figures that a bureau feeds in: csv, xlsx or Parquet, larger than what is attached."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files import texts
from sanbi.apps.orgs.files.checking import Accepted, check_upload, clean_name
from sanbi.apps.orgs.files.confining import Bounds, Outcome, run_confined
from sanbi.apps.orgs.files.limits import FIGURES, FOOTER, MEGABYTE
from sanbi.apps.orgs.files.refusing import refuse

PARQUET = b"PAR1"
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
KINDS = frozenset({"csv", "parquet", "xlsx"})
UNPACKED = 500 * MEGABYTE
READER = Path(__file__).with_name("figures_reader.py")
LOOK = Bounds(1024 * MEGABYTE, 5, MEGABYTE)
READ = Bounds(2048 * MEGABYTE, 60, 600 * MEGABYTE)
SMALLEST = 12  # two magics and the length between them


@dataclass(frozen=True)
class Figures:
    """A table as texts.

    ``head`` holds all names as written, ``first`` is the row where they stand (from 1), and
    ``stream`` is an Arrow stream of the wanted columns, each called by its place in the head.
    """

    head: tuple[str, ...]
    first: int
    stream: bytes


def check_figures(name: str, content: bytes) -> Accepted:
    """Return what a file of figures is: csv, xlsx or parquet.

    A workbook may be as large as any other file; csv and Parquet have 200 MB and 2,000,000 rows.

    Raises
    ------
    Refused
        as `check_upload`; a Parquet file by its footer, before any of its rows is unpacked.
    """
    clean = clean_name(name)
    kind = PurePosixPath(clean).suffix[1:].lower()
    if kind not in MEDIA:
        return check_upload(name, content, kinds=KINDS & {"xlsx"} if kind == "xlsx" else KINDS)
    if not content:
        refuse(clean, _("it is empty."), _("Choose the file again."))
    if len(content) > FIGURES.packed:
        most = FIGURES.packed // MEGABYTE
        refuse(clean, _("it is larger than %(most)s MB.") % {"most": most}, _("Send it in parts."))
    if kind == "csv":
        texts.check(clean, content, FIGURES)
    else:
        _check_parquet(clean, content)
    return Accepted(kind, MEDIA[kind], clean, content)


def read_figures(file: Accepted, wanted: Iterable[str]) -> Figures:
    """Read a checked file, in a process of its own with 2 GB and 60 seconds.

    Parameters
    ----------
    file : Accepted
        By `check_figures`.
    wanted : iterable of str
        Heads, in lower case, whose columns are read.

    Raises
    ------
    Refused
        when it cannot be read; ``where`` is the number of the row if it is known.
    """
    most = [str(FIGURES.rows), str(FIGURES.columns)]
    asked = ["read", file.kind, *most, json.dumps(sorted(wanted))]
    done = run_confined(READER, asked, file.content, READ)
    if done.ended != "well":
        _refuse_ended(file.name, done)
    head, _newline, stream = done.output.partition(b"\n")
    told = json.loads(head)
    return Figures(tuple(told["head"]), told["first"], stream)


def _check_parquet(name: str, content: bytes) -> None:
    if content.startswith(b"PARE") or content.endswith(b"PARE"):
        refuse(name, _("it has a password."), _("Take the password off and send it again."))
    if not content.startswith(PARQUET):
        refuse(name, _("it is no Parquet file."), _("Send it under its right name."))
    if len(content) < SMALLEST or not content.endswith(PARQUET):
        refuse(name, _("it is damaged or cut off."), _write_again())
    length = struct.unpack("<I", content[-8:-4])[0]
    if length > len(content) - SMALLEST:
        refuse(name, _("it is damaged or cut off."), _write_again())
    if length > FOOTER:
        refuse(name, _("its footer is larger than a megabyte."), _write_again())
    end = PARQUET + content[-(length + 8) :]
    most = (FIGURES.rows, FIGURES.columns, UNPACKED)
    done = run_confined(READER, ["look", str(len(content)), *map(str, most)], end, LOOK)
    if done.ended != "well":
        _refuse_ended(name, done)


def _refuse_ended(name: str, done: Outcome) -> NoReturn:
    """Say why a reader ended before its end."""
    if done.ended == "slow":
        refuse(name, _("it takes too long to read."), _("Send it in parts."))
    if done.ended in {"memory", "much"}:
        refuse(name, _("it takes too much memory to read."), _("Send it in parts."))
    if done.ended != "refused":
        refuse(name, _("it is damaged or cut off."), _write_again())
    told = json.loads(done.output.rpartition(b"\n")[2])
    row = told.get("row") or told.get("line")
    refuse(name, *_sentences(told), where=str(row) if row else "file")


def _sentences(told: dict[str, Any]) -> tuple[str, str]:
    """Why, and how to mend it, for each code of the reader."""
    parts = _("Send it in parts.")
    plain = _("Keep only the columns of the example, each cell a text or a number.")
    found: dict[str, tuple[str, str]] = {
        "empty": (_("it holds no rows."), _("Choose the file again.")),
        "rows": (_("it has more than %(most)s rows."), parts),
        "columns": (_("it has more than %(most)s columns."), plain),
        "unpacked": (_("unpacked it is larger than %(most)s MB."), parts),
        "sizes": (_("its footer does not agree with its content."), _write_again()),
        "nested": (_("the column %(column)s holds more than one value in a cell."), plain),
        "ragged": (
            _("row %(row)s has %(cells)s cells, the head has %(head)s."),
            _("Put cells that hold a comma between quotes."),
        ),
        "csv": (
            _("its quotes do not match in line %(line)s."),
            _("Save it as CSV in UTF-8 again, or send the workbook."),
        ),
    }
    why, hint = found[told["code"]]
    most = told.get("most", 0)
    shown = most // MEGABYTE if told["code"] == "unpacked" else f"{most:,}"
    return why % {**told, "most": shown}, hint


def _write_again() -> str:
    return _("Write it again, or send the same table as CSV in UTF-8.")
