"""Slogans: words in quotation marks that name nothing and ask nothing that could be checked."""

from __future__ import annotations

import re

from sanbi.engine.documents.model import Slogan
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.text import Span

QUOTED = re.compile(r"“([^“”\n]{2,16})”")
NAMING = re.compile(
    r"(?:第[一二三四五六七八九十]+次|月度|季度)?(?:活动|交流|行动|项目|工程|专班|机制|"
    r"计划|办法|系列|推进会|大会|会议|品牌|平台|模式|制度)"
)
TERM = re.compile(
    r"^(?:三比三看|一企一策|一案一策|技改贷|[一二三四五六七八九十]大行动|回头看|"
    r"三管三必须|国之大者|.*[0-9%].*)$"
)


def slogans_of(prose: Prose) -> tuple[Slogan, ...]:
    """Short quotations that are neither names nor speech, each once, in order."""
    rows: dict[str, Slogan] = {}
    for match in QUOTED.finditer(prose.text, prose.span.start, prose.span.end):
        said = match[1]
        if "。" in said or NAMING.match(prose.text, match.end()) or TERM.match(said):
            continue
        span = Span(match.start(1), match.end(1))
        rows.setdefault(said, Slogan(span=span, quote=said, article=prose.article, text=said))
    return tuple(rows.values())
