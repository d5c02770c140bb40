"""The rows of a page and what their shape tells: prose, a headline, a menu, a line of dates."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from opencc import OpenCC

from sanbi.engine.documents.layout.site_words import site_words
from sanbi.engine.documents.model import Repaired, Role, Source
from sanbi.engine.documents.text import Span


class Kind(Enum):
    """What the shape of a row makes it."""

    PROSE = 1
    HEADLINE = 2  # long enough for a headline, without an end
    ABSTRACT = 3  # says by its label that it sums the text up
    DETAILS = 4  # date, source, author, counts
    MENU = 5
    CONTACT = 6  # telephone, address, licence of the site
    POINTER = 7  # to another page
    LABEL = 8  # a few signs
    CELL = 9
    MARKED = 10  # furniture by the markup's own word


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the repaired text.

    ``plain`` is its text in simplified characters, for looking at; ``stems`` counts words that
    speak of the site and its rights instead of the matter.
    """

    index: int
    span: Span
    text: str
    plain: str
    kind: Kind
    stems: int
    recurs: bool
    heading: bool
    size: float | None
    joinable: bool  # no markup says that a paragraph ends here

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence or a heading with a colon does."""
        return CLOSED.search(self.plain) is not None


CLOSED = re.compile(r"[。！？!?…；;：:][”’」』）)\s]*$|[.]{3}$")
SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)\s]*$")
HAN = re.compile(r"[\u3400-\u9fff]")
STOPS = re.compile(r"[。；]")
COMMAS = re.compile(r"[，,、]")
BARS = re.compile(r"[|｜丨>＞»›→┊]|::|--|—{2}")
DAY = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|(?:19|20)\d\d\s*年\s*\d{1,2}\s*月"
)
AIR = re.compile(
    r"\d\s*(?:℃|°C)|空气质量|PM2|农历|[正二三四五六七八九十冬腊]月(?:初|十|廿|三十)|"
    r"^星期[一二三四五六日天] |"
    r"(?:晴|阴|多云|小雨|大雨|中雨|雪)[^。]{0,12}\d+\s*度"
)
HOUR = re.compile(r"\b\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\b")
NAMED_DETAIL = re.compile(
    r"(?:来源|作者|编辑|责编|记者|发布者?|发布机构|点击|浏览|阅读|评论|字号|字体|时间|日期|审核|签发|校对|供稿"
    r"|通讯员|索引号|文号|信息来源|发文机关|主题分类|编审|监制|初审|终审|摄影?)[^，。]{0,4}[:：]"
)
NUMBERS = re.compile(
    r"(?:0\d{2,3}[-－ ]?)?\d{7,8}(?!\d)|1[3-9]\d{9}|400[-\d]{7,10}|https?:|www\.|[\w.]+@[\w.]+|ICP|"
    r"公网安备|许可证|\.(?:com|cn|gov|net|org)\b",
    re.IGNORECASE,
)
POINTER = re.compile(
    r"^[>＞》→▶\s]+(?:第?\s*[A-D]?\d{1,3}\s*版?)?$|[（(]?(?:详见|下转|转至?|见)第?[A-D一二三四五六七八九]?\d*版"
)
ABSTRACT = re.compile(
    r"^[【\[]?(?:内容)?(?:摘要|导读|提要|核心提示|简介|导语|内容提要)[】\]]?\s*[:：]?"
)
ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．](?!\d))"
)
DATELINE = re.compile(
    r"^(?:[【\[（(][^】\])）]{2,14}(?:讯|电)[】\])）]"
    r"|(?:[\u4e00-\u9fff·]{1,12}?(?:讯|电))(?=[\s（(:：])"
    r"|[（(](?:本报|本网|本台|全媒体|融媒体|见习|首席|实习)*(?:记者|通讯员))"
)
LEAST_HEADLINE = 6  # Chinese signs
LONGEST_HEADLINE = 64
LEAST_PROSE = 5
LONG = 40  # signs from which a row with a comma is prose even where it is cut off
LONGEST_DETAILS = 90
TOKENS = 3  # from so many short pieces on a row is a menu
SHORT_TOKEN = 4
SLOGAN = 3  # signs of each piece of a headline in equal pieces
PIECES = 4  # such pieces at most; a menu has more


def rows_of(source: Source, repaired: Repaired) -> list[Row]:
    """The blocks of the source where they stand after the repairs. O(characters)."""
    text = repaired.text
    plain_of = _simplified()
    raw: list[tuple[Span, Role, float | None]] = []
    end = 0
    for block in source.blocks:
        place = text.located(source.text.origin(block.span))
        span = _stripped(text.text, Span(max(end, place.start), max(end, place.end)))
        if len(span):
            raw.append((span, block.role, block.size))
            end = span.end
    texts = [text.text[span.start : span.end] for span, _, _ in raw]
    plains = [plain_of.convert(row) for row in texts]
    seen = Counter(plains)
    loose = source.kind in {"text", "pdf"}
    return [
        Row(
            index=index,
            span=span,
            text=shown,
            plain=plain,
            kind=kind_of(plain, role),
            stems=site_words(plain),
            recurs=seen[plain] > 1,
            heading=role is Role.HEADING,
            size=size,
            joinable=loose,
        )
        for index, ((span, role, size), shown, plain) in enumerate(
            zip(raw, texts, plains, strict=True)
        )
    ]


def kind_of(plain: str, role: Role = Role.PARAGRAPH) -> Kind:
    """What a row in simplified characters is by its shape alone."""
    if role is Role.FURNITURE:
        return Kind.MARKED
    if role is Role.CELL:
        return Kind.CELL
    han = len(HAN.findall(plain))
    if ABSTRACT.match(plain) and han > LEAST_HEADLINE:
        return Kind.ABSTRACT
    if POINTER.search(plain) and len(plain) < LONGEST_HEADLINE:
        return Kind.POINTER
    if is_prose(plain, han):
        return Kind.PROSE
    return _short_kind(plain, han)


def is_prose(plain: str, han: int) -> bool:
    """Whether it reads as sentences: an end, or a length with commas, and few signs else."""
    if han < LEAST_PROSE or han < 0.5 * len(plain.replace(" ", "")):
        return False
    if len(BARS.findall(plain)) > 1 or (NAMED_DETAIL.match(plain) and han < LONG):
        return False
    if SENTENCE_END.search(plain) or STOPS.search(plain):
        return True
    return han >= LONG and COMMAS.search(plain) is not None and not DAY.match(plain)


def _short_kind(plain: str, han: int) -> Kind:
    if len(plain) <= LONGEST_DETAILS and (HOUR.search(plain) or NAMED_DETAIL.search(plain)):
        return Kind.DETAILS
    if AIR.search(plain) and len(plain) <= LONGEST_DETAILS:
        return Kind.DETAILS
    dates = DAY.search(plain)
    if dates and len(plain) - len(dates[0]) < LEAST_HEADLINE + LEAST_PROSE:
        return Kind.DETAILS
    if NUMBERS.search(plain):
        return Kind.CONTACT
    if _is_menu(plain):
        return Kind.MENU
    if LEAST_HEADLINE <= han <= LONGEST_HEADLINE:
        return Kind.HEADLINE
    return Kind.LABEL if han < LEAST_HEADLINE else Kind.MENU


def _is_menu(plain: str) -> bool:
    """Whether it is a row of short pieces; a headline's pieces are long, or equal."""
    if len(BARS.findall(plain)) > 1:
        return True
    tokens = [token for token in re.split(r"[\s·•/]+|[|｜丨>＞»›]", plain) if token]
    if len(tokens) < TOKENS or COMMAS.search(plain):
        return False
    lengths = [len(token) for token in tokens]
    if len(set(lengths)) == 1 and lengths[0] >= SLOGAN and len(tokens) <= PIECES:
        return False
    short = sum(length <= SHORT_TOKEN for length in lengths)
    return short == len(lengths) or (min(lengths) < SLOGAN and len(tokens) > TOKENS)


def _stripped(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


@lru_cache(maxsize=1)
def _simplified() -> OpenCC:
    return OpenCC("t2s")
