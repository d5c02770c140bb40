"""What names of places and people are made of: a model of prose cannot know them."""

from __future__ import annotations

import re

from sanbi.engine.documents.reading.surnames import SINGLE
from sanbi.engine.documents.script.tables import by_character

LAND = 3.5  # nats for each sign of a village's or township's name that is common in such names
LAND_SIGNS = frozenset(
    "山水河江湖海溪泉湾塘田园林岭坪坡岩石沙洲岛桥港浦口关城堡寨屯庄店集桃柳松梅竹莲杨槐柏樟枫花龙凤虎"
    "马牛羊鹤金银铜铁玉珠青白黄红黑紫东南西北中上下前后大小长高新古老平安福永和兴隆昌盛宁康泰太顺丰吉祥"
    "仁义德孝忠文武三双八九云天阳月星"
)
LAND_ENDS = "村乡镇县"  # of one sign each
LAND_NAMED = re.compile(rf"([一-鿿]{{2}})(?:[{LAND_ENDS}]|街道|社区)")

GIVEN = 4.0  # nats for each sign of a person's name that is common in given names
GIVEN_SIGNS = frozenset(
    "伟强军勇峰刚平辉健斌波涛超明亮杰俊鹏飞龙虎海江河山林森松柏春夏秋冬雪梅兰竹菊莲荣华芳芬丽娟娜敏静洁"
    "英慧玲玉珍珠琴瑶婷雯倩怡佳嘉欣悦思雨晨晓曦阳光文武斌德志忠孝仁义礼信诚正直立成功建国庆民生永安宁康"
    "福寿祥瑞吉利发达兴旺昌盛新宇宏伟广远长久恒毅坚定博学才贤良善美好清源泉润泽浩渊深洪波云霞天宝玺金银铜"
    "鑫铭钢铁锋钧锐力东西南北中向前进启航凯旋胜振威雄震霖楠桂枫桐彬楷模书画琪琦璐子之以世代家传承先守尚友"
    "朋群元亨贞乾坤卫保全景绍继维权根柱栋梁奇俭勤跃腾翔鸿鹤莹萍艳红霜岩石磊坤培育树田"
)
DEEDS = (
    "强调|指出|要求|主持|先后|对|一行|表示|介绍|说|率|带队|到|来到|深入|出席|参加|作|在|还|就|听取"
    "|走访|调研|检查"
)
TITLES = "书记|县长|区长|市长|主任|局长|镇长|乡长|部长|主席|常委|委员|记者|同志|组长|秘书长"
CALLED = re.compile(
    rf"(?:(?<![一-鿿])|(?<={'|'.join(t for t in TITLES.split('|') if len(t) == 2)}))"  # noqa: PLR2004
    rf"[{''.join(sorted(SINGLE))}]([一-鿿]{{1,2}})(?={DEEDS})"
)
NEAR = 4  # characters before a place that may belong to a name


def likely_names(before: str, reading: str) -> float:
    """What speaks for a reading by the names in it, in nats.

    Parameters
        before : the text in front of the reading.
    """
    land, called = _found(before, reading)
    return LAND * sum(sign in LAND_SIGNS for match in land for sign in match[1]) + GIVEN * sum(
        sign in GIVEN_SIGNS for match in called for sign in match[1]
    )


def names_in(before: str, reading: str) -> list[str]:
    """The names of places and people that end in a reading, simplified: 福河镇, 胡盛楠."""
    return [match[0] for matches in _found(before, reading) for match in matches]


def _found(before: str, reading: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    near = by_character(before[-NEAR:])
    whole = near + by_character(reading)
    land, called = (
        [match for match in rule.finditer(whole) if match.end() > len(near)]
        for rule in (LAND_NAMED, CALLED)
    )
    return land, called
