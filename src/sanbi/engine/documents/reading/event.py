"""The event of an article: what was held, when, where, by whom."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from sanbi.engine.documents.model import Event, Person
from sanbi.engine.documents.reading.days import Said, days_said, period_said, year_said
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.text import Span

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("notice", re.compile(r"(?:通报|通告|公告|公示)$")),
    ("document", re.compile(r"(?:的通知|的意见|的决定|会议纪要|的函|的批复)$")),
    ("exchange_round", re.compile(r"三比三看|交流活动|工作交流会|比拼|擂台|月月比|晾晒|亮晒")),
    ("push_meeting", re.compile(r"推进会|攻坚会|冲刺")),
    ("dispatch", re.compile(r"调度")),
    ("retreat", re.compile(r"务虚会|谋划会")),
    ("tour", re.compile(r"观摩|拉练")),
    ("visit", re.compile(r"会见|代表团|来.{0,4}考察|来访")),
    ("ceremony", re.compile(r"签约|开幕|揭牌|开工仪式|奠基|启动仪式|落成")),
    ("field_visit", re.compile(r"调研|检查|慰问|走访|接访|督导|视察|暗访|看望|下访")),
    ("meeting", re.compile(r"会|部署|新政|对接")),
)
HELD = re.compile(
    r"召开|举行|开展|组织|举办|赴|到|来|前往|走进|调研|考察|开幕|接访|会商|调度|会见|主持"
)
HOST = re.compile(
    r"(?:，|^|日|午|晚|天)(?P<host>我[县市区]|"
    r"[^，。；（）\d]{2,20}?)(?:在[^，。；]{2,14})?(?:组织)?(?:召开|举行|举办|开展|"
    r"部署开展|摆)"
)
PLACE = re.compile(
    r"在(?P<place>[^，。；在]{2,16}?)(?:召开|举行|举办|开幕|紧急会商)|(?:赴|前往|来到|"
    r"深入|到)(?!来之)(?P<site>[^，。；到赴就]{2,14}?)(?:，|开展|调研|检查|现场|接访|慰问)"
)
CHAIR = re.compile(r"(?P<gap>[^，。；]{0,8}?)主持(?!人)")
NO_HOST = re.compile(r"我[县市区]|书记|[县市区]长|主持|^并|^在|仪式|会议$|现场$")
VENUE = re.compile(
    r"(?P<venue>(?:主|分)会场)设在(?P<where>[^，。；]{2,14})|"
    r"在?(?P<at>(?<=在)[^，。；：在、]{2,14}|[^，。；：在、]{2,14}、[^，。；：在]{2,60}?)设立?分会场|"
    r"设(?P<count>[^，。；]{0,6}分会场)"
)
ATTEND = re.compile(r"(?P<who>[^，。；：]{2,60}?)(?:等)?(?:出席|参加|列席|陪同)")
LEAD = 3


def event_of(prose: Prose, persons: Sequence[Person], published: dt.date | None) -> Event | None:
    """The event that the article reports on; `None` for an article without text."""
    lead = prose.sentences[:LEAD]
    if prose.title is None and not lead:
        return None
    kind = kind_of(prose)
    said = _date(prose, lead, published, kind)
    base = said.day if said and said.day else published
    span = lead[0] if lead else prose.title
    if span is None:  # pragma: no cover - one of the two stands
        return None
    return Event(
        span=span,
        quote=prose.said(span),
        article=prose.article,
        kind=kind,
        title=prose.heading.strip() or None,
        date=said.day if said else None,
        date_said=prose.said(said.span) if said else None,
        until=said.until if said else None,
        period=_period(prose, base, kind),
        place=_place(prose, lead, kind),
        host=_host(prose, lead, kind),
        chair=_chair(prose, persons),
        attendance=_attendance(prose),
        venues=_venues(prose),
    )


def kind_of(prose: Prose) -> str:
    """What the title says that it was, or else the first sentence; `report` when neither does."""
    title = prose.heading.strip()
    first = prose.said(prose.sentences[0]) if prose.sentences else ""
    for said in (title, first):
        for kind, pattern in KINDS:
            if pattern.search(said):
                return kind
    return "report"


def _date(prose: Prose, lead: Sequence[Span], published: dt.date | None, kind: str) -> Said | None:
    """The first day in the lead beside a word of holding; a paper has only that of a meeting."""
    fallback: Said | None = None
    for sentence in lead:
        for said in days_said(prose.text, sentence, published):
            rest = prose.text[said.span.end : said.span.end + 1]
            if rest in {"前", "起"} or prose.text[said.span.start - 1 : said.span.start] == "于":
                continue
            is_held = HELD.search(prose.said(sentence)) is not None
            if (
                said.day
                and is_held
                and (kind not in {"notice", "document"} or "召开" in prose.said(sentence))
            ):
                return said
            if kind not in {"notice", "document"}:
                fallback = (
                    fallback
                    if fallback and fallback.day
                    else (said if said.day else fallback or said)
                )
    return fallback


def _period(prose: Prose, base: dt.date | None, kind: str) -> str | None:
    found = period_said(prose.heading, base)
    if found or kind in {"visit", "field_visit", "ceremony"}:
        return found
    if kind in {"notice", "document"}:
        return year_said(prose.heading)
    for sentence in prose.sentences[: 2 * LEAD]:
        if found := period_said(prose.said(sentence), base):
            return found
    return None


def _place(prose: Prose, lead: Sequence[Span], kind: str) -> str | None:
    for sentence in lead:
        for match in PLACE.finditer(prose.text, sentence.start, sentence.end):
            if match["place"]:
                return match["place"]
            if kind == "field_visit":
                return match["site"]
    return None


def _host(prose: Prose, lead: Sequence[Span], kind: str) -> str | None:
    heading = prose.heading.strip()
    if kind in {"notice", "document"}:
        match = re.match(r"(?P<host>[^，。；]{4,24}?)(?:关于|专题会议纪要|会议纪要)", heading)
        if match:
            return re.sub(r"[ \u3000]+", "、", match["host"].strip())
        last = prose.sentences[-2:] if prose.sentences else ()
        signed = [prose.said(row) for row in last if not re.search(r"\d", prose.said(row))]
        if not signed or len(signed[-1]) >= 2 * 10:
            return None
        return re.sub(r"^中共[^县市区]{2,4}(?=[县市区]委)", "", signed[-1])
    if kind in {"field_visit", "ceremony"}:
        return None
    for said in (prose.said(lead[0]) if lead else "", heading):
        match = HOST.search(re.sub(r"^.*?[）)] ?", "", said))
        if match and not NO_HOST.search(match["host"]):
            return re.sub(r"^(?:上午|下午|晚|至\d+日)", "", match["host"])
    match = re.match(r"(?P<host>[^，。；“]{2,14}?)(?:召开|举行|摆|组织|部署|调度)", heading)
    return match["host"] if match and not NO_HOST.search(match["host"]) else None


def _chair(prose: Prose, persons: Sequence[Person]) -> str | None:
    """Who presided: the name that stands before 主持."""
    names = sorted((row.name for row in persons), key=len, reverse=True)
    if not names:
        return None
    pattern = re.compile("(?P<name>" + "|".join(map(re.escape, names)) + ")" + CHAIR.pattern)
    called = None
    for match in pattern.finditer(prose.text, prose.span.start, prose.span.end):
        after = prose.text[match.end() : match.end() + 4]
        if after.startswith("召开"):  # who calls a meeting presides unless another one does
            called = called or match["name"]
        elif not re.match("第.阶段", after):
            return match["name"]
    return called


def _venues(prose: Prose) -> tuple[str, ...]:
    found: list[str] = []
    for match in VENUE.finditer(prose.text, prose.span.start, prose.span.end):
        found += (
            re.split("[、和]", match["at"]) if match["at"] else [match["where"] or match["count"]]
        )
    return tuple(dict.fromkeys(found))


def _attendance(prose: Prose) -> tuple[str, ...]:
    found = []
    for sentence in prose.sentences[: 2 * LEAD]:
        for match in ATTEND.finditer(prose.text, sentence.start, sentence.end):
            found += [part.strip() for part in match["who"].split("、") if part.strip()]
    return tuple(dict.fromkeys(found))
