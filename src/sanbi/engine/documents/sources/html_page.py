"""Pages of the web: their text block by block, with the way back into the page's own bytes."""

from __future__ import annotations

import datetime as dt
import html
import re
from html.parser import HTMLParser

from sanbi.engine.documents.model import Block, Role, Source
from sanbi.engine.documents.sources.cells import Cells
from sanbi.engine.documents.sources.encodings import declared_in, decode
from sanbi.engine.documents.sources.plain import damage_of
from sanbi.engine.documents.text import MappedText, Span

SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "title"})
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset"  # noqa: SIM905 - read as a list
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option"
    " p pre section select summary table tbody td tfoot th thead tr ul".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
TABLES = {
    "table": Cells.begin_table,
    "tr": Cells.begin_row,
    "td": Cells.begin_cell,
    "th": Cells.begin_cell,
}
ASIDE = frozenset({"nav", "aside", "footer", "form", "select", "button", "menu"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
) | {"track", "wbr"}
ASIDE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|breadcrumb|crumb|footer|foot|copyright|share|sidebar|login"
    r"|comment|comments|related|advert|toolbar|topbar)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
PUBLISHED = frozenset(
    {"pubdate", "publishdate", "publish_time", "publishtime", "article:published_time", "date",
     "firstpublishedtime", "og:release_date"}
)  # fmt: skip
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
LINKED = 0.7  # this much of a short block in links: navigation
SHORT = 60


def open_html(name: str, raw: bytes, digest: str) -> Source:
    """A page; scripts and styles are left out, navigation is marked as furniture."""
    found = decode(raw, declared_in(raw))
    reader = _Reader(found.text)
    reader.feed(found.text.text)
    reader.close()
    reader.flush()
    return Source(
        name=name,
        kind="html",
        encoding=found.encoding,
        digest=digest,
        text=MappedText.joined(reader.parts),
        blocks=tuple(reader.cells.framed(reader.blocks)),
        title=_one_line("".join(reader.title)) or None,
        published=reader.published,
        damage=damage_of(found.lost),
    )


class _Reader(HTMLParser):
    """Collects blocks; each piece of text is cut out of the decoded page, so it keeps its bytes."""

    def __init__(self, page: MappedText) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.starts = [0]
        for line in re.finditer("\n", page.text):
            self.starts.append(line.end())
        self.parts: list[MappedText] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.pieces: list[MappedText] = []
        self.linked = 0
        self.path: list[tuple[str, bool]] = []  # open elements, and whether they are furniture
        self.silent = 0
        self.links = 0
        self.cells = Cells()
        self.title: list[str] = []
        self.published: dt.date | None = None

    # -- what the parser tells -----------------------------------------------------------------
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        told = {name: value or "" for name, value in attrs}
        self._meta(tag, told)
        if tag in BLOCKS:
            self.flush()
        if tag in VOID:
            return
        names = f"{told.get('class', '')} {told.get('id', '')}"
        aside = tag in ASIDE or (tag not in {"html", "body"} and bool(ASIDE_NAMES.search(names)))
        self.path.append((tag, aside))
        self.silent += tag in SILENT
        self.links += tag == "a"
        if tag in TABLES:
            TABLES[tag](self.cells)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content, such as ``<br/>``."""
        self._meta(tag, {name: value or "" for name, value in attrs})
        if tag in BLOCKS:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it that were left open."""
        if tag in BLOCKS:
            self.flush()
        if not any(open_tag == tag for open_tag, _aside in self.path):
            return
        while self.path:
            ended, _aside = self.path.pop()
            self.silent -= ended in SILENT
            self.links -= ended == "a"
            if ended == "table":
                self.cells.end_table()
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take text."""
        start = self._offset()
        if self.path and self.path[-1][0] == "title":
            self.title.append(data)
        self._add(self.page.cut(Span(start, start + len(data))))

    def handle_entityref(self, name: str) -> None:
        """Take ``&nbsp;`` and its like."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take ``&#19968;`` and its like."""
        self._reference(f"&#{name}")

    # -- pieces and blocks ---------------------------------------------------------------------
    def flush(self) -> None:
        """End the block that is being collected."""
        text = _collapsed(MappedText.joined(self.pieces))
        linked, self.linked, self.pieces = self.linked, 0, []
        if not len(text):
            return
        line_end = MappedText.shared("\n", *_end_of(text))
        role = self._role(len(text), linked)
        place = self.cells.place if role is Role.CELL else None
        span = Span(self.length, self.length + len(text))
        self.blocks.append(Block(span, role, place=place))
        self.parts += [text, line_end]
        self.length += len(text) + 1

    def _role(self, length: int, linked: int) -> Role:
        if any(aside for _tag, aside in self.path) or (
            length < SHORT and linked >= LINKED * length
        ):
            return Role.FURNITURE
        tags = {tag for tag, _aside in self.path}
        if tags & HEADINGS:
            return Role.HEADING
        return Role.CELL if tags & CELLS else Role.PARAGRAPH

    def _add(self, piece: MappedText) -> None:
        if self.silent:
            return
        self.pieces.append(piece)
        if self.links:
            self.linked += len(piece.text.strip())

    def _reference(self, written: str) -> None:
        start = self._offset()
        ends = self.page.text.startswith(";", start + len(written))
        span = Span(start, start + len(written) + ends)
        sign = html.unescape(f"{written};")
        if self.path and self.path[-1][0] == "title":
            self.title.append(sign)
        if sign == f"{written};":  # no such name: it stands for itself
            self._add(self.page.cut(span))
            return
        origin = self.page.origin(span)
        self._add(MappedText.shared(sign, origin.start, origin.end))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def _meta(self, tag: str, told: dict[str, str]) -> None:
        said = ""
        if tag == "meta" and (told.get("name") or told.get("property", "")).lower() in PUBLISHED:
            said = told.get("content", "")
        elif tag == "time":
            said = told.get("datetime", "")
        found = DAY.search(said)
        if found and self.published is None:
            self.published = _day(found)


def _collapsed(text: MappedText) -> MappedText:
    """Blanks as a page shows them: runs as one, none at the ends or at a break between Han."""
    signs = text.text
    keep = [True] * len(signs)
    for run in re.finditer(r"[ \t\n\f\u00a0]+", signs):
        before, after = signs[: run.start()][-1:], signs[run.end() : run.end() + 1]
        broken = "\n" in run.group() and _is_wide(before) and _is_wide(after)
        keep[run.start() : run.end()] = [False] * (run.end() - run.start())
        keep[run.start()] = bool(before and after) and not broken
    plain = "".join(" " if sign in "\t\n\f\u00a0" else sign for sign in signs)
    return MappedText(plain, text.origins).kept(keep)


def _is_wide(sign: str) -> bool:
    return bool(sign) and sign > "\u2e80"


def _end_of(text: MappedText) -> tuple[int, int]:
    end = text.origin(Span(len(text) - 1, len(text))).end
    return end, end


def _one_line(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
