"""A reading as plain data fits its schema, and nothing of the records is left out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.documents.model import (
    Article,
    Candidate,
    Damage,
    Deadline,
    Directive,
    DocumentReading,
    Event,
    Facts,
    Layout,
    Repair,
    Source,
)
from sanbi.engine.documents.record import document_json, reading_schema
from sanbi.engine.documents.text import MappedText, Span

SCHEMA = "docs/mechanisms/reading.schema.json"
TEXT = "云川县通报\n各乡镇要于10月20日前完成整改。"


def reading() -> DocumentReading:
    text = MappedText.decoded(TEXT)
    day = Deadline(
        span=Span(10, 17), quote=TEXT[10:17], day=dt.date(2026, 10, 20), said="10月20日前"
    )
    directive = Directive(
        span=Span(6, 22),
        quote=TEXT[6:22],
        speaker=None,
        addressees=("各乡镇",),
        actions=("完成整改",),
        deadline=day,
        concreteness=0.7,
        grounds=("a stated limit",),
    )
    event = Event(
        span=Span(0, 5),
        quote=TEXT[:5],
        kind="notice",
        title="云川县通报",
        date=None,
        date_said=None,
        until=None,
        period=None,
        place=None,
        host="云川县",
        chair=None,
        attendance=(),
        venues=(),
    )
    article = Article(Span(0, len(TEXT)), Span(0, 5), None, None, (Span(6, 22),), None, None)
    repair = Repair(
        Damage.PINYIN,
        Span(9, 15),
        "县(xiàn)",
        Span(2, 3),
        (Candidate("县", 0.0, "its reading"),),
        1.0,
        accepted=True,
    )
    return DocumentReading(
        source=Source("a.txt", "text", "utf-8", "0" * 64, text, ()),
        text=text,
        layout=Layout(text, (article,), ()),
        repairs=(repair,),
        facts=(Facts(event=event, directives=(directive,)),),
    )


@pytest.fixture
def validator(repo: Path) -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed here")
    published = json.loads((repo / SCHEMA).read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(published)


def test_a_reading_fits_the_published_schema(validator: Any) -> None:
    record = json.loads(json.dumps(document_json(reading()), ensure_ascii=False))
    validator.validate(record)
    assert record["directives"][0]["deadline"]["day"] == "2026-10-20"
    assert record["directives"][0]["raw"] == [16, len(TEXT[:22].encode())]
    assert record["event"] == record["events"][0]
    assert record["repairs"][0]["raw"] == [9, 15]
    assert record["articles"][0]["published"] is None


def test_a_record_without_a_field_does_not_fit(validator: Any) -> None:
    record = document_json(reading())
    del record["directives"][0]["speaker"]
    assert not validator.is_valid(record)


def test_the_published_schema_is_that_of_the_records(repo: Path) -> None:
    """Write it anew with: python -m tests.engine.documents.test_record."""
    published = (repo / SCHEMA).read_text(encoding="utf-8")
    assert published == _written(), "write the schema anew (see this test)"


def _written() -> str:
    return json.dumps(reading_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    Path(SCHEMA).write_text(_written(), encoding="utf-8")
