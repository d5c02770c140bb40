"""The verdict on a box: in English or Chinese for people, in JSON for programs."""

import json
from dataclasses import dataclass

from round_verifier.box import Box
from round_verifier.faults import BoxError, DamagedBoxError
from round_verifier.tally import Standing, exact_text, shown_points

IDENTICAL, DIFFERENT, DAMAGED = 0, 1, 2


@dataclass(frozen=True)
class Verdict:
    """What was counted, and what was asked beside it (None: not asked)."""

    box: Box
    standings: list[Standing]
    digest: str
    compared: bool
    receipt: str | None


def verdict_text(verdict: Verdict, language: str) -> str:
    """Return the tally with a sentence on what was found."""
    box, zh = verdict.box, language == "zh"
    cast, roll = sum(box.cast.values()), sum(box.on_roll.values())
    if zh:
        head = [
            f"identical 一致：{box.title}（{box.period}）",
            f"名册 {roll} 人，有效票 {cast} 张，无效票 {box.void} 张，票条 {len(box.slips)} 张",
        ]
    else:
        head = [
            f"identical 一致: {box.title} ({box.period})",
            f"{roll} on the roll, {cast} ballots counted, {box.void} void, {len(box.slips)} slips",
        ]
    return "\n".join([*head, *_lines(verdict, zh=zh), *_asked(verdict, zh=zh)])


def _lines(verdict: Verdict, *, zh: bool) -> list[str]:
    names = verdict.box.paper.names
    ranked = sorted(
        verdict.standings, key=lambda row: (row.place is None, row.place or 0, row.subject)
    )
    head = "名次 得分 单位" if zh else "place points unit"
    return [
        head,
        *(
            f"{row.place or '–':>4} {shown_points(row.points):>7} {names[row.subject]}"
            for row in ranked
        ),
    ]


def _asked(verdict: Verdict, *, zh: bool) -> list[str]:
    lines = []
    if verdict.compared:
        lines.append("摘要与公布的一致" if zh else "its digest is the published one")
    else:
        told = "摘要（请与公布的核对）" if zh else "digest (compare it with the published one)"
        lines.append(f"{told}: {verdict.digest}")
    if verdict.receipt:
        told = "回执在票箱中" if zh else "the receipt is in the box"
        lines.append(f"{told}: {verdict.receipt}")
    return lines


def verdict_json(verdict: Verdict) -> str:
    """Return the verdict for programs; points exact."""
    box = verdict.box
    facts = {
        "verdict": "identical",
        "title": box.title,
        "period": box.period,
        "digest": verdict.digest,
        "digest_compared": verdict.compared,
        "receipt_found": None if verdict.receipt is None else True,
        "ballots": sum(box.cast.values()),
        "void": box.void,
        "slips": len(box.slips),
        "tally": [
            {
                "subject": row.subject,
                "name": box.paper.names[row.subject],
                "points": None if row.points is None else exact_text(row.points),
                "rank": row.place,
            }
            for row in verdict.standings
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def fault_text(fault: BoxError, language: str) -> str:
    """Return the sentence for a box that is not identical."""
    word = "damaged 损坏" if isinstance(fault, DamagedBoxError) else "different 不一致"
    return f"{word}{'：' if language == 'zh' else ': '}{fault.text(language)}"


def fault_json(fault: BoxError, language: str) -> str:
    """Return the fault for programs."""
    verdict = "damaged" if isinstance(fault, DamagedBoxError) else "different"
    facts = {"verdict": verdict, "fault": fault.code, "message": fault.text(language)}
    return json.dumps(facts, ensure_ascii=False, indent=1)
