"""Furniture and closings that were written when the rules stood, and that no rule was made on."""

from __future__ import annotations

from tests.engine.documents.layout.furniture import Draw, Furniture

CLOSINGS = [
    "“账目晒在网上，大伙儿心里都亮堂。”双坝村会计老吕感慨。",
    "演出结束后，演员们还来到台下与老人合影留念。",
    "首批学员将于五月中旬结业，合格者颁发证书。",
    "未经批准擅自占道的摊点，执法队员一律劝离。",
    "该书由省人民出版社出版，共收录文章六十八篇。",
    "线上直播带货同步进行，两小时卖出脐橙三万斤。",
    "需要咨询的家长，可向所在学校了解详情。",
]


def _invitation(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["喜欢就添加到桌面，下次一键直达。"],
            ["想第一时间获得资讯？把我们设为星标吧！"],
            ["快把这条消息告诉身边的朋友！"],
            ["点这里，进入云川融媒矩阵"],
        ]
    )


def _terms(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["文章系网络搜集整理，如有不妥，敬请告知，我们会在第一时间处理。"],
            ["凡署名本社记者的文字，他处登载时应当标明作者与本社名称。"],
            ["网友跟帖仅代表个人意见，与本栏目无关。"],
            ["所有素材均获合法使用权，严禁抓取。"],
        ]
    )


def _bar(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["新闻　图集　专题　融媒号　问政"],
            ["市州分站：东川 | 西原 | 南浦 | 北屏"],
            ["党建 / 经济 / 文化 / 法治 / 教育 / 卫生"],
            ["网站支持IPv6", "长者助手", "智能问答"],
        ]
    )


def _head_of_paper(draw: Draw) -> list[str]:
    rows = [
        f"第{draw.randint(100, 9000)}号 今日12版",
        "云川晚报社主管主办",
        "YUNCHUAN DAILY",
        "责任编辑 何一舟 组版 杜明",
        "二〇二六年四月十七日 星期五",
        "02 综合",
    ]
    return draw.sample(rows, 3)


def _more_news(draw: Draw) -> list[str]:
    titles = [
        "双坝村办起共享菜园",
        "全县医共体改革推进顺利",
        "梁见秋走访慰问老党员",
        "云川中学获评科普基地",
        "一季度外贸进出口实现两位数增长",
    ]
    heading = draw.choice(["热文榜", "最新发布", "24小时热点", "同期版面", "接着读", "图片新闻"])
    return [heading, *draw.sample(titles, draw.randint(2, 4))]


def _counts(draw: Draw) -> list[str]:
    number = draw.randint(3, 999)
    return draw.choice(
        [
            [f"热度 {number}", f"转 {number}", f"赞 {number}"],
            [f"阅读量：{number}", "正文字号 小 中 大"],
            ["本文约1200字 读完约需4分钟"],
            [f"{number}人已读", "举报此文"],
        ]
    )


def _turns(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["上一则：双坝村办起共享菜园", "下一则：暂无"],
            ["<< 前页  后页 >>"],
            ["返回首页", "返回频道", "返回上页"],
            ["阅读下一条", "全县医共体改革推进顺利"],
        ]
    )


def _signs(draw: Draw) -> list[str]:
    return draw.choice(
        [
            ["统一社会信用代码 12330000000000000X", "网站标识码 3300000001"],
            ["党政机关", "中国互联网举报中心", "电子营业执照"],
            ["总机：0571-88000000 传真：88000001"],
            ["建设维护：云川大数据中心", "推荐使用Edge内核"],
        ]
    )


UNSEEN: dict[str, tuple[str, Furniture]] = {
    "invitation": ("tail", _invitation),
    "terms": ("tail", _terms),
    "bar": ("head", _bar),
    "head of paper": ("head", _head_of_paper),
    "more news": ("tail", _more_news),
    "counts": ("details", _counts),
    "turns": ("tail", _turns),
    "signs": ("tail", _signs),
}
