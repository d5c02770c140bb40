"""`sanbi compare`: who moved between two results of one period, and what changed in the scheme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanbi.cli.console import language_option, refuse_plain
from sanbi.cli.tables import change_text

if TYPE_CHECKING:
    from fractions import Fraction

    from sanbi.engine.scoring.comparing import Comparison, Move

MOST_CHANGES = 20
MOST_MOVES = 20
WORDS = {
    "zh": {
        "changes": "办法的改动：",
        "no_changes": "办法没有改动。",
        "from_to": "  {where}：{before} → {after}",
        "moved": "名次变动：{n} 个单位，按幅度列出前 {shown} 个：",
        "still": "没有单位的名次变动；得分变动的有 {n} 个。",
        "move": "  {name}（{group}） {change}：第{rank_before}名 → 第{rank_after}名，"
        "{before} → {after} 分{parts}",
        "parts": "；{list}",
        "none": "无",
        "more": "  ……另有 {n} 处",
    },
    "en": {
        "changes": "changes of the scheme:",
        "no_changes": "the scheme is the same.",
        "from_to": "  {where}: {before} → {after}",
        "moved": "{n} units changed their place; the {shown} largest moves:",
        "still": "no unit changed its place; {n} changed their score.",
        "move": "  {name} ({group}) {change}: place {rank_before} → {rank_after}, "
        "{before} → {after} points{parts}",
        "parts": "; {list}",
        "none": "none",
        "more": "  … and {n} more",
    },
}


@click.command()
@click.argument("before", metavar="BEFORE", type=click.Path(path_type=Path))
@click.argument("after", metavar="AFTER", type=click.Path(path_type=Path))
@language_option
def compare(*, before: Path, after: Path, language: str) -> None:
    """Tell who moved between two packages of one period, and what changed.

    比较同一期的两个考核数据包：办法改了什么，谁的名次变了。
    """
    click.echo(comparison_text(before, after, language))


def comparison_text(before: Path, after: Path, language: str) -> str:
    """Changes and moves in words; refuses what is no package."""
    from sanbi.engine.integrity import PackageError, read_package
    from sanbi.engine.scoring.comparing import compare_packages
    from sanbi.engine.scoring.package import OWN_LIMITS

    packages = []
    for path in (before, after):
        try:
            packages.append(read_package(path.read_bytes(), OWN_LIMITS))
        except OSError as error:
            refuse_plain(str(path), error, language)
        except PackageError as error:
            refuse_plain(path.name, error, language)
    try:
        found = compare_packages(*packages)
    except PackageError as error:
        refuse_plain(after.name, error, language)
    return "\n".join([*_changes(found, language), *_moves(found, language)])


def _changes(found: Comparison, language: str) -> list[str]:
    words = WORDS[language]
    if not found.changes:
        return [words["no_changes"]]
    lines = [words["changes"]]
    for change in found.changes[:MOST_CHANGES]:
        before, after = change.before or words["none"], change.after or words["none"]
        lines.append(words["from_to"].format(where=change.where, before=before, after=after))
    if len(found.changes) > MOST_CHANGES:
        lines.append(words["more"].format(n=len(found.changes) - MOST_CHANGES))
    return lines


def _moves(found: Comparison, language: str) -> list[str]:
    words, moved = WORDS[language], found.moved
    if not moved:
        scored = sum(1 for move in found.moves if move.before != move.after)
        return [words["still"].format(n=scored)]
    shown = moved[:MOST_MOVES]
    head = words["moved"].format(n=len(moved), shown=len(shown))
    return [head, *(_move(move, language) for move in shown)]


def _move(move: Move, language: str) -> str:
    words = WORDS[language]
    listed = "，".join(f"{name} {_signed(change)}" for name, change in move.parts[:3])
    return words["move"].format(
        name=move.name,
        group=move.group,
        change=change_text(str(float(move.rose)), language),
        rank_before=_plain(move.rank_before),
        rank_after=_plain(move.rank_after),
        before=_plain(move.before),
        after=_plain(move.after),
        parts=words["parts"].format(list=listed) if listed else "",
    )


def _plain(value: Fraction | None) -> str:
    return "—" if value is None else f"{float(value):g}"


def _signed(value: Fraction) -> str:
    return f"{float(value):+.4g}".replace("-", "−")
