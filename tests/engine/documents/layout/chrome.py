"""Pages of an invented county, each row known to be text or furniture.

`SEEN` are the kinds of furniture that were looked at while the rules were written, and `CLOSINGS`
last paragraphs that speak of phones, films and readers as a site does, and are text; those that no
rule was made on stand in `later_chrome`. Seeds vary wordings, order and which kinds a page has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.engine.documents.layout.furniture import MORE, Draw, Furniture

TITLES = [
    "云川县召开二季度项目推进会",
    "河源乡现场交流会聚焦群众急难愁盼 推动八件实事落地",
    "林知远到白沙镇调研防汛备汛工作",
    "云川经济开发区：一季度十二个项目集中开工",
    "关于一季度重点工作完成情况的通报",
    "比进度 看实效 争一流——石桥镇半年工作晾晒",
]
LEADS = [
    "本报讯（记者 江晓月）4月16日，云川县召开二季度项目推进会，回顾一季度工作，部署下一步任务。",
    "4月16日上午，全县二季度项目推进会在县行政中心举行。县委书记林知远出席并讲话，县长沈映川主持。",
    "近日，记者在白沙镇河堤加固现场看到，挖掘机来回穿梭，工人们正抢抓晴好天气赶进度。",
    "本网讯 (通讯员 何一舟/文 记者 杜明/摄) 春耕时节，云川县各乡镇把项目建设摆在突出位置。",
]
BODY = [
    "会议指出，一季度全县固定资产投资增长8.6%，十二个重点项目完成年度计划的三成，成绩来之不易。",
    "林知远强调，要倒排工期、挂图作战，把责任落实到岗到人；要盯紧要素保障，推动签约项目早开工、早投产。",
    "“河堤不加固，汛期心里就不踏实。”白沙镇党委书记顾清和说，镇里安排了三支队伍轮班作业。",
    "会上，河源、石桥、白沙等6个乡镇作了交流发言，县发展和改革局通报了项目进展情况。",
    "会议还研究了其他事项。",
    "县领导周自牧、梁见秋参加。",
    "对进度滞后的单位，由县委督查室会同有关部门在5月底前开展专项督查，结果在全县通报。",
]
HEADINGS = ["一、总体情况", "（二）存在的主要问题", "下一步工作安排："]
SIGNATURE = [["云川县人民政府办公室", "2026年4月17日"], ["中共云川县委督查室", "2026年4月20日"]]


def _nav(draw: Draw) -> list[str]:
    entries = ["首页", "政务公开", "办事服务", "互动交流", "走进云川", "专题专栏", "数据开放"]
    return [draw.choice([" ", "　", " | "]).join(draw.sample(entries, 5))]


def _crumbs(draw: Draw) -> list[str]:
    sign = draw.choice([" > ", " » ", ">>"])
    return [sign.join(["当前位置：首页", "新闻中心", draw.choice(["本县要闻", "乡镇动态"])])]


def _rights(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["版权声明：", "凡本网注明来源的作品，版权均属云川融媒所有，未经授权不得转载、摘编。"],
            ["© 2026 云川县融媒体中心 版权所有"],
            ["免责声明：本站转载稿件仅为传播信息，不代表本站观点，如有侵权请联系删除。"],
        ]
    )


def _share(draw: Draw) -> list[str]:
    return draw.choice([["分享到：", "微信", "微博", "QQ空间"], ["【打印】 【关闭】 【收藏】"]])


def _masthead(draw: Draw) -> list[str]:
    rows = ["云川日报", "中共云川县委机关报", "今日4版", f"第{draw.randint(100, 9999)}期", "星期四"]
    return [*draw.sample(rows, 4), "新闻热线：0571-88001234"]


def _comments(draw: Draw) -> list[str]:
    return ["发表评论", "登录 | 注册", "最新评论", draw.choice(["鲜花", "支持", "点赞 12"])]


def _details(draw: Draw) -> list[str]:
    return [
        draw.choice(
            [
                "2026-04-17 09:20 来源：云川发布 浏览次数：312",
                "发布时间：2026年04月17日 字号：大 中 小",
                "2026/4/17 8:05:11　作者：江晓月　点击：88",
            ]
        )
    ]


def _foot(draw: Draw) -> list[str]:
    rows = ["主办：云川县人民政府办公室", "地址：云川县城关镇人民路1号 邮编：310000"]
    return [*rows, f"云ICP备{draw.randint(10**7, 10**8 - 1)}号-1", "网站地图 | 联系我们 | 隐私保护"]


def _weather(draw: Draw) -> list[str]:
    high = draw.randint(15, 33)
    return [draw.choice([f"云川 多云转晴 {high}℃/{high - 8}℃ 东南风2级", f"今天是周四 晴 {high}℃"])]


def _links(draw: Draw) -> list[str]:
    titles = [
        "林知远赴河源乡督导森林防火",
        "我县三家企业获评省级示范",
        "石桥镇夜校开到家门口",
        "全县春季招聘会下周举行",
    ]
    return [draw.choice(["延伸阅读", "猜你想看", "频道精选"]), *draw.sample(titles, 3)]


def _promotion(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["长按识别二维码，关注云川发布，每天三分钟读懂云川。"],
            ["安装“掌上云川”，随时随地看新闻、办事情！"],
            ["打开APP阅读全文"],
        ]
    )


def _turning(draw: Draw) -> list[str]:
    return [
        f"上一条：{draw.choice(['石桥镇开展夜间巡查', '没有了'])}",
        "下一条：全县教育工作会召开",
    ]


def _notice_of_site(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["建议使用1024×768以上分辨率浏览本站"],
            ["适老版", "繁體", "EN", "语音播报"],
            ["您使用的浏览器版本较低，页面可能显示不正常，请更换后再访问。"],
        ]
    )


def _crediting(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["编审：何一舟 | 校对：杜明 | 监制：江晓月"],
            ["（责任编辑：杜明）"],
            ["值班主任：何一舟 美编：杜明"],
        ]
    )


def _pages(draw: Draw) -> list[str]:
    return draw.choice(
        [["1 2 3 4 下一页 尾页"], ["共3页 第1页 [1] [2] [3]"], ["A02版：要闻", "返回目录"]]
    )


def _promise(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["文中图片由受访者提供，任何机构与个人引用须取得书面同意，违者必究。"],
            ["投稿信箱 yunchuan@example.cn 一经采用即付稿酬"],
            ["本刊保留对来稿的修改权，不同意者请于来稿时说明。"],
        ]
    )


CLOSINGS = [
    "据悉，市民可通过“掌上云川”客户端查询改造进度，首批三个小区将于下月开工。",
    "当天，县融媒体中心对活动进行了全程直播，五万多名网友在线观看。",
    "会议要求，县属媒体要开设专栏，用图片、视频讲好一线故事。",
    "“扫一扫二维码就能反映问题，第二天就有人上门。”石桥镇居民何阿婆说。",
    "下一步，县图书馆将把阅读推广活动送进乡镇，让更多读者在家门口读上好书。",
    "目前，相关部门已公布监督电话，接受群众举报。",
    "县网信办提醒，转发未经核实的消息要承担法律责任。",
    "“点开手机就能看到工地画面。”河源乡村民周大姐向记者演示了新上线的小程序。",
    "活动吸引了周边县市的读者和作者参加，现场还展出了历年获奖作品。",
    "县税务局整理了一份政策问答，纳税人可在网站首页搜索下载。",
    "对侵犯企业商标权的行为，县市场监管局将依法严肃查处。",
    "截至发稿时，抢修人员仍在现场，预计今晚恢复供水。",
    "老乡们拍下的短视频，三天里有十多万人点赞。",
    "有意报名的青年可关注县人社局发布的招聘公告。",
    "“手机上点几下，补贴就到账了。”沙溪乡种粮户老陶竖起大拇指。",
    "为方便群众收看，比赛实况将在周末通过有线电视重播。",
    "展览将持续到月底，免费向公众开放。",
    "对恶意炒作、传播谣言的账号，公安机关将追究责任。",
    "截稿前，最后一批救灾帐篷已运抵安置点。",
    "来自全省各地的二十余位摄影家用镜头记录下这一刻。",
    "热心读者王先生还专程送来锦旗，感谢巡查队员的帮助。",
]


SEEN: dict[str, tuple[str, Furniture]] = {
    "menu": ("head", _nav),
    "path": ("head", _crumbs),
    "rights": ("tail", _rights),
    "sharing": ("tail", _share),
    "masthead": ("head", _masthead),
    "comments": ("tail", _comments),
    "details": ("details", _details),
    "foot": ("tail", _foot),
    "weather": ("head", _weather),
    "links": ("tail", _links),
    "promotion": ("tail", _promotion),
    "turning": ("tail", _turning),
    "site": ("head", _notice_of_site),
    "credits": ("tail", _crediting),
    "pages": ("tail", _pages),
    "promise": ("tail", _promise),
    **MORE,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``rows`` are its lines, ``kinds`` says for each what furniture it is, or ``None``."""

    rows: list[str]
    kinds: list[str | None]

    @property
    def raw(self) -> bytes:
        return "\n".join(self.rows).encode()


def pages(
    count: int,
    kinds: dict[str, tuple[str, Furniture]],
    closings: list[str],
    seed: int = 1,
) -> Iterator[Page]:
    """Pages with some of the kinds of furniture around one article each."""
    draw = random.Random(seed)  # noqa: S311 - pages for a test
    for _ in range(count):
        chosen = draw.sample(sorted(kinds), draw.randint(2, min(5, len(kinds))))
        parts: dict[str, list[tuple[str, str]]] = {"head": [], "details": [], "tail": []}
        for kind in chosen:
            place, make = kinds[kind]
            parts[place] += [(row, kind) for row in make(draw)]
        title: list[tuple[str, str | None]] = [(draw.choice(TITLES), None)]
        article: list[tuple[str, str | None]] = [(row, None) for row in _text(draw, closings)]
        rows = [*parts["head"], *title, *parts["details"], *article, *parts["tail"]]
        yield Page([row for row, _ in rows], [kind for _, kind in rows])


def _text(draw: Draw, closings: list[str]) -> list[str]:
    rows = [draw.choice(LEADS), *draw.sample(BODY, draw.randint(3, len(BODY)))]
    if draw.random() < 0.3:
        rows.insert(draw.randint(1, len(rows) - 1), draw.choice(HEADINGS))
    if draw.random() < 0.3:
        rows.append(draw.choice(closings))
    if draw.random() < 0.2:
        rows += draw.choice(SIGNATURE)
    return rows
