"""Words with which a page speaks of itself, and words with which a report speaks of the county."""

from __future__ import annotations

import re

SITE_WORDS = (
    "版权 转载 转引 引用 复制 镜像 汇编 盗用 授权 许可 侵权 侵犯 著作 声明 法律 免责 违者 "
    "必究 书面 稿件 来稿 投稿 荐稿 供稿 稿酬 稿费 退稿 采用 修改权 解释权 作品 图文 图片 "
    "配图 原文 全文 原标题 本网 本站 本页 本刊 本报 本版 本台 本公众号 网站 网页 页面 "
    "来源 注明 出处 联系 删除 观点 立场 作者 读者 观众 网友 小编 编辑 责编 校对 美编 摘编 "
    "备案 举报 主办 承办 协办 出品 技术支持 刊号 邮发 发行 定价 零售 版面 扫码 扫一扫 "
    "扫描 长按 识别 二维码 小程序 关注 微信 微博 公众号 视频号 客户端 APP 安装 下载 登录 "
    "注册 收藏 分享 转发 转给 打印 关闭 返回 列表 顶部 首页 上一篇 下一篇 上一条 下一条 "
    "前一篇 后一篇 评论 留言 点赞 在看 跟帖 表态 纠错 相关 推荐 荐读 精选 热门 排行 回顾 "
    "往期 更多 展开 加载 点击 打开 阅读 收看 收听 朗读 广告 搜索 访问 浏览 浏览器 分辨率 "
    "您 热线 信箱 邮箱 订阅 地图 导航 无障碍 适老 字号 表情 验证码 用户 账号 密码"
)
OF_THE_SITE = tuple(SITE_WORDS.split())
ANY_OF_THE_SITE = re.compile("|".join(OF_THE_SITE))
"""One says little; several in one row, outside the text, say much."""
LINKED = frozenset(
    {
        "相关",
        "推荐",
        "图片",
        "关注",
        "阅读",
        "采用",
        "安装",
        "网友",
        "读者",
        "观众",
        "作者",
        "作品",
        "联系",
        "回顾",
        "打开",
    }
)
"""Words of the site that reports use too; in a row of prose they count only beside others."""
OF_THE_MATTER = re.compile(
    "会议|强调|指出|要求|表示|介绍|提醒|讲述|县委|县政府|县级|全县|我县|全镇|全市|书记|[县市区镇乡]长|[乡镇村局](?![民])|"
    "街道|社区|群众|村民|居民|市民|乡亲|老乡|青年|企业|纳税人|干部|项目|工程|工作|部门|机关|活动|现场|政策|"
    "据悉|记者|今年|目前|下一步|当天|近日|截至|随后|同时|此外|预计|将于|依法|有意|\\d+月|\\d+日|"
    "县[\u4e00-\u9fff]{1,8}?[局办委馆院]"
)
ADDRESSES = re.compile(
    r"^(?:请|您|你|欢迎|点击|点开|扫|长按|识别|安装|下载|打开|关注|加入|订阅|转发|戳|快来|更多|声明|注[:：])"
    r"|[您你]|我们为|[！!]$"
)
"""A row that speaks to the reader, as a report does only in quotation marks."""
YOU = re.compile("[您你]")


RULES = re.compile(
    "不得|请勿|切勿|严禁|须|任何|如有|如涉|如发现|若有|自行|自负|承担|风险|负责|仅供|恕不|概不|谢绝|未经|未获|均属|"
    "视为|保留|权利|解释|参考|追究|不代表|不构成|无关"
)
"""Words of terms of use; a report that has them speaks of the county beside."""


def lays_down(plain: str) -> bool:
    """Whether a row lays down terms: words of law, and none of the county."""
    return RULES.search(plain) is not None and not matter_words(plain)


def site_words(plain: str) -> int:
    """How many different words about the page itself a row holds."""
    return len(_of_the_site(plain))


def _of_the_site(plain: str) -> list[str]:
    if ANY_OF_THE_SITE.search(plain) is None:  # most rows, and one search is quicker than all
        return []
    return [word for word in OF_THE_SITE if word in plain]


def matter_words(plain: str) -> int:
    """How many different words a row has that reports use and notices of a site do not."""
    return len(set(OF_THE_MATTER.findall(plain)))


def is_of_the_site(plain: str, *, short: int) -> bool:
    """Whether a sentence at the edge of a text speaks of the page more than of the county.

    >>> is_of_the_site("转载本报作品须注明出处。", short=45)
    True
    >>> is_of_the_site("市民可在县税务局网站下载表格。", short=45)
    False
    """
    if plain.startswith("“") or OF_THE_MATTER.match(plain):
        return False  # somebody is quoted, or what it speaks of opens the row
    found = _of_the_site(plain)
    words = len(found)
    speaks = len(plain) <= short and ADDRESSES.search(plain) is not None
    if words <= 1 and not speaks:
        return False
    matter = matter_words(plain)
    if speaks:
        spoken_to = 1 + (YOU.search(plain) is not None)
        return words + spoken_to > matter and (words + spoken_to > 1 or matter == 0)
    return words > matter and not LINKED.issuperset(found)
