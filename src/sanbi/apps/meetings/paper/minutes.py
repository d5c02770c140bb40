"""The minutes 会议纪要 as Word: always in Chinese, in the form of an official paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sanbi.apps.meetings.models import Decision
from sanbi.apps.meetings.paper.official import OfficialPaper
from sanbi.apps.meetings.queries.minutes import Evaluated, Matter, Record

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DIGITS = "零一二三四五六七八九"
_TEN = 10


def minutes_docx(record: Record) -> bytes:
    """Return the minutes of a meeting that was held, as a Word file."""
    held = record.meeting
    paper = OfficialPaper(f"{held.title}纪要", record.place, record.ended)
    paper.banner("会 议 纪 要")
    paper.centred(f"〔{record.year}〕第{record.number}号")
    paper.rule()
    paper.blank()
    paper.centred(f"{held.title}纪要", title=True)
    paper.blank()
    paper.text(_opening(record))
    number = 0
    for number, matter in enumerate(record.matters, start=1):
        _matter(paper, number, matter)
    if record.others:
        number += 1
        paper.heading(f"{counted(number)}、其他事项")
        _decisions(paper, record.others)
    if record.poll:
        number += 1
        paper.heading(f"{counted(number)}、现场测评")
        paper.text(_evaluation(record.poll))
    if held.remarks:
        paper.heading(f"{counted(number + 1)}、会议要求")
        for line in held.remarks.splitlines():
            if line.strip():
                paper.text(line.strip())
    _people(paper, record)
    paper.blank()
    paper.right(_day(record.ended.date()))
    return paper.bytes()


def _opening(record: Record) -> str:
    held, began = record.meeting, record.began
    when = f"{_day(began.date())}{_clock(began)}至{_clock(record.ended)}"
    decided = sum(len(matter.decisions) for matter in record.matters) + len(record.others)
    linked = f"（视频连线{'、'.join(record.venues)}）" if record.venues else ""
    return (
        f"{when}，{held.chair.name}在{held.place}主持召开{held.title}{linked}，"
        f"研究{len(record.matters)}项议题，议定{decided}项事项。现纪要如下："
    )


def _evaluation(poll: Evaluated) -> str:
    sealed = f"票箱已封存，校验值{poll.digest}。" if poll.digest else ""
    return f"《{poll.title}》：名册{poll.people}人，{poll.ballots}人参加测评。{sealed}"


def _matter(paper: OfficialPaper, number: int, matter: Matter) -> None:
    item = matter.item
    paper.heading(f"{counted(number)}、{matter.title}")
    if item.why:
        paper.text(f"情况：{item.why.rstrip('。')}。")
    if matter.minutes:
        paper.text(f"用时：{matter.minutes}分钟（计划{item.minutes}分钟）。")
    for line in item.remark.splitlines():
        if line.strip():
            paper.text(line.strip())
    if not matter.decisions and not item.remark:
        paper.text(matter.heard)
    _decisions(paper, matter.decisions)


def _decisions(paper: OfficialPaper, decisions: Sequence[Decision]) -> None:
    for number, row in enumerate(decisions, start=1):
        text = row.text.strip().rstrip("。；")
        limit = f"（责任单位：{row.unit.name}；完成时限：{_day(row.due_on)}）"
        paper.text(f"{number}.{text}。{limit}")


def _people(paper: OfficialPaper, record: Record) -> None:
    paper.blank()
    for lead, names in (
        ("出席：", record.present),
        ("请假：", record.excused),
        ("缺席：", record.absent),
    ):
        if names:
            paper.text(record.stop.join(names) + "。", lead=lead)


def counted(number: int) -> str:
    """Return 1 to 99 as headings count: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(number, _TEN)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
