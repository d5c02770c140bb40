"""The verdict in words: English or Chinese for people, JSON for programs."""

import json
from typing import Any

from package_verifier.comparison import Difference
from package_verifier.faults import DamagedError, PackageError
from package_verifier.recompute import Verdict

IDENTICAL, DIFFERENT, DAMAGED = 0, 1, 2
KINDS_ZH = {
    "leaf scores": "个指标项得分",
    "nodes": "个节点得分",
    "totals": "个总分",
    "ranks": "个名次",
    "grades": "个等次",
}


def _counts(counts: dict[str, int], language: str) -> str:
    if language == "zh":
        return "、".join(f"{count}{KINDS_ZH[kind]}" for kind, count in counts.items())
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _place(difference: Difference, language: str) -> str:
    if language == "zh":
        column = f"“{difference.column}”列" if difference.column else "整行"
        return f"{difference.file} 第 {difference.row} 行{column}"
    column = f", column {difference.column}" if difference.column else ""
    return f"{difference.file}, line {difference.row}{column}"


def verdict_text(verdict: Verdict, language: str) -> str:
    """Return one or two sentences for people."""
    counts = _counts(verdict.counts, language)
    if not verdict.differences:
        if language == "zh":
            return f"identical 一致（重新计算了{counts}）"
        return f"identical 一致 ({counts} recomputed)"
    first, number = verdict.differences[0], len(verdict.differences)
    place = _place(first, language)
    if language == "zh":
        return (
            f"different 不一致：{place}：包内为“{first.stored}”，"
            f"重新计算为“{first.recomputed}”\n共 {number} 处不一致（重新计算了{counts}）"
        )
    plural = "difference" if number == 1 else "differences"
    return (
        f"different 不一致: {place}: stored {first.stored!r}, "
        f"recomputed {first.recomputed!r}\n{number} {plural} in all ({counts} recomputed)"
    )


def fault_text(fault: PackageError, language: str) -> str:
    """Return the sentence for a package without a verdict on its figures."""
    damaged = isinstance(fault, DamagedError)
    if language == "zh":
        return f"{'damaged 损坏' if damaged else 'different 不一致'}：{fault.text('zh')}"
    return f"{'damaged 损坏' if damaged else 'different 不一致'}: {fault.text('en')}"


def _difference_json(difference: Difference) -> dict[str, Any]:
    return {
        "file": difference.file,
        "row": difference.row,
        "column": difference.column,
        "stored": difference.stored,
        "recomputed": difference.recomputed,
    }


def verdict_json(verdict: Verdict) -> str:
    """Return the verdict for programs."""
    first = verdict.differences[0] if verdict.differences else None
    return json.dumps(
        {
            "verdict": "different" if verdict.differences else "identical",
            "recomputed": verdict.counts,
            "differences": len(verdict.differences),
            "first": None if first is None else _difference_json(first),
        },
        ensure_ascii=False,
        indent=1,
    )


def fault_json(fault: PackageError, language: str) -> str:
    """Return the fault for programs."""
    verdict = "damaged" if isinstance(fault, DamagedError) else "different"
    return json.dumps(
        {"verdict": verdict, "fault": fault.code, "message": fault.text(language)},
        ensure_ascii=False,
        indent=1,
    )
