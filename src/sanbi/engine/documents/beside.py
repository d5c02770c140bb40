"""A reading as one page: the text as it came beside the text as it reads, marked place by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from sanbi.engine.documents.model import Damage, DocumentReading, Repair
from sanbi.engine.documents.text import Span

QUIET = frozenset({Damage.PINYIN, Damage.SCRIPT, Damage.PUNCTUATION})
STYLE = """
:root { color-scheme: light }
body { margin: 24px; font: 15px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  color: #1b2329; background: #f3f4f1 }
h1 { font-size: 20px; margin: 0 0 4px }
h2 { font-size: 15px; margin: 16px 0 6px }
p.note { color: #46525c; margin: 0 0 16px }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 16px }
.pair > div { background: #fff; border: 1px solid #dce0df; border-radius: 5px; padding: 12px 16px;
  white-space: pre-wrap; overflow-wrap: anywhere }
.pair > div.came { background: #fff8e1 }
.damaged { background: #fbeae8; color: #8f1a20; text-decoration: underline }
.sure { background: #e4eff6; border-bottom: 2px solid #0b5a8a }
.open { background: #fff4d3; border-bottom: 2px solid #e0a100 }
.quiet { border-bottom: 1px solid #bfc7c9 }
sup { font-size: 11px }
table { border-collapse: collapse; width: 100%; background: #fff }
td, th { border: 1px solid #dce0df; padding: 4px 8px; text-align: left; vertical-align: top }
@media print { body { background: #fff; margin: 0 } }
"""


@dataclass(frozen=True)
class _Mark:
    span: Span
    css: str
    number: int | None


def beside_page(reading: DocumentReading) -> str:
    """One HTML page without scripts or anything from outside; safe for any text. O(characters)."""
    numbers = {
        id(row): place
        for place, row in enumerate((row for row in reading.repairs if row.kind not in QUIET), 1)
    }
    came = [
        _Mark(
            reading.source.text.located(row.raw),
            "quiet" if row.kind in QUIET else "damaged",
            numbers.get(id(row)),
        )
        for row in reading.repairs
    ]
    reads = [_Mark(row.span, _css(row), numbers.get(id(row))) for row in reading.repairs]
    title = escape(reading.source.name)
    open_places = sum(not row.accepted for row in reading.repairs)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>"
        f'<p class="note">修复结果只供阅读，不作依据 · 修复 {len(reading.repairs)} 处，'
        f"待核 {open_places} 处</p>"
        f'<div class="pair"><h2>来文原貌</h2><h2>修复文本</h2>'
        f'<div class="came">{_marked(reading.source.text.text, came)}</div>'
        f"<div>{_marked(reading.text.text, reads)}</div></div>"
        f"{_table(reading.repairs, numbers)}</body></html>\n"
    )


def _css(row: Repair) -> str:
    if row.kind in QUIET:
        return "quiet"
    return "sure" if row.accepted else "open"


def _marked(text: str, marks: Iterable[_Mark]) -> str:
    parts: list[str] = []
    here = 0
    for mark in sorted(marks, key=lambda item: (item.span.start, -item.span.end)):
        if mark.span.start < here:
            continue  # inside a place that is marked already
        number = f"<sup>{mark.number}</sup>" if mark.number else ""
        held = escape(text[mark.span.start : mark.span.end])
        parts.append(escape(text[here : mark.span.start]))
        parts.append(f'<span class="{mark.css}">{held}{number}</span>')
        here = mark.span.end
    return "".join([*parts, escape(text[here:])])


def _table(repairs: Sequence[Repair], numbers: dict[int, int]) -> str:
    rows = [
        f"<tr><td>{numbers[id(row)]}</td><td>{escape(row.before)}</td>"
        f"<td>{escape('；'.join(item.text or '（空缺）' for item in row.candidates))}</td>"
        f"<td>{'确定' if row.accepted else '待核'} {100 * row.confidence:.0f}%</td></tr>"
        for row in repairs
        if id(row) in numbers
    ]
    if not rows:
        return ""
    head = "<tr><th>序号</th><th>原字符</th><th>读法（依可能性）</th><th>把握</th></tr>"
    return f"<h2>逐处修复</h2><table>{head}{''.join(rows)}</table>"
