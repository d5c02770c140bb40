"""Anchors outside the database: written to a file, and read back for a check."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.models import Anchor

FIELDS = ("number", "at", "count", "last_entry", "digest")
_DIGITS = 64


@dataclass(frozen=True)
class Published:
    """An anchor as it was published."""

    number: int
    digest: str


def published_record(anchor: Anchor) -> dict[str, str | int | None]:
    """Return what is published of an anchor; it tells nothing of the entries' contents."""
    return {
        "number": anchor.number,
        "at": anchor.at.astimezone(UTC).isoformat(timespec="seconds"),
        "count": anchor.count,
        "last_entry": anchor.last_entry,
        "digest": anchor.digest,
    }


def anchors_text(anchors: Iterable[Anchor], *, as_csv: bool = False) -> str:
    """Return anchors as JSON lines, or as CSV with a head."""
    records = map(published_record, anchors)
    if not as_csv:
        return "".join(f"{json.dumps(record)}\n" for record in records)
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return held.getvalue()


def read_published(text: str) -> list[Published]:
    """Read anchors from JSON lines or CSV; of each only number and digest are needed.

    Raises
    ------
    Refused
        naming the line that is no anchor, and when there is none at all.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    if lines and not lines[0].lstrip().startswith("{"):
        rows = csv.DictReader(lines)
        found = [_published(row, rows.line_num) for row in rows]
    else:
        found = [
            _published(_record(line, place), place)
            for place, line in enumerate(lines, start=1)
            if line.strip()
        ]
    if not found:
        raise Refused(
            _("The file holds no anchor."), _("Export them with: sanbi audit export-anchors")
        )
    return found


def _record(line: str, place: int) -> Mapping[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):  # the latter: brackets a thousand deep
        record = None
    if not isinstance(record, dict):
        raise _no_anchor(place)
    return record


def _published(record: Mapping[str, object], place: int) -> Published:
    number, digest = str(record.get("number") or ""), str(record.get("digest") or "").strip()
    is_digest = len(digest) == _DIGITS and not digest.strip("0123456789abcdef")
    if not number.isascii() or not number.isdigit() or not is_digest:
        raise _no_anchor(place)
    return Published(int(number), digest)


def _no_anchor(place: int) -> Refused:
    return Refused(
        _("Line {line} is no anchor.").format(line=place),
        _("An anchor has a number and a digest of 64 hexadecimal digits."),
        where=str(place),
    )
