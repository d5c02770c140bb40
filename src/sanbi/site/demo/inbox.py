"""Two pages in the inbox 来文收件箱: a damaged copy from the web, and a newspaper's own report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sanbi.apps.documents.services import Facts, document_receive, read_now
from sanbi.site.demo.desk import Desk, Happening, moment

PAGES = Path(__file__).with_name("documents")
RECEIVER = "supervisor"
CAME = {
    "damaged.html": (date(2026, 10, 12), "江畔资讯网（转载）"),
    "paper.html": (date(2026, 10, 13), "云川日报数字报"),
}
"""Each page: when it came in, and from where."""
PUBLISHED = date(2026, 10, 10)


def receiving(desk: Desk) -> Iterator[Happening]:
    """Yield what came in; each is read at once."""
    for name, (day, source) in CAME.items():
        yield Happening(moment(day, 9, 20), partial(_take_in, desk, name, source))


def _take_in(desk: Desk, name: str, source: str, now: datetime) -> None:
    made = document_receive(
        actor=desk.named(RECEIVER),
        now=now,
        name=name,
        content=(PAGES / name).read_bytes(),
        facts=Facts(source=source, published_on=PUBLISHED),
    )
    read_now(made.pk, now)
