"""The form in which a superior asks for a list: columns of his own names, in his own order."""

from __future__ import annotations

FIELDS = {
    "place": "序号",
    "number": "编号",
    "finding": "问题",
    "term": "整改类型",
    "lead_unit": "牵头单位",
    "supporting": "配合单位",
    "leader": "责任领导",
    "measure": "整改措施",
    "due_on": "整改时限",
    "wanted": "销号标准",
    "progress": "进展情况",
    "state": "完成情况",
    "closed_on": "销号时间",
    "proofs": "佐证材料（份）",
    "followers": "举一反三（个单位）",
}
"""Field → head of its column in the usual form."""
USUAL = tuple((head, field) for field, head in FIELDS.items() if field != "number")


def heads_of(kept: list[list[str]]) -> tuple[tuple[str, str], ...]:
    """Return the columns of a list's form: those that are kept, else the usual ones."""
    return tuple((head, field) for head, field in kept) or USUAL


def read_heads(text: str) -> tuple[tuple[str, str], ...]:
    """Return the columns that lines name, such as ``存在问题=问题``; a head alone names itself.

    Raises
    ------
    ValueError
        with the line that names no column of the usual form.
    """
    fields = {head: field for field, head in FIELDS.items()}
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        head, _sign, usual = (part.strip() for part in line.replace("＝", "=").partition("="))
        field = fields.get(usual or head)
        if field is None or not head:
            raise ValueError(line)
        found.append((head[:40], field))
    return tuple(found)


def head_lines(kept: list[list[str]]) -> str:
    """Return a list's form as `read_heads` takes it; nothing for the usual one."""
    return "\n".join(
        head if head == FIELDS[field] else f"{head}={FIELDS[field]}" for head, field in kept
    )
