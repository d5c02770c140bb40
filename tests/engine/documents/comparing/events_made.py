"""Events of invented counties, each told by two outlets in other words, copied and shuffled."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from sanbi.engine.documents.comparing import Copy, copies_of
from sanbi.engine.documents.comparing.copies import sentences_of
from sanbi.engine.documents.layout import arranged
from sanbi.engine.documents.model import DocumentReading, Repaired
from sanbi.engine.documents.reading import read_article
from sanbi.engine.documents.sources import open_source

NAMES = [
    "林知远",
    "沈映川",
    "周自牧",
    "梁见秋",
    "顾清和",
    "何一舟",
    "杜明轩",
    "江晓月",
    "宋维桢",
    "秦望舒",
    "许怀瑾",
    "陆鸣皋",
]
COUNTIES = ["云川县", "临洮县", "青禾县", "望山县"]
TOPICS = [
    ("项目推进会", "项目建设", "倒排工期、挂图作战，把责任落实到岗到人"),
    ("防汛工作会议", "防汛备汛", "备足物资、盯紧水库，做到人员随时能上堤"),
    ("招商引资调度会", "招商引资", "瞄准链主企业，一个月内至少外出对接两次"),
    ("安全生产工作会议", "安全生产", "深入排查隐患，对重大隐患实行挂牌督办"),
]


@dataclass(frozen=True, slots=True)
class Told:
    """An event in the words of two outlets."""

    first: str
    second: str
    published: dt.date


def events(count: int, seed: int = 3) -> list[Told]:
    """Events that differ in day, county, topic and people."""
    draw = random.Random(seed)  # noqa: S311 - texts for a test
    found = []
    for number in range(count):
        county, day = COUNTIES[number % 4], dt.date(2026, 3, 1) + dt.timedelta(days=number)
        name, topic, order = TOPICS[draw.randrange(4)]
        first, second, third = draw.sample(NAMES, 3)
        growth, townships = draw.randint(20, 95) / 10, draw.randint(3, 9)
        said = f"{day.month}月{day.day}日"
        one = (
            f"{county}召开{name}\n本报讯（记者 钟一诺）{said}，{county}召开{name}，"
            "总结一季度工作，安排下一步任务。\n"
            f"县委书记{first}出席并讲话。县委副书记、县长{second}主持。县领导{third}参加。\n"
            f"会议通报，一季度全县相关投资同比增长{growth}%，{townships}个乡镇完成序时任务。\n"
            f"{first}强调，要把{topic}摆在突出位置，{order}；要加强部门协同，及时解决基层反映的困难。\n"
            f"{first}要求，各乡镇要在月底前拿出清单，县委督查室要跟踪问效。\n"
            "会议还书面交流了经验做法。\n"
        )
        other = (
            f"{first}在全县{name}上要求抓实抓细{topic}\n{said}下午，{county}召开{name}。"
            f"县委书记{first}在会上说，{topic}一刻也不能放松。县委副书记、县长{second}主持会议。\n"
            f"今年前三个月，{county}交出一份增长{growth}%的成绩单。来自{townships}个乡镇的负责人坐在前排，"
            f"会前他们刚刚看完现场，有人记下了满满三页笔记。\n"
            f"谈到怎么干，{first}指出，要少开会、多跑现场，谁的任务谁领走。县领导{third}出席会议。\n"
        )
        found.append(Told(one, other, day + dt.timedelta(days=1)))
    return found


def copy_of(key: str, text: str, published: dt.date | None = None) -> Copy:
    """A text as it is compared, read by the real reader."""
    source = open_source(key, text.encode(), kind="text")
    layout = arranged(source, Repaired(source.text, ()))
    facts = tuple(read_article(layout, a, published=published) for a in layout.articles)
    found = copies_of(key, DocumentReading(source, layout.text, layout, (), facts))
    return found[0] if found else Copy(key, text)


def shuffled(text: str, seed: int = 0) -> str:
    """The sentences of a text in another order, under its title."""
    title, body = text.split("\n", 1)
    sentences = [body[span.start : span.end].strip() for span in sentences_of(body)]
    random.Random(seed).shuffle(sentences)  # noqa: S311 - texts for a test
    return title + "\n" + "".join(sentences)
