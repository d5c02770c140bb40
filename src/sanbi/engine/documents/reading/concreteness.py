"""How concrete a directive is: what it names, less what it only wishes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sanbi.engine.phrases import Phrase

BASE = 0.2
FIGURE = re.compile(r"\d|[一二三四五六七八九十百千]+(?:家|个|次|项|户|亩|公里|亿元|万元)")
DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?")
DEED = re.compile(
    "签约|开工|竣工|投产|出台|整改|建成|引进|排查|拆除|腾空|交付|报送|上报|报县|验收|"
    "拨付|印发|移交|完工|办结|销号|"
    "公示|制定|拿出|组建|召开|组织|转移|封顶|登记|清点|反馈|签订|招聘"
)
THING = re.compile(
    "项目|工程|园区|产业园|水库|道路|公路|管网|安置房|学校|医院|清单|台账|方案|名单|用地|隐患|资金"
)
WISH = re.compile(
    "意识|自觉|氛围|站位|担当|精神|热潮|信心|决心|定力|理念|境界|情怀|干劲|风尚|新篇章"
)
WEIGHTS = {
    "limit": 0.25,
    "addressee": 0.2,
    "figure": 0.15,
    "deed": 0.2,
    "thing": 0.1,
    "wish": -0.25,
}
GROUNDS = {
    "limit": Phrase("a stated limit"),
    "addressee": Phrase("a named addressee"),
    "figure": Phrase("a figure"),
    "deed": Phrase("a deed that can be checked"),
    "thing": Phrase("a thing to work on"),
    "wish": Phrase("asks for an attitude"),
}


def weighed(
    quote: str, addressees: Sequence[str], *, stated_limit: bool
) -> tuple[float, tuple[str, ...]]:
    """The score from 0 to 1 and its grounds (docs/algorithms/directives.md).

    >>> weighed("要增强担当意识", (), stated_limit=False)[0]
    0.0
    """
    present = {
        "limit": stated_limit,
        "addressee": bool(addressees),
        "figure": FIGURE.search(DATE.sub("", quote)) is not None,
        "deed": DEED.search(quote) is not None,
        "thing": THING.search(quote) is not None,
        "wish": WISH.search(quote) is not None,
    }
    held = [name for name, is_present in present.items() if is_present]
    score = BASE + sum(WEIGHTS[name] for name in held)
    return round(min(1.0, max(0.0, score)), 2), tuple(GROUNDS[name] for name in held)
