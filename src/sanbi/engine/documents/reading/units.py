"""Units named in a text: townships, departments, firms, counties, and groups of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sanbi.engine.documents.model import Unit
from sanbi.engine.documents.reading.names import Names
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.text import Span

OPEN = (
    r"(?:^|(?<=[，。、；：！？“”（）《》 \u3000\n"
    r"的在到赴由从对向和与及为是让址给来往进会上了将把就请经以]))"
)
NO_LEAD = (
    r"(?!解到|未来|今年|去年|见|并|在|对|由|从|赴|到|来|前往|走进|代表|首先|随后|中共|位于|选址|落户|会上|县|"
    r"和|与|及|让|把|将|以"
    r"|为|是|向|随|全|各|该|本|乡|镇)"
)
INNER = r"[\u4e00-\u9fff]"
NOT_INNER = r"(?!常委|领导|长|级|直|里|内|外|上下|域|情|区各|属|委书记|委常|委副|委、|县)"
DEPARTMENT = (
    r"(?:[\u4e00-\u9fff]{2}县人民政府办公室|[县市区省]"
    + NOT_INNER
    + r"(?:(?:(?![局委办])[\u4e00-\u9fff]){2,4}和(?=[^局委办]{2,7}局)|社会|"
    r"(?![的了在和与及要将把对为是等会由请向副长于从于级各])[\u4e00-\u9fff]){0,8}?"
    r"(?:研究室|政研室|局[\u4e00-\u9fff]{2}分局|分局|局|办公室|督查室|巡察办|金融办|人才办|发改委|纪委监委|安委会|防指|中心|"
    r"大队|支队|供电公司"
    r"|法院|检察院|供销社|气象台|医院|委办(?!公室)|组织部|宣传部|统战部|政法委|"
    r"人大常委会|政府办公室|政府办|工会|妇联))"
    r"(?!长(?!期))"
)
TOWNSHIP = (
    OPEN
    + NO_LEAD
    + r"(?![某一二三四五六七八九十两个])"
    + INNER
    + r"{1,2}[^强立兴古小城名特和与及个美镇乡]?"
    r"(?<![强立兴古小城名特个美区全])(?:镇|乡(?!镇)|街道|社区)(?![村亲土]|域)"
)
ZONE = OPEN + NO_LEAD + INNER + r"{2,6}?(?:经济开发区|经济技术开发区|高新区|开发区)"
FIRM = (
    OPEN + NO_LEAD + r"(?:(?:(?!和|与|及|客厅|等|会见|的)[\u4e00-\u9fff]){2,18}?)"
    r"(?:有限责任公司|股份有限公司|有限公司|集团|铸造公司|投资公司|公司|合作社|农商银行|支行)"
)
COUNTY = (
    OPEN
    + r"(?![我全各本某该来])"
    + INNER
    + r"{2}(?<![强山大小老新都经个])(?:县|市|区)(?=[^长委直级领]|$)"
)
GROUP = (
    r"(?:各(?:相关|有关|行业|级|派驻|项目|用人|乡镇|村|社区|县|市|区|地|金融)?[\u4e00-\u9fff]{0,6}?"
    r"(?:乡镇人民政府|乡镇（街道）|乡镇\(街道\)|乡镇|街道|部门|单位|学校|社区|机构|"
    r"监察组|县（市、区）)"
    r"|[县区市]直(?:各)?(?:单位|部门)|(?:县级)?(?:有关|相关)部门)"
)
KINDS = {
    "group": re.compile(GROUP),
    "firm": re.compile(FIRM, re.MULTILINE),
    "department": re.compile(DEPARTMENT),
    "township": re.compile(TOWNSHIP, re.MULTILINE),
    "zone": re.compile(ZONE, re.MULTILINE),
    "county": re.compile(COUNTY, re.MULTILINE),
}
NOT_UNITS = frozenset(
    {"小城镇", "特色小镇", "古镇", "城区", "山区", "园区", "辖区", "社区", "校区", "片区", "景区"}
)
TOLD = {"zone": "county"}


def units_of(prose: Prose, names: Names, short: Iterable[Span] = ()) -> tuple[Unit, ...]:
    """The units in order of their first mention.

    `short` are items of lists whose noun says that they are townships: 昆阳、鳌江等8个乡镇.
    """
    places: dict[str, tuple[str, list[Span]]] = {}

    def hold(kind: str, span: Span) -> None:
        places.setdefault(prose.said(span), (kind, []))[1].append(span)

    for span in short:
        hold("township", span)
    for name in names.units:
        for match in re.finditer(re.escape(name), prose.said(prose.span)) if name else ():
            start = prose.span.start + match.start()
            hold("known", Span(start, start + len(name)))
    for kind, span in _matches(prose):
        if prose.said(span) not in NOT_UNITS:
            hold(TOLD.get(kind, kind), span)
    rows = [
        Unit(
            span=min(spans),
            quote=name,
            article=prose.article,
            name=name,
            kind=kind,
            mentions=tuple(sorted(set(spans))),
        )
        for name, (kind, spans) in places.items()
    ]
    return tuple(sorted(rows, key=lambda row: row.span))


def _matches(prose: Prose) -> list[tuple[str, Span]]:
    """Matches of all kinds; where two overlap, the one that begins first and is longer."""
    found = [
        (kind, Span(match.start(), match.end()))
        for kind, pattern in KINDS.items()
        for match in pattern.finditer(prose.text, prose.span.start, prose.span.end)
    ]
    found.sort(key=lambda row: (row[1].start, -row[1].end))
    kept: list[tuple[str, Span]] = []
    for kind, span in found:
        if not kept or not kept[-1][1].overlaps(span):
            kept.append((kind, span))
    return kept
