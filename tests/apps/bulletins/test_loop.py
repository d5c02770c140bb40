"""The loop closes: what reads bulletins in finds in our own one what was written into it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.bulletins.paper.content import content_of
from sanbi.apps.bulletins.paper.sheet import bulletin_pdf
from sanbi.apps.bulletins.paper.word import bulletin_docx
from sanbi.engine.documents.record import document_json
from sanbi.engine.documents.whole import read_document
from tests.apps.factories.boards import make_boards
from tests.apps.factories.bulletins import make_bulletin, make_deeds
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
SIGNED = datetime(2026, 10, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_own_bulletin_gives_its_facts_back(county: County, ending: str) -> None:
    make_deeds(county)
    boards = make_boards(towns=8, periods=("2026Q2", "2026Q3"))
    made = make_bulletin(county, "signed", round=boards.rounds[-1], kind="result")
    write = bulletin_docx if ending == "docx" else bulletin_pdf
    raw = write(content_of(made), SIGNED)
    found = document_json(read_document(f"bulletin.{ending}", raw))
    (article,) = found["articles"]
    assert article["published"] == "2026-10-09"
    start, end = article["title"]
    assert found["text"][start:end] == made.title
    event = found["event"]
    assert (event["kind"], event["period"]) == ("notice", "2026Q3")
    asked = [row["quote"] for row in found["directives"]]
    assert [row for row in asked if row.startswith("各乡镇、各单位要对照通报指出的问题")]
    assert not [row for row in asked if "列前3位" in row]
    towns = {unit.name for unit in boards.units}
    assert towns <= {row["name"] for row in found["units"]}
    plain = re.sub(r"\s", "", found["text"])
    for sentence in sentences(made):
        assert re.sub(r"\s", "", sentence) in plain
    assert tables(found) == [
        [list(block.heads), *([cell.text for cell in row] for row in block.rows)]
        for part in content_of(made).chapters
        for block in part.blocks
        if block.sort == "table"
    ]
    assert found["persons"] == []
    assert found["repairs"] == []


def tables(found: dict[str, Any]) -> list[list[list[str]]]:
    """The tables that were read, row by row."""
    return [[[cell["text"] for cell in row] for row in held["rows"]] for held in found["tables"]]


def sentences(made: Bulletin) -> list[str]:
    """What the bulletin says, each sentence with all its figures."""
    blocks = [block for part in content_of(made).chapters for block in part.blocks]
    return ["".join(part.text for part in block.parts) for block in blocks if block.parts]
