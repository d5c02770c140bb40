"""Titles before a name: where the chain begins, and the unit that it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD_WORDS = (
    "书记 县长 市长 区长 镇长 乡长 州长 省长 主任 局长 主席 部长 常委 院长 检察长 董事长 "
    "总经理 经理 总裁 "
    "负责人 组长 队长 校长 会长 秘书长 委员 行长 台长 站长 所长 科长 股长 处长 厅长 司长 "
    "工程师 教授 博士 "
    "村民 居民 农户 市民 护士长 医生 传承人 专家 党组成员 县领导 区领导 市领导 镇领导 "
    "乡领导 领导 党员 政委 "
    "理事长 社长 种植户 养殖户 创始人 厂长 班长 网格员 馆长 园长 老师 教师 司令员 庭长 "
    "农民 大户 总监 "
    "调研员 巡视员 业主 职工 员工 工人 技术员 店主 老板 游客 学生 家长 老人 代表 法人 "
    "掌门人 负责同志 专员 "
    "河长 湖长 林长 田长 链长 段长 楼长 总指挥 指挥长 大队长 支队长 中队长 店长 团长 连长 船长 "
    "总干事 监事长 理事 发言人 会计 文书 律师 法官 检察官 教练 护士 志愿者 骑手 司机 摊主 经营者 "
    "承包人 商户 搬迁户 脱贫户 承包户 经营户 群众 青年 企业家 院士 辅导员 指导员 副书记 "
    "特派员 支书 干部 民警 驻村干部 主编 总工 顾问 研究员 讲师 户主"
)
HEADS = HEAD_WORDS.split()
LOOSE_WORDS = (
    "领导 负责人 干部 代表 党员 员工 职工 学生 家长 老人 游客 专家 村民 居民 农户 市民 农民 "
    "工人 业主 老板 大户 "
    "群众 青年 企业家 律师 司机 护士 志愿者 骑手 商户 理事 会计 文书 教练 经营者 法官 "
    "委员 教师 老师 医生 负责同志 民警"
)
LOOSE_HEADS = frozenset(LOOSE_WORDS.split())
"""Words that often stand without any name behind them."""
WIDE_HEADS = "员手师匠户主长农"
"""Characters that end a title no list holds: 护林员, 农机手, 矿长."""
BEFORE_NAME = re.compile("|".join([*sorted(HEADS, key=len, reverse=True), f"[{WIDE_HEADS}]"]))
HEAD = BEFORE_NAME
CORE = re.compile(
    r"(?:[县市区州省]?(?:委|党工委|党委|党组|党支部|党总支|纪委|纪工委)(?:第一|"
    r"副)?书记|政法委(?:副)?书记"
    r"|(?:机关)?(?:党委|党组|党支部|党总支)(?:第一|副)?书记"
    r"|[县市区州省]委(?:常委|委员|秘书长)"
    r"|[县市区州省](?:人大常委会|政协|监委|纪委监委|委办|政府办|安委会|"
    r"防指)(?:党组)?(?:副)?(?:主任|主席|书记|秘书长)"
    r"|(?:代理?|常务副|副)?[县市区镇乡州省]长|(?:代理?)?(?:常务副|副)[县市区镇乡州省]长"
    r"|(?:组织|宣传|统战|政法|武装|社会工作)部(?:常务副|副)?部长"
    r"|(?:办事处)(?:副)?主任|项目(?:总|副)?经理"
    r"|(?:非遗)?传承人"
    r"|(?:常务副|第一副|党组副|副总|副|总|党组|代)?(?:"
    + "|".join(sorted(HEADS, key=len, reverse=True))
    + r"))$"
)
WIDE_CORE = re.compile(rf"[\u4e00-\u9fff]{{1,2}}[{WIDE_HEADS}]$")
UNIT_END = re.compile(
    r"(?:局|办|委|中心|公司|集团|镇|乡|街道|社区|村|医院|大队|支队|合作社|银行|支行|科|"
    r"室|处|学校|中学|小学"
    r"|协会|商会|分局|台|站|所|县|市|区|州|厂|院|部|会|团|社|馆|园|店|厅|分公司|党校|"
    r"联社|农场|项目部)$"
)
LEADS = re.compile(
    r".*(?:邀请到|邀请|叫来|对话|采访|遇到|见到|时任|现任|担任|聘请|经|由|请|听取|问|向|"
    r"与|和|及|叫|对|被|让|是)"
)
BREAKS = "，。；：！？“”（）()《》,.;:!? \u3000\n\t【】"
FARTHEST = 60
"""A chain of titles is no longer than this; it bounds the walk back."""

PLACE = (2, 6)  # how long the name of a county is without its 县


@dataclass(frozen=True)
class Chain:
    """Titles in order; `start` is where their text begins; `inherits` unless it names its unit."""

    roles: list[str]
    scope: str | None
    start: int
    inherits: bool


def roles_before(text: str, first: int, end: int) -> Chain:
    """The chain of titles that ends at `end`: 县委副书记、县长 before a name."""
    start = end
    while start > max(first, end - FARTHEST) and text[start - 1] not in BREAKS:
        start -= 1
    roles: list[str] = []
    scope, begin, here = None, end, end
    while here > start:
        cut = max(text.rfind("、", start, here), start - 1)
        item = text[cut + 1 : here]
        core = CORE.search(item) or WIDE_CORE.search(item)
        if core is None or (roles and _is_behind_name(item)):
            break
        role, own, begin = _item(item, core, cut + 1)
        scope = own or scope
        roles.insert(0, role)
        if cut < start or begin > cut + 1:
            break
        here = cut
    return Chain(roles, scope, begin, scope is None)


def _is_behind_name(item: str) -> bool:
    return any(mark in item for mark in "等的了在")


def _item(item: str, core: re.Match[str], start: int) -> tuple[str, str | None, int]:
    """A title, the unit before it, and where its text begins."""
    role, before = core[0], item[: core.start()]
    lead = LEADS.match(before)
    cut = lead.end() if lead else 0
    place = before[cut:]
    if not place:
        return role, None, start + cut
    is_unit = UNIT_END.search(place) is not None
    of_county = PLACE[0] <= len(place) <= PLACE[1] and role[0] in "县市区州" and len(role) > 1
    if of_county and not is_unit:
        return role, place + role[0], start + cut
    if is_unit:
        return role, place, start + cut
    return role, None, start + core.start()
