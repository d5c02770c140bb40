"""`sanbi read --compare`: which of the files tell of one event, and where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanbi.engine.documents.comparing import Change, Copy, Match

SAID = {
    "en": ("one event", "no two files tell of one event", "differences"),
    "zh": ("同一活动", "没有两个文件讲同一活动", "处差异"),
}
KINDS = {
    "wording": "用词不同",
    "number": "数字不同",
    "first_only": "仅前者有",
    "second_only": "仅后者有",
    "moved": "位置不同",
}


def groups_json(copies: Sequence[Copy]) -> str:
    """The groups as one object: files by name and article, grounds, differences with spans."""
    from sanbi.engine.documents.record import as_record

    found = [
        {
            "articles": list(keys),
            "matches": [
                {**as_record(match), "differences": as_record(changes)}
                for match, changes in compared
            ],
        }
        for keys, compared in _compared(copies)
    ]
    return json.dumps({"same_events": found}, ensure_ascii=False)


def groups_said(copies: Sequence[Copy], language: str) -> Iterator[str]:
    """The groups in lines for people."""
    from sanbi.engine.documents.told import told_in

    one_event, none, differences = SAID[language]
    any_found = False
    for keys, compared in _compared(copies):
        any_found = True
        yield f"== {one_event}: {', '.join(keys)}"
        for match, changes in compared:
            grounds = "; ".join(told_in(str(ground), language) for ground in match.grounds)
            yield f"-- {match.first} ~ {match.second}: {grounds}"
            yield f"   {len(changes)} {differences}"
            for change in changes:
                kind = KINDS[change.kind] if language == "zh" else change.kind.replace("_", " ")
                yield f"   {kind}: {change.before or '—'} → {change.after or '—'}"
    if not any_found:
        yield f"== {none}"


def _compared(
    copies: Sequence[Copy],
) -> Iterator[tuple[tuple[str, ...], list[tuple[Match, Sequence[Change]]]]]:
    from sanbi.engine.documents.comparing import same_events, variants

    held: dict[str, Any] = {copy.key: copy for copy in copies}
    for group in same_events(copies):
        yield (
            group.keys,
            [
                (match, variants(held[match.first], held[match.second]).changes)
                for match in group.matches
            ],
        )
