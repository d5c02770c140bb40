"""What the invented county's inbox holds."""

from __future__ import annotations

from sanbi.apps.actions.queries.inbox import proposals_of
from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.documents.models import Document, Kinship


def check_inbox() -> None:
    """Two documents on one event, the first of them damaged; six sentences may be filed."""
    damaged, paper = Document.objects.order_by("pk")
    assert (damaged.state, paper.state) == ("read", "read")
    assert damaged.reading is not None
    assert paper.reading is not None
    assert (damaged.reading.open_repairs, paper.reading.open_repairs) == (1, 0)
    kinds = {row["kind"] for row in damaged.reading.record["repairs"]}
    assert kinds >= {"pinyin", "shift", "script"}
    assert "锚定目标、奋勇争先，重点项目" in damaged.reading.record["text"]
    row = Kinship.objects.get()
    assert (row.first, row.second, row.copied) == (damaged, paper, False)
    found = proposals_of(SYSTEM, damaged)
    assert [str(item.due_on) for item in found] == [
        "2026-10-30", "2026-11-06", "2026-10-28", "2026-11-15", "2026-11-20", "2026-10-31",
    ]  # fmt: skip
    assert not any(item.is_blocked for item in found)
