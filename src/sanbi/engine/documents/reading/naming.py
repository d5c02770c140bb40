"""How likely a name begins at a place, and how long it is: weighed by the language model.

A name and what goes on behind it are weighed against the same characters read as plain words. The
model knows which words stand behind 同志, so no list of verbs is needed to see where a name ends.
docs/algorithms/facts.md §Names.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sanbi.engine.documents.reading.odds import MEMORY, log_odds
from sanbi.engine.documents.reading.surnames import COMPOUND, NEVER_GIVEN, SINGLE
from sanbi.engine.documents.text import Span

HAN = re.compile(r"[\u4e00-\u9fff]")
STAND_INS = ("长同志", "。，")
"""What the model is told instead of a name, for it knows none: what follows 同志 or opens a clause
may follow one."""
SEEN = 6
"""So many characters from the first of a name on are weighed; the model reads the others alike."""
SURNAME, RARE_SURNAME = -5.0, -8.0  # nats
LENGTHS = {1: math.log(0.25), 2: math.log(0.75)}  # of a given name, in characters
USUAL, POSSIBLE, UNUSUAL = -5.8, -8.0, -13.0  # nats for one character of a given name
RECURRING, MOST = 2.0, 3  # nats for each further place where a name stands, and how many count
USUAL_SURNAMES = frozenset(
    "李王张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余蒋叶杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤温康施牛樊葛"
    "邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路"
    "游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟应臧"
)
"""The others stand before fewer names, and some of them begin many words."""
USUALLY_GIVEN = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华红玉萍文建国辉斌海燕波宁鹏宇浩凯健俊帆雪荣爱妹香月莺媛"
    "瑞凡佳嘉琼勤珍贞莉桃晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑筠柔竹霭凝晓"
    "欢霄枫芸菲寒欣滢伊亚宜可姬舒影荔枝思飘育滋琦晴瑛琳雯莲云雅春菊钰彦慧巧美真永志义兴良山仁贵福生龙元全胜学"
    "祥才武新利清飞彬富顺信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮群豪心邦承乐绍功松善厚庆民友裕河"
    "哲江亮政谦亨奇固之轮翰朗伯宏言若鸣朋梁栋维启克伦翔旭泽晨辰士家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘正东"
    "立一恒景少小世卫石根锋毅峰梅玲忠阳淑凤洁莹芬素贤晖虎铭轩然昊睿萱涵琪诗雨语桐梓墨书远望鹤川礼智勋岳森浪涌"
    "沛湘源润泉津渊"
)
SELDOM_GIVEN = frozenset(
    "上下前后里外当现随即就便才又再还已在作说讲问看听谈指出提发表示介绍主持召席参会及则以用向从到来去走入率带领陪"
    "赴查视察检调研究部署通汇报宣布读传总结落做对被把让使请令要求希认担任兼职所时不切则边手口头脚身眼家自己们都每该些种次只线量案件况件个些么"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A name that may begin at a place; `odds` in nats against the same characters as words."""

    name: str
    odds: float


class Namer:
    """Weighs the names of one text; `prime` weighs many places at once."""

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.end = text, span.end
        self.grams = _grams(text, span)
        self.held: dict[int, tuple[Reading, ...]] = {}

    def prime(self, starts: Iterable[int]) -> None:
        """Weigh these places together. O(their number)."""
        wanted = [start for start in dict.fromkeys(starts) if start not in self.held]
        pairs: list[tuple[str, str]] = []
        rows: list[tuple[int, list[str]]] = []
        for start in wanted:
            names = list(self._possible(start))
            if names:
                rows.append((start, names))
                pairs += self._pairs(start, names)
            else:
                self.held[start] = ()
        logs = iter(log_odds(pairs))
        for start, names in rows:
            plain = next(logs)
            readings = [
                Reading(name, _either(logs) + _of_name(name) + self._recurs(name) - plain)
                for name in names
            ]
            self.held[start] = tuple(sorted(readings, key=lambda row: -row.odds))

    def readings(self, start: int) -> tuple[Reading, ...]:
        """The names that may begin at a place, the likeliest first."""
        if start not in self.held:
            self.prime([start])
        return self.held[start]

    def _pairs(self, start: int, names: list[str]) -> list[tuple[str, str]]:
        end = min(start + SEEN, self.end)
        plain = (self.text[max(0, start - MEMORY) : start], self.text[start:end])
        return [
            plain,
            *((lead, self.text[start + len(name) : end]) for name in names for lead in STAND_INS),
        ]

    def _possible(self, start: int) -> Iterable[str]:
        surname = _surname(self.text[start : start + 2])
        for size in LENGTHS if surname else ():
            name = self.text[start : min(start + surname + size, self.end)]
            given = name[surname:]
            if len(given) == size and all(
                HAN.match(character) and character not in NEVER_GIVEN for character in given
            ):
                yield name

    def _recurs(self, name: str) -> float:
        """What stands behind the shorter name each time belongs to it; else the shorter is one."""
        surname = _surname(name[:2])
        longer = self.grams[name[: surname + 1]] == self.grams[name]
        if len(name) == surname + 1:
            return RECURRING * min(self.grams[name] - 1, MOST)
        return RECURRING * min(self.grams[name] - 1, MOST) * longer


def _either(logs: Iterator[float]) -> float:
    """The better of what the stand-ins say."""
    return max(next(logs) for _ in STAND_INS)


def _surname(head: str) -> int:
    """How long the surname is that a stretch begins with; 0 for none."""
    if head in COMPOUND:
        return 2
    return int(head[:1] in SINGLE)


def _of_name(name: str) -> float:
    surname = _surname(name[:2])
    given = name[surname:]
    usual = name[0] in USUAL_SURNAMES and surname == 1
    chance = LENGTHS[len(given)] + (SURNAME if usual else RARE_SURNAME)
    for character in given:
        likely = USUAL if character in USUALLY_GIVEN else POSSIBLE
        chance += UNUSUAL if character in SELDOM_GIVEN else likely
    return chance


def _grams(text: str, span: Span) -> Counter[str]:
    """How often each stretch of two to four characters that begins with a surname occurs."""
    counts: Counter[str] = Counter()
    for place in range(span.start, span.end):
        if text[place] in SINGLE or text[place : place + 2] in COMPOUND:
            for size in (2, 3, 4):
                counts[text[place : place + size]] += 1
    return counts
