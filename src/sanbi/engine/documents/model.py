"""What reading a document yields: plain records, each with its span, its quote and its ground.

Spans count characters of the clean text; raw spans count bytes of the file. A fact that the text
does not state is ``None`` or absent: nothing is inferred that a person would have to answer for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from sanbi.engine.documents.text import MappedText, Span


# -- the file --------------------------------------------------------------------------------------
class Role(StrEnum):
    """What a block of a source says of itself by its markup or its place on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    FURNITURE = "furniture"  # navigation, header, footer: said by the markup itself


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a cell stands: its table in the file, row and column, each from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the source's text that its markup holds together."""

    span: Span
    role: Role = Role.PARAGRAPH
    page: int | None = None  # from 1, of a PDF
    size: float | None = None  # of its letters, in points, where the source says so
    place: Place | None = None  # of a cell, where the source shows its table


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was opened.

    ``text`` maps to the bytes of the file for texts and HTML, and to the UTF-8 bytes of the text
    layer (``layer``) for Word and PDF, whose own bytes are compressed.
    """

    name: str
    kind: str  # "text", "html", "docx", "pdf"
    encoding: str  # as decoded: "utf-8", "gb18030", "big5", …
    digest: str  # SHA-256 of the file
    text: MappedText
    blocks: tuple[Block, ...]
    layer: bytes | None = None
    title: str | None = None  # from the markup
    published: dt.date | None = None  # from the markup
    damage: tuple[str, ...] = ()  # what could not be decoded, in words


# -- repairs ---------------------------------------------------------------------------------------
class Damage(StrEnum):
    """What happened to a place of a document."""

    PINYIN = "pinyin"  # a reading in brackets behind its character
    SHIFT = "shift"  # bytes of GBK replaced across the border of two characters
    MOJIBAKE = "mojibake"  # decoded as another encoding, or with a byte lost
    SCRIPT = "script"  # traditional characters of a simplified document's copy
    PUNCTUATION = "punctuation"  # half-width marks in Chinese prose


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a damaged place.

    ``score`` is a difference in nats to the best; ``ground`` says how it comes about.
    """

    text: str
    score: float
    ground: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged place and what it read before.

    ``span`` is where the accepted or first candidate stands in the clean text; ``confidence`` the
    calibrated probability that it is right (docs/algorithms/repair.md). A place whose repair is not
    ``accepted`` waits for a person, and nothing that overlaps it may be confirmed before.
    """

    kind: Damage
    raw: Span
    before: str
    span: Span
    candidates: tuple[Candidate, ...]
    confidence: float
    accepted: bool


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after its repairs, with a row for each place."""

    text: MappedText
    repairs: tuple[Repair, ...]


# -- layout ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page; ``span`` covers title, byline and body in the clean text."""

    span: Span
    title: Span | None
    subtitle: Span | None
    byline: Span | None
    paragraphs: tuple[Span, ...]
    published: dt.date | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of furniture that was left out of the clean text, and why."""

    raw: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as it reads in the clean text; an empty one stands nowhere."""

    span: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the clean text: each row has as many cells as the widest."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The clean text, its articles and tables, and what was left out."""

    text: MappedText
    articles: tuple[Article, ...]
    dropped: tuple[Dropped, ...]
    tables: tuple[Table, ...] = ()


# -- facts -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement of the text: where it stands and how it reads there."""

    span: Span
    quote: str
    article: int = 0  # its place among the articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """What the article reports on. ``date_said`` is the wording that the date was resolved from."""

    kind: str  # "exchange_round", "push_meeting", "dispatch", "retreat", "tour", "visit", …
    title: str | None
    date: dt.date | None
    date_said: str | None
    until: dt.date | None  # the last day of an event of several
    period: str | None  # "2025Q1", "2025H1", "2025-05", "2025": what it looks back on
    place: str | None
    host: str | None  # the unit that held it
    chair: str | None  # who presided
    attendance: tuple[str, ...]
    venues: tuple[str, ...]  # main hall and sub-venues, as named


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """A person, each role as written, and the unit that the roles are of."""

    name: str
    roles: tuple[str, ...]
    scope: str | None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Fact):
    """A township, department or firm named in the text."""

    name: str
    kind: str  # "township", "department", "firm", "county", "group" (各乡镇)
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Fact):
    """An enumeration; ``agrees`` is ``None`` where no number was declared or the list is open."""

    items: tuple[str, ...]
    item_spans: tuple[Span, ...]
    declared: int | None
    noun: str | None
    is_open: bool  # ends in 等 without a number
    agrees: bool | None
    focus: bool = False  # what a speaker names as the points to attend to


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Fact):
    """A limit of time as stated; "soon" is none."""

    day: dt.date
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive(Fact):
    """What somebody is told to do. Only what the sentence states stands in it."""

    speaker: str | None
    addressees: tuple[str, ...]  # units or groups addressed
    actions: tuple[str, ...]
    deadline: Deadline | None
    concreteness: float  # 0 to 1 (docs/algorithms/directives.md)
    grounds: tuple[str, ...]  # what makes it concrete or vague


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A number or a rank to reach."""

    subject: str
    value: str  # as written
    number: float | None
    unit: str | None
    comparison: str  # "at_least", "at_most", "about", "equals", "rank"
    due: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Fact):
    """A figure of the text that is not a target: growth, money, counts."""

    subject: str | None
    value: str
    number: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedProject(Fact):
    """A project named in the text."""

    name: str
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slogan(Fact):
    """Words in quotation marks or set phrases that ask nothing that could be checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything read from one article."""

    event: Event | None = None
    persons: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    lists: tuple[Listing, ...] = ()
    directives: tuple[Directive, ...] = ()
    targets: tuple[Target, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    projects: tuple[NamedProject, ...] = ()
    slogans: tuple[Slogan, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A file read whole: what `sanbi read` prints and the inbox keeps."""

    source: Source
    text: MappedText
    layout: Layout
    repairs: tuple[Repair, ...]
    facts: tuple[Facts, ...] = field(default=())  # one for each article
