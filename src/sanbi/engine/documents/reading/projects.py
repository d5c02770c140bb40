"""Projects that are named, not only spoken of."""

from __future__ import annotations

import re

from sanbi.engine.documents.model import NamedProject
from sanbi.engine.documents.reading.names import Names
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.text import Span

NAMED = re.compile(
    r"[\u4e00-\u9fff0-9A-Za-z“”·]{2,28}?(?:改建工程|扩建工程|改造工程|迁建工程|二期工程|"
    r"一期工程|建设项目|新建项目|电站|工程|项目)"
    r"(?!部|化|单位|业主|库|攻坚|建设的|数|招引|资金|投资|推进会|为王|经理|调度|清单|"
    r"管理|审批|服务|计划|会|建设计划)"
)
LEADS = re.compile(
    r".*(?:全力以赴|谋好|谋深|实地察看|察看|查看|推进|推动|加快|紧盯|统筹|参观|走进|来到|"
    r"前往|针对|调研|围绕|聚焦|关于|现场|加强|建设好|"
    r"完成|做好|抓好|研究|仍有|现有|包括|的|在(?!建)|跟着|建成|拨付|对|到|与|和|及|是|为|将|把|因|于|了|等|从|"
    r"要|认为|亿元|万元|其中|盯紧|集中观摩|观摩|汇报了|就(?!业)|双方|调度|开展|组织|询问|"
    r"印发|安排|一次|季度|看|召开|举行|沿着|沿|抓|拖欠|招引|倒排|实施|仪式|"
    r"新建|旨在)"
)
GENERIC = re.compile(
    r"^(?:.{0,14}(?:重点|重大|在建|签约|开工|竣工|投产|续建|新建|储备|省级|市级|产业|工业|"
    r"民生|滞后|标志性|未供地|亿元以上|以上|建设|"
    r"招商|招商引资|落地|实事|前期|这些|各类|一批|这个|该|个|系统|观摩|投资|政府|制造业|县|市|省|"
    r"各|所有|逐|精品|民心|放心|第[一二三四五六七八九十]批|全[县市区镇][\u4e00-\u9fff]{2,4}|相关|惠民|专项|高质量|年度|新签约|基础设施|此|本))?(?:项目|工程)$"
)
SHORTEST = 5


def projects_of(prose: Prose, names: Names) -> tuple[NamedProject, ...]:
    """The named projects in order of first mention; the house's own names count everywhere."""
    places: dict[str, list[Span]] = {}
    for match in NAMED.finditer(prose.text, prose.span.start, prose.span.end):
        lead = LEADS.match(match[0][: -len("项目")])
        start = match.start() + (lead.end() if lead else 0)
        span = Span(start, match.end())
        name = prose.said(span)
        if name.count("“") != name.count("”"):
            continue
        if len(name) >= SHORTEST and not GENERIC.match(name):
            places.setdefault(name, []).append(span)
    for name in names.projects:
        for match in re.finditer(re.escape(name), prose.said(prose.span)) if name else ():
            start = prose.span.start + match.start()
            places.setdefault(name, []).append(Span(start, start + len(name)))
    for name in list(places):  # 安置房项目 after 石磨岭整村搬迁安置房项目 is the same one
        whole = next((other for other in places if other != name and other.endswith(name)), None)
        if whole:
            places[whole] += places.pop(name)
    rows = [
        NamedProject(
            span=min(spans),
            quote=prose.said(min(spans)),
            article=prose.article,
            name=name,
            mentions=tuple(sorted(set(spans))),
        )
        for name, spans in places.items()
    ]
    return tuple(sorted(rows, key=lambda row: row.span))
