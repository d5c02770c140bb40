"""Documents for tests, with a reading as the engine writes it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from sanbi.apps.documents.models import Document, Kinship, Reading
from sanbi.apps.orgs.models import Blob

AT = datetime(2026, 10, 9, 6, 0, tzinfo=UTC)
ORIGINAL = (
    "雲川縣(xiàn)召開(kāi)調度會?h長強調,抓平!鄙虾菹鹿Ψ,。要于10月20日前完成整改。要增强意识。"
)
CLEAN = "云川县召开调度会。县长强调，抓平遥上狠下功夫，。要于10月20日前完成整改。要增强意识。"


def record() -> dict[str, Any]:
    """A reading of two damaged places, one of them to be decided, and of one plain conversion."""
    return {
        "reading": 1,
        "name": "a.html",
        "kind": "text",
        "encoding": "utf-8",
        "digest": "0" * 64,
        "title": None,
        "damage": [],
        "text": CLEAN,
        "original": ORIGINAL,
        "articles": [
            {
                "span": [0, len(CLEAN)],
                "title": [0, 8],
                "subtitle": None,
                "byline": None,
                "paragraphs": [[0, len(CLEAN)]],
                "published": None,
                "outlet": None,
            }
        ],
        "dropped": [],
        "repairs": repairs(),
        "event": None,
        "events": [],
        "persons": [],
        "units": [],
        "lists": [],
        "directives": [
            directive(CLEAN, "要于10月20日前完成整改", "2026-10-20", 0.8),
            directive(CLEAN, "抓平遥上狠下功夫", None, 0.6),
            directive(CLEAN, "要增强意识", None, 0.1),
        ],
        "targets": [],
        "quantities": [],
        "projects": [],
        "slogans": [],
    }


def repairs() -> list[dict[str, Any]]:
    """A reading removed, a place mended, and one that waits for a person."""
    way = [("平遥上狠下功夫，", 0.0), ("平常上狠下功夫，", -0.8)]
    return [
        repair("pinyin", [6, 16], "縣(xiàn)", [2, 3], [("县", 0.0)], 1.0, [2, 9]),
        repair("shift", [37, 39], "?h", [8, 10], [("。县", 0.0)], 0.99, [19, 21]),
        repair("shift", [52, 71], "平!鄙虾菹鹿Ψ,", [15, 23], way, 0.6, [26, 34]),
    ]


def directive(text: str, quote: str, day: str | None, concreteness: float) -> dict[str, Any]:
    """A sentence that asks for something."""
    start = text.index(quote)
    came = "抓平!鄙虾菹鹿Ψ," if quote not in ORIGINAL else quote
    before = len(ORIGINAL[: ORIGINAL.index(came)].encode())
    raw = [before, before + len(came.encode())]
    span = [start, start + len(quote)]
    deadline = day and {"span": span, "quote": quote, "article": 0, "day": day, "said": quote}
    return {
        "span": span,
        "raw": raw,
        "quote": quote,
        "article": 0,
        "speaker": "县长",
        "addressees": ["各乡镇"],
        "actions": [quote],
        "deadline": deadline,
        "concreteness": concreteness,
        "grounds": [],
    }


def repair(
    kind: str,
    raw: list[int],
    before: str,
    span: list[int],
    readings: list[tuple[str, float]],
    confidence: float,
    original: list[int],
) -> dict[str, Any]:
    """A row of repairs; one that is likely right is accepted."""
    candidates = [
        {"text": text, "score": score, "ground": "bytes set right"} for text, score in readings
    ]
    return {
        "kind": kind,
        "raw": raw,
        "before": before,
        "span": span,
        "candidates": candidates,
        "confidence": confidence,
        "accepted": confidence > 0.9,
        "original": original,
    }


def make_document(state: str = "read", **fields: Any) -> Document:
    """A document that was read, waits, or cannot be read."""
    number = Document.objects.count()
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    blob = Blob.objects.create(digest=digest, size=10, media_type="application/octet-stream")
    plain: dict[str, Any] = {
        "title": f"关于第{number + 1}次调度的通报",
        "source": "转载网页",
        "received_on": date(2026, 10, 8),
        "blob": blob,
        "name": "a.html",
        "state": state,
        "fault": "没有文字层。" if state == "failed" else "",
        "at": AT,
        "by_name": "supervisor",
    }
    made = Document.objects.create(**{**plain, **fields})
    if state == "read":
        made.reading = make_reading(made)
        made.save()
    return made


def make_reading(document: Document, **fields: Any) -> Reading:
    """Another reading of a document, with an open place."""
    plain = {"record": record(), "engine": "0.1.0", "open_repairs": 1, "at": AT}
    return Reading.objects.create(
        document=document, number=document.readings.count() + 1, **{**plain, **fields}
    )


def make_kinship(**fields: Any) -> Kinship:
    """Two documents that tell of one event in the same words."""
    first, second = make_document(), make_document()
    plain = {"copied": True, "shared": 0.91, "grounds": ["titles alike"], "found_at": AT}
    return Kinship.objects.create(first=first, second=second, **{**plain, **fields})
