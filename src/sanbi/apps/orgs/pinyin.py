"""Pinyin keys: the order and the search of Chinese names.

PostgreSQL's own order goes by code point. Characters that are read differently in names of places
or persons than elsewhere stand in the tables below; the general dictionary has the rest.
"""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin

PLACES = {
    "重庆": "chong qing",
    "厦门": "xia men",
    "六安": "lu an",
    "六合": "lu he",
    "台州": "tai zhou",
    "天台": "tian tai",
    "丽水": "li shui",
    "乐清": "yue qing",
    "乐亭": "lao ting",
    "会稽": "kuai ji",
    "蚌埠": "beng bu",
    "番禺": "pan yu",
    "枞阳": "zong yang",
    "东阿": "dong e",
    "单县": "shan xian",
    "大埔": "da bu",
    "铅山": "yan shan",
    "泌阳": "bi yang",
    "尉犁": "yu li",
    "莘县": "shen xian",
    "闽侯": "min hou",
    "歙县": "she xian",
    "繁峙": "fan shi",
    "洪洞": "hong tong",
    "解州": "hai zhou",
    "长治": "chang zhi",
    "长子": "zhang zi",
    "浒墅关": "xu shu guan",
    "涡阳": "guo yang",
    "郫都": "pi du",
    "什邡": "shi fang",
    "犍为": "qian wei",
    "荥经": "ying jing",
    "荥阳": "xing yang",
    "隆尧": "long yao",
    "蔚县": "yu xian",
    "井陉": "jing xing",
    "中牟": "zhong mu",
    "浚县": "xun xian",
    "白石": "bai shi",
    "长": "chang",
    "发改": "fa gai",
    "圩": "wei",
    "堡": "bao",
    "十里堡": "shi li pu",
    "畲": "she",
    "甪": "lu",
    "埭": "dai",
    "岙": "ao",
    "垟": "yang",
    "峃": "xue",
    "芎": "xiong",
    "氹": "dang",
    "梁山泊": "liang shan po",
    "会计": "kuai ji",
}
SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "区": "ou",
    "任": "ren",
    "盖": "ge",
    "查": "zha",
    "朴": "piao",
    "华": "hua",
    "翟": "zhai",
    "缪": "miao",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "万俟": "mo qi",
    "令狐": "ling hu",
    "纪": "ji",
    "乐": "yue",
    "折": "she",
    "繁": "po",
    "员": "yun",
    "召": "shao",
    "种": "chong",
    "黑": "he",
    "郇": "xun",
    "逄": "pang",
    "洗": "xian",
    "冼": "xian",
    "应": "ying",
    "宁": "ning",
    "燕": "yan",
    "缴": "jiao",
}


def place_key(name: str) -> str:
    """Return the key of a unit's name: syllables without tones, one space between.

    >>> place_key("青石镇")
    'qing shi zhen'
    """
    found: list[str] = []
    rest, longest = name, max(map(len, PLACES))
    plain = ""
    while rest:
        for length in range(min(longest, len(rest)), 0, -1):
            known = PLACES.get(rest[:length])
            if known:
                found += _read(plain)
                found.append(known)
                plain, rest = "", rest[length:]
                break
        else:
            plain, rest = plain + rest[0], rest[1:]
    found += _read(plain)
    return " ".join(found).lower()


def person_key(name: str) -> str:
    """Return the key of a person's name: the surname as surnames are read.

    >>> person_key("单于飞"), person_key("曾敏")
    ('shan yu fei', 'zeng min')
    """
    for length in (2, 1):
        known = SURNAMES.get(name[:length])
        if known and len(name) > length:
            return " ".join([known, *_read(name[length:])]).lower()
    return " ".join(_read(name)).lower()


def _read(text: str) -> list[str]:
    return [part.strip() for part in lazy_pinyin(text, style=Style.NORMAL) if part.strip()]
