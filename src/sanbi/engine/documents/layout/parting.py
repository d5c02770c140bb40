"""Which rows are an article's title and its text, and why each of the others is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from sanbi.engine.documents.layout.rows import (
    ABSTRACT,
    COMMAS,
    DATELINE,
    DAY,
    ENUMERATED,
    HAN,
    Kind,
    Row,
)
from sanbi.engine.documents.layout.site_words import is_of_the_site, lays_down, matter_words
from sanbi.engine.phrases import Phrase

TITLE_ROWS = 3
SHORT_ROW = 45  # signs
REPEATS = 85  # likeness of an abstract to the text in percent, from which it adds nothing
NUMBERED = re.compile(r"[A-Za-z]|\d(?![\d年月日季届次个—-])")
LOOKED_INTO = 5  # rows of the text in which the words of a title are sought
LOOKED_AT = 600  # signs of the text that an abstract is compared with
CAPTION_ROWS = 2
HEADING = 20  # signs without a comma, below which an open row is a heading
ORGAN = re.compile(
    r"(?:政府|委员会|委|局|办公室|办|部|组|室|中心|公司|协会|院|站|馆|大队|法院|检察院)$"
)

SALUTATION = re.compile(
    r"^(?:各|[^，。；：:]{1,16}(?:政府|委|局|办|单位|部门|公司|集团|同志))[^。；：:]{0,120}[：:]$"
)  # 各乡镇党委和政府，县直各单位：

MARKED = Phrase("the page's own markup sets it apart from the text")
MENU = Phrase("a row of short entries, as menus have")
DETAILS = Phrase("says when and by whom the text was published")
CONTACT = Phrase("telephone, address or licence of the site")
RIGHTS = Phrase("speaks of the site and its rights, not of the matter")
RECURS = Phrase("stands more than once on the page")
EDGE = Phrase("stands outside the text and is no sentence")
POINTER = Phrase("points to another page")
ABSTRACTED = Phrase("repeats the beginning of the text")
PASSED = frozenset({Kind.DETAILS, Kind.ABSTRACT, Kind.LABEL, Kind.MENU, Kind.CONTACT})
REASONS = {
    Kind.MARKED: MARKED,
    Kind.MENU: MENU,
    Kind.DETAILS: DETAILS,
    Kind.CONTACT: CONTACT,
    Kind.POINTER: POINTER,
}


@dataclass(slots=True)
class Draft:
    """The rows of one article."""

    titles: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    about: list[Row] = field(default_factory=list)  # rows between title and text


@dataclass(slots=True)
class Parted:
    """The articles of a page and the reason for each row that is in none."""

    drafts: list[Draft] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


def parted(rows: Sequence[Row]) -> Parted:
    """The articles of a page. O(rows)."""
    found = Parted()
    starts = _starts(rows)
    heads = [
        _head(rows, start, starts[place - 1] if place else -1) for place, start in enumerate(starts)
    ]
    for place, start in enumerate(starts):
        until = heads[place + 1][0] if place + 1 < len(starts) else len(rows)
        last = place + 1 == len(starts)
        titles, about = heads[place][1], heads[place][2]
        body, tail = _body(rows, start, until)
        found.drafts.append(Draft(titles, [*_kept_abstract(about, body), *body], about))
        if last:
            found.drafts.extend(_headline_only(tail))
    if not starts:
        found.drafts.extend(_headline_only(rows))
    used = {row.index for draft in found.drafts for row in (*draft.titles, *draft.body)}
    found.reasons = {row.index: reason_of(row) for row in rows if row.index not in used}
    return found


def reason_of(row: Row) -> str:
    """Why a row that is no part of an article is left out."""
    if row.kind in REASONS:
        return REASONS[row.kind]
    if row.kind is Kind.ABSTRACT:
        return ABSTRACTED
    if row.stems:
        return RIGHTS
    return RECURS if row.recurs else EDGE


def _starts(rows: Sequence[Row]) -> list[int]:
    """Where the text of each article begins: the first prose, then each dateline under a title."""
    found: list[int] = []
    for place, row in enumerate(rows):
        if row.kind is not Kind.PROSE or is_about_site(row):
            continue
        if not found or (
            _above(rows, place, found[-1])
            and (DATELINE.match(row.plain) or _has_details(rows, place))
        ):
            found.append(place)
    return found


def is_about_site(row: Row) -> bool:
    """Whether a row of prose at the edge speaks of the page more than of the county."""
    return is_of_the_site(row.plain, short=SHORT_ROW)


def _above(rows: Sequence[Row], start: int, floor: int) -> list[Row]:
    """The headlines right above a text, from above to below."""
    titles: list[Row] = []
    place = start - 1
    while place > floor and len(titles) < TITLE_ROWS:
        row = rows[place]
        if _may_head(row):
            titles.insert(0, row)
        elif titles or not (row.kind in PASSED or row.stems or SALUTATION.match(row.plain)):
            break
        place -= 1
    return titles


def _may_head(row: Row) -> bool:
    if row.heading:
        return True
    return row.kind is Kind.HEADLINE and not row.stems and not row.plain.endswith(("：", ":"))


def _has_details(rows: Sequence[Row], start: int) -> bool:
    """Whether a row between title and text says when it was published."""
    above = rows[start - 1] if start else None
    signed = (
        start > 1 and ORGAN.search(rows[start - 2].plain) is not None
    )  # organ and date end a text
    return (
        above is not None
        and not signed
        and above.kind is Kind.DETAILS
        and DAY.search(above.plain) is not None
    )


def _head(rows: Sequence[Row], start: int, floor: int) -> tuple[int, list[Row], list[Row]]:
    """Where an article begins, its title rows, and the rows between them and the text."""
    titles = _spoken_of(_above(rows, start, floor), rows[start : start + LOOKED_INTO])
    headings = [row for row in titles if row.heading]
    if headings:
        titles = headings
    first = titles[0].index if titles else start
    chosen = {row.index for row in titles}
    between = [row for row in rows[first:start] if row.index not in chosen]
    return first, titles, between


def _spoken_of(titles: list[Row], body: Sequence[Row]) -> list[Row]:
    """The titles without numbered rows of a masthead: the text has not two signs of them.

    One is left in any case.
    """
    text = "".join(row.plain for row in body)

    def is_strange(row: Row) -> bool:
        numbered = NUMBERED.search(row.plain) is not None
        return numbered and not any(pair in text for pair in _pairs(row.plain))

    kept = [row for row in titles if row.heading or not is_strange(row)]
    return kept or titles[-1:]


def _kept_abstract(about: Sequence[Row], body: Sequence[Row]) -> list[Row]:
    """Abstracts above the text that say something which the text does not, and salutations."""
    text = "".join(row.plain for row in body)[:LOOKED_AT]
    return [
        row
        for row in about
        if SALUTATION.match(row.plain) or (row.kind is Kind.ABSTRACT and not repeats(row, text))
    ]


def repeats(row: Row, text: str) -> bool:
    """Whether an abstract says again how the text begins."""
    words = ABSTRACT.sub("", row.plain).strip(" .…")
    return bool(words) and fuzz.partial_ratio(words, text) >= REPEATS


def _body(rows: Sequence[Row], start: int, until: int) -> tuple[list[Row], list[Row]]:
    """The rows of a text from its first prose to its last, and what stands behind."""
    inside = rows[start:until]
    last = 0
    ended = False  # furniture stood behind the text; sentences behind it must speak of the county
    for place, row in enumerate(inside):
        ended = ended or _ends_text(row)
        if _is_apart(row, inside[:place], ended=ended):
            continue
        if _declares_rights(row) and not any(
            _is_matter(other) for other in inside[place + 1 :][:40]
        ):
            break
        if _is_matter(row) or (
            place == last + 1 and not inside[last].is_closed and _continues(row)
        ):
            last = place
    end = _with_tables(inside, _with_signature(inside, _with_tables(inside, last)))
    body = [row for place, row in enumerate(inside[: end + 1]) if place == 0 or _stays(row)]
    return body, list(inside[end + 1 :])


def _is_apart(row: Row, before: Sequence[Row], *, ended: bool) -> bool:
    """Whether a sentence has nothing of the county, behind furniture or as terms of use have."""
    if row.kind is not Kind.PROSE or matter_words(row.plain):
        return False
    return ended or (lays_down(row.plain) and not _shares(row, before))


def _shares(row: Row, before: Sequence[Row]) -> bool:
    """Whether a row takes up two Chinese signs in a row of the text before it."""
    text = "".join(other.plain for other in before)[-LOOKED_AT:]
    return any(pair in text for pair in _pairs(row.plain))


def _pairs(plain: str) -> list[str]:
    pairs = [plain[place : place + 2] for place in range(len(plain) - 1)]
    return [pair for pair in pairs if HAN.match(pair[0]) and HAN.match(pair[1])]


def _ends_text(row: Row) -> bool:
    """Whether a row is furniture as it stands behind a text."""
    if row.kind is Kind.PROSE:
        return is_about_site(row)
    return row.kind in {Kind.MENU, Kind.CONTACT, Kind.MARKED} or (
        row.kind in {Kind.LABEL, Kind.HEADLINE} and row.stems > 0
    )


def _declares_rights(row: Row) -> bool:
    return (
        row.stems > 0
        and row.kind in {Kind.LABEL, Kind.HEADLINE}
        and row.plain.endswith(("：", ":"))
    )


def _is_matter(row: Row) -> bool:
    return row.kind is Kind.PROSE and not is_about_site(row)


def _continues(row: Row) -> bool:
    return row.kind in {Kind.HEADLINE, Kind.LABEL} and not row.stems


def _with_tables(inside: Sequence[Row], last: int) -> int:
    """The end with the tables that follow the text, each perhaps under a caption."""
    place = last + 1
    while place < len(inside):
        table = place
        while table < len(inside) and table - place < CAPTION_ROWS and _continues(inside[table]):
            table += 1
        end = table
        while end < len(inside) and inside[end].kind is Kind.CELL and not inside[end].stems:
            end += 1
        if end == table or (end < len(inside) and inside[end].kind is Kind.CELL):
            break  # no table, or one that speaks of the site
        place = end
    return place - 1


def _with_signature(inside: Sequence[Row], last: int) -> int:
    """The end with the organ and the date that sign a notice, where they follow the text."""
    place = last + 1
    organs = 0
    while place < len(inside) and organs < TITLE_ROWS and ORGAN.search(inside[place].plain):
        if inside[place].kind not in {Kind.HEADLINE, Kind.LABEL} or inside[place].stems:
            break
        organs += 1
        place += 1
    dated = place < len(inside) and DAY.fullmatch(inside[place].plain.rstrip("日 "))
    if dated and (organs or place + 1 == len(inside)):
        return place
    return last


def _stays(row: Row) -> bool:
    """Whether a row within the text belongs to it."""
    if row.kind in {Kind.MARKED, Kind.POINTER}:
        return False
    if row.kind in {Kind.MENU, Kind.CONTACT, Kind.DETAILS}:
        return (
            row.kind is Kind.DETAILS
            and not row.stems
            and DAY.fullmatch(row.plain.rstrip("日 ")) is not None
        )
    if row.kind is Kind.PROSE:
        return not (row.stems and is_about_site(row))
    return row.stems == 0 or row.kind is Kind.CELL


def _headline_only(tail: Sequence[Row]) -> list[Draft]:
    """Headlines behind the texts whose text stands on another page: a pointer follows them."""
    found: list[Draft] = []
    held: list[Row] = []
    for row in tail:
        if _may_head(row):
            held.append(row)
        elif row.kind is Kind.POINTER and held:
            found.append(Draft(titles=held[-TITLE_ROWS:]))
            held = []
        else:
            held = []
    return found


def joins(before: Row, continued: bool, row: Row) -> bool:  # noqa: FBT001 - a state of the row before
    """Whether a row goes on with the paragraph that the row before left open."""
    if before.is_closed or Kind.CELL in {before.kind, row.kind} or before.heading or row.heading:
        return False
    if ENUMERATED.match(row.plain) or (
        ENUMERATED.match(before.plain) and before.kind is not Kind.PROSE
    ):
        return False
    if COMMAS.match(before.plain[-1]):
        return True
    if DAY.fullmatch(row.plain.rstrip("日 ")) or ORGAN.search(row.plain):
        return False
    long = len(HAN.findall(before.plain)) >= HEADING or COMMAS.search(before.plain) is not None
    return (before.joinable or row.kind is Kind.PROSE) and (continued or long)
