"""`sanbi audit`, against the real database."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from sanbi.apps.audit.anchoring import anchor_entries
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.cli.main import main
from tests.apps.audit.owner import past_the_triggers
from tests.apps.audit.test_anchoring import write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The verb's own checks read the environment; the connection is the test's."""
    assert os.environ["SANBI_DATABASE_URL"]
    assert connection.settings_dict["NAME"].startswith("test_")
    monkeypatch.setenv("SANBI_STATIC", str(tmp_path))


def sanbi(*words: str, language: str = "en") -> Result:
    return CliRunner().invoke(main, ["audit", *words, "--language", language])


def test_whole_then_tampered_with(now: datetime, tmp_path: Path) -> None:
    write(now, 3)
    done = sanbi("anchor")
    assert (done.exit_code, done.output) == (0, "1 new anchors over 3 entries.\n")
    write(now, 1)
    digest = Anchor.objects.get().digest
    found = sanbi("verify")
    assert found.exit_code == 0
    assert found.output.splitlines() == [
        "the audit is whole: 4 entries, 3 anchored, 1 waiting.",
        f"last anchor 1: {digest}",
        "not compared with published anchors: a cut tail cannot be seen without --anchors.",
    ]
    kept = tmp_path / "anchors.jsonl"
    assert sanbi("export-anchors", "-o", str(kept)).exit_code == 0
    assert json.loads(kept.read_text())["digest"] == digest
    whole = sanbi("verify", "--anchors", str(kept))
    assert whole.output.splitlines()[-1] == "compared with 1 published anchors."
    first = Entry.objects.order_by("pk")[0].pk
    with past_the_triggers() as own:
        own.execute("update audit_entry set name = 'x' where id = %s", [first])
    found = sanbi("verify")
    assert found.exit_code == 1
    assert found.output.splitlines() == [
        "the audit is broken (1):",
        f"  Entry {first} was edited after anchor 1 had listed it.",
    ]
    record = json.loads(sanbi("verify", "--json").output)
    assert (record["whole"], record["faults"]) == (False, 1)
    assert record["findings"][0]["kind"] == "edited"
    assert record["findings"][0]["entry"] == first


def test_a_cut_tail_is_found_with_the_exported_anchors(now: datetime, tmp_path: Path) -> None:
    for _ in range(2):
        write(now)
        anchor_entries(now)
    kept = tmp_path / "anchors.csv"
    kept.write_text(sanbi("export-anchors", "--csv").output)
    with past_the_triggers() as own:
        own.execute("delete from audit_anchor where number = 2")
        own.execute("delete from audit_entry where id = (select max(id) from audit_entry)")
    assert sanbi("verify").exit_code == 0
    found = sanbi("verify", "--anchors", str(kept))
    assert found.exit_code == 1
    assert "anchor 2 was published" in found.output


def test_many_faults_are_cut_short(now: datetime) -> None:
    write(now, 30)
    anchor_entries(now)
    with past_the_triggers() as own:
        own.execute("delete from audit_entry")
    lines = sanbi("verify").output.splitlines()
    assert (lines[0], len(lines), lines[-1]) == ("the audit is broken (30):", 22, "… and 10 more")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{}\n", "Line 1 is no anchor."),
        (b"\xff\xfe", "utf-8"),
        (None, "No such file"),
    ],
)
def test_a_bad_file_of_anchors_is_refused(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "anchors.jsonl"
    if content is not None:
        path.write_bytes(content)
    result = sanbi("verify", "--anchors", str(path))
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = sanbi("export-anchors", "-o", str(tmp_path / "file" / "anchors"))
    assert result.exit_code == 2


def test_it_speaks_chinese(now: datetime) -> None:
    write(now)
    anchor_entries(now)
    result = sanbi("verify", language="zh")
    assert "审计记录完整：共 1 条，已入链 1 条，待入链 0 条。" in result.output
    assert result.exit_code == 0


def test_without_a_database_it_says_how_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SANBI_DATABASE_URL")
    result = sanbi("verify")
    assert result.exit_code == 2
    assert "SANBI_DATABASE_URL is not set" in result.output
