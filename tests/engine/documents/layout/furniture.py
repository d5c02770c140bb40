"""Furniture of portals and papers that was written later than that of `chrome`, and looked at."""

from __future__ import annotations

import random
from collections.abc import Callable

Draw = random.Random
Furniture = Callable[[Draw], list[str]]


def _survey(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["这篇报道对你有帮助吗？", "有用 没用", "我要纠错"],
            ["您看完此文的心情是", "高兴 感动 惊讶 难过", f"共有{draw.randint(2, 90)}人表态"],
            ["你怎么看？欢迎在下方写下想法，精彩发言有机会登上明天的报纸。"],
        ]
    )


def _air(draw: Draw) -> list[str]:
    index = draw.randint(20, 140)
    return [
        draw.choice(
            [
                f"空气质量 良 AQI {index}",
                f"明日 小雨转阴 {draw.randint(8, 20)}~{draw.randint(21, 30)}℃",
                "农历三月初一 谷雨 星期五",
            ]
        )
    ]


def _paper(draw: Draw) -> list[str]:
    rows = [
        "国内统一连续出版物号 CN 33-0000",
        "邮发代号 31-99",
        f"总第{draw.randint(1000, 4000)}期 本期八版",
        "云川报业传媒出品",
        "值班编委 何一舟 版式 杜明",
        "零售价每份1元",
    ]
    return draw.sample(rows, 3)


def _neighbours(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["前一篇 石桥镇开展夜间巡查", "后一篇 全县教育工作会召开"],
            ["← 河源乡修通致富路", "春耕一线党旗红 →"],
            ["回到列表", "本版其他稿件：", "石桥镇开展夜间巡查", "河源乡修通致富路"],
        ]
    )


def _reading_on(draw: Draw) -> list[str]:
    titles = [
        "白沙镇老街改造完成过半",
        "河源乡修通致富路",
        "林知远会见浙商考察团一行",
        "全县森林防火进入紧要期",
        "县人民医院新院区投用",
    ]
    heading = draw.choice(["编辑荐读", "一周回顾", "大家都在看", "同类稿件", "看点"])
    return [heading, *draw.sample(titles, draw.randint(2, 4))]


def _inviting(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["把云川装进口袋，每天清晨七点，我们为你读报。"],
            ["加入读者群，和小编聊聊身边的新鲜事！"],
            ["识别图中小程序码，观看完整视频。"],
            ["觉得不错，就点个“在看”，转给更多的人吧！"],
        ]
    )


def _reserving(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["任何单位及个人未经书面许可，不得复制、镜像或汇编本报内容。"],
            ["图文版式均受法律保护，盗用者将承担相应责任。"],
            ["本报常年法律顾问：云川正平律师事务所"],
            ["凡投寄本刊之稿，三个月内未接用稿通知可自行处理，恕不退稿。"],
        ]
    )


def _switches(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["A+ A-", "默认 护眼 夜间"],
            ["朗读 暂停 倍速", "展开全文"],
            ["加载中...", "没有更多内容了"],
            [f"今日访问{draw.randint(100, 999)} 累计访问{draw.randint(10**5, 10**6)}"],
        ]
    )


def _reader(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["订报电话 88001234 各邮局均可订阅", "本报零售报亭招商中"],
            ["有新闻线索？拨打爆料电话 88005678，一经刊用即奉薄酬！"],
            ["读完这篇，你想对记者说点什么？写在文末吧。"],
            ["觉得有用，记得转给家人看看哦~"],
        ]
    )


def _sections(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["时政\t民生\t经济\t文旅\t视频\t数字报"],
            ["本地 / 国内 / 国际 / 体育 / 健康"],
            ["要闻", "部门", "乡镇", "公示", "图说"],
            ["您所在的位置：云川在线 - 资讯 - 正文"],
        ]
    )


def _imprint(draw: Draw) -> list[str]:
    rows = [
        "社址：云川县城北路9号",
        "承印：云川印务有限公司",
        "总编辑：何一舟",
        f"广告经营许可证：{draw.randint(1000, 9999)}号",
        "昨日本报开印时间2时30分",
        "官方抖音号：yunchuan",
    ]
    return draw.sample(rows, 3)


def _similar(draw: Draw) -> list[str]:
    titles = [
        "沙溪乡早稻开镰",
        "全县基层治理能力提升培训班开班",
        "我县新增两家国家级绿色工厂",
        "城北农贸市场改造后重新营业",
        "周自牧检查校园食品安全",
    ]
    heading = draw.choice(
        ["新闻链接", "今日看点", "今日头条", "再读一篇", "其他报道：", "发现更多"]
    )
    return [heading, *draw.sample(titles, draw.randint(2, 4))]


def _legal(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["本平台所发内容如涉及知识产权问题，请权利人与我方接洽，我方将及时处理。"],
            ["内容仅供参考，不构成任何建议，使用者自行承担风险。"],
            ["未获书面准许，请勿以任何形式翻印。"],
            ["以上信息由发布单位提供，其真实性由该单位负责。"],
        ]
    )


def _tools(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["T 大号 标准 小号", "语速 1.0"],
            ["听新闻 03:12"],
            [f"{draw.randint(3, 99)}次阅读 {draw.randint(1, 9)}人赞过"],
            ["复制链接", "生成海报", "保存"],
            ["下载word版", "下载pdf版"],
        ]
    )


def _paging(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["上页 1/3 下页"],
            ["第02版 综合新闻", "放大 缩小 默认"],
            ["上篇 沙溪乡早稻开镰", "下篇 无"],
            ["回到顶端 ↑"],
        ]
    )


def _almanac(draw: Draw) -> list[str]:
    low = draw.randint(2, 15)
    return [
        draw.choice(
            [
                f"今晚到明天：阴有小雨，{low}～{low + 7}度",
                "丙午年二月廿九",
                "星期四 每周一至周六出版",
                f"PM2.5：{draw.randint(10, 90)} 优",
            ]
        )
    ]


MORE: dict[str, tuple[str, Furniture]] = {
    "survey": ("tail", _survey),
    "air": ("head", _air),
    "paper": ("head", _paper),
    "neighbours": ("tail", _neighbours),
    "reading on": ("tail", _reading_on),
    "inviting": ("tail", _inviting),
    "reserving": ("tail", _reserving),
    "switches": ("details", _switches),
    "reader": ("tail", _reader),
    "sections": ("head", _sections),
    "imprint": ("tail", _imprint),
    "similar": ("tail", _similar),
    "legal": ("tail", _legal),
    "tools": ("details", _tools),
    "paging": ("tail", _paging),
    "almanac": ("head", _almanac),
}
