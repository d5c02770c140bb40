"""The names that tables and columns go by, and the row of a sheet that holds the headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from sanbi.engine.scoring.data.cells import cleaned
from sanbi.engine.scoring.data.schemas import NEEDED, TABLES

TABLE_NAMES: Mapping[str, tuple[str, ...]] = {
    "units": ("单位", "单位表", "单位名单", "参评单位", "unit"),
    "observations": ("数据", "指标数据", "数据表", "指标", "data", "observation"),
    "ratings": ("评分", "部门评分", "评分表", "rating"),
    "events": ("事项", "加减分事项", "计次", "计次事项", "event"),
    "ballots": ("测评票", "测评", "现场测评", "票", "ballot"),
    "history": ("历史", "历史结果", "上期结果", "往期结果"),
}
GUIDE_NAMES = frozenset({"填写说明", "说明", "howtofillin", "guide", "readme"})  # for people only
# The first word of each is the heading that templates carry.
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位代码", "单位", "单位编码", "单位编号", "被评单位", "unit_code", "code"),
    "name": ("名称", "单位名称", "unit_name"),
    "group": ("分组", "组别", "组"),
    "participates": ("参评", "是否参评", "参加考核"),
    "formerly": ("曾用代码", "原代码", "former_code"),
    "indicator": ("指标", "指标代码", "指标编码"),
    "period": ("期", "期次", "期间", "时期", "考核期", "时间"),
    "value": ("值", "数值", "完成值", "实际值", "本期值"),
    "target": ("目标", "目标值", "任务数"),
    "version": ("版本", "版本号"),
    "source": ("来源", "数据来源"),
    "revised": ("已修订", "是否修订", "修订"),
    "leaf": ("指标项", "指标项代码", "评分项"),
    "assessor": ("评分单位", "考核单位", "评分部门"),
    "rating": ("评分", "分数", "打分"),
    "reason": ("理由", "评分理由", "扣分理由"),
    "item": ("事项项", "事项", "事项代码"),
    "kind": ("类别", "事项类别"),
    "count": ("次数", "计次", "件数"),
    "amount": ("金额", "数额"),
    "document": ("文号", "文件号", "依据文号"),
    "note": ("说明", "备注"),
    "electorate": ("测评组", "测评组代码"),
    "ballot": ("票号", "测评票号"),
    "class": ("类别", "测评类别", "人员类别"),
    "voter_unit": ("投票人单位", "测评人单位"),
    "criterion": ("评项", "测评项", "测评内容"),
    "mark": ("票面", "测评结果", "打分"),
    "score": ("得分", "总分", "公布分"),
    "rank": ("名次", "位次", "排名"),
    "grade": ("等次", "考核等次"),
}
# Columns that help people and are not data; `name` beside a unit is compared, see assembly.
BESIDE = {
    "name": COLUMN_NAMES["name"],
    "indicator_name": ("指标名称",),
    "leaf_name": ("指标项名称",),
    "item_name": ("事项名称",),
    "measure": ("计量单位", "measure", "unit_of_measure"),
    "owner": ("责任单位", "owner"),
    "figure_kind": ("数据类别",),
    "number": ("序号", "no", "no."),
}
_BRACKET = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]$")
_NUMBERING = re.compile(r"^(附件|附表|表)?[0-9一二三四五六七八九十]*[.、:\-_]*")
DEPTH = 50  # rows in which the headings must stand
NOTE_SIGN = "※"  # begins a row of notes


def normal(cell: object) -> str:
    """Return a heading without spaces, width, case and the star of a required column."""
    text = unicodedata.normalize("NFKC", cleaned(str(cell))[0])
    return "".join(text.split()).lower().strip("*")


def forms(cell: object) -> list[str]:
    """Return the forms in which a heading is looked up: whole, its first line, without brackets."""
    whole = normal(cell)
    lines = str(cell).strip().splitlines()
    first = normal(lines[0]) if lines else ""
    return list(dict.fromkeys([whole, first, _BRACKET.sub("", first)]))


def table_of(name: str) -> str:
    """Return the table that a sheet or file of this name holds, or "".

    >>> table_of("数据"), table_of("附表2：部门评分（2026）"), table_of("图表")
    ('observations', 'ratings', '')
    """
    for form in forms(name):
        for text in (form, _NUMBERING.sub("", form)):
            for table, names in TABLE_NAMES.items():
                if text == table or text in names:
                    return table
    return ""


def _lookup(table: str) -> dict[str, str]:
    """Names to columns of one table, its own columns before those that stand beside."""
    names: dict[str, str] = {}
    for column in TABLES[table]:
        names |= dict.fromkeys((column, *COLUMN_NAMES[column]), column)
    for column, aliases in BESIDE.items():
        if column not in TABLES[table]:
            names = dict.fromkeys((column, *aliases), column) | names
    return names


_LOOKUPS = {table: _lookup(table) for table in TABLES}


def column_of(table: str, heading: object) -> str:
    """Return the column that a heading names in a table, or ""."""
    lookup = _LOOKUPS[table]
    return next((lookup[form] for form in forms(heading) if form in lookup), "")


def required_columns(table: str) -> list[str]:
    """Return the columns without which a table cannot be read."""
    required = [name for name, column in TABLES[table].items() if column.required]
    return required + list(NEEDED[table])


def find_headings(table: str, rows: Sequence[Sequence[object]]) -> tuple[int, list[str]]:
    """Return the row that holds the headings, from 0, and the required columns it lacks.

    Titles may stand above. The row that names most of the table's columns is taken; -1 when none
    names any.
    """
    best, most = -1, 0
    required = required_columns(table)
    for number, row in enumerate(rows[:DEPTH]):
        found = {column_of(table, cell) for cell in row if isinstance(cell, str)} & set(
            TABLES[table]
        )
        complete = set(required) <= found
        weight = len(found) + 100 * complete
        if weight > most:
            best, most = number, weight
    if best < 0:
        return -1, required
    found = {column_of(table, cell) for cell in rows[best]}
    return best, [column for column in required if column not in found]


def guess_table(rows: Sequence[Sequence[object]]) -> str:
    """Return the table whose required headings a sheet without a telling name has, or ""."""
    for table in ("ballots", "observations", "ratings", "events", "history", "units"):
        row, missing = find_headings(table, rows)
        if row >= 0 and not missing and (table != "history" or _is_history(rows[row])):
            return table
    return ""


def _is_history(headings: Sequence[object]) -> bool:
    found = {column_of("history", heading) for heading in headings}
    return bool({"score", "rank"} & found)
