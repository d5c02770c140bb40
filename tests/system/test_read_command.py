"""`sanbi read`: text, JSON, pages side by side; what cannot be read is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from sanbi.cli.main import main
from tests.engine.documents.comparing.events_made import events

PAGE = "<p>本報訊 10月9日,云川縣召開調度會(huì)?h長林守正強調,要于10月20日前完成整改。</p>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "通报.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_the_clean_text_and_what_was_found_are_printed(page: Path) -> None:
    done = CliRunner().invoke(main, ["read", str(page), "--published", "2026-10-10"])
    assert done.exit_code == 0, done.output
    assert "云川县召开调度会。县长林守正强调，要于10月20日前完成整改。" in done.output
    assert "林守正: " in done.output


def test_json_fits_the_published_schema(page: Path, repo: Path) -> None:
    schema = json.loads((repo / "docs/mechanisms/reading.schema.json").read_text(encoding="utf-8"))
    done = CliRunner().invoke(main, ["read", str(page), str(page), "--json"])
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == 2
    for record in records:
        Draft202012Validator(schema).validate(record)
    assert [row["before"] for row in records[0]["repairs"] if row["kind"] == "shift"] == ["?h"]


def test_one_that_cannot_be_read_does_not_stop_the_others(page: Path, tmp_path: Path) -> None:
    broken, folder = tmp_path / "a.pdf", tmp_path / "pages"
    broken.write_bytes(b"%PDF-1.7 nothing")
    done = CliRunner().invoke(
        main, ["read", str(broken), str(page), "--html", str(folder), "--language", "zh"]
    )
    assert done.exit_code == 2
    assert "a.pdf：文件已损坏" in done.stderr
    assert "修复文本" in (folder / "通报.html.html").read_text(encoding="utf-8")


def test_copies_of_one_event_are_told_with_their_differences(tmp_path: Path) -> None:
    told, another = events(2)
    paths: list[str] = []
    texts = {"a": told.first, "b": told.first.replace("本报讯", "云川融媒讯"), "c": another.first}
    for name, text in texts.items():
        paths.append(str(tmp_path / f"{name}.txt"))
        Path(paths[-1]).write_text(text, encoding="utf-8")
    asked = ["read", *paths, "--compare", "--published", str(told.published)]
    done = CliRunner().invoke(main, [*asked, "--json"])
    (group,) = json.loads(done.stdout.splitlines()[-1])["same_events"]
    assert group["articles"] == [f"{paths[0]}#0", f"{paths[1]}#0"]
    (match,) = group["matches"]
    assert match["copied"] is True
    assert [(row["before"], row["after"]) for row in match["differences"]] == [("本报", "云川融媒")]
    said = CliRunner().invoke(main, [*asked, "--language", "zh"]).stdout
    assert f"== 同一活动: {paths[0]}#0, {paths[1]}#0" in said
    alone = CliRunner().invoke(main, ["read", paths[0], "--compare", "--language", "zh"]).stdout
    assert alone.splitlines()[-1] == "== 没有两个文件讲同一活动"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["read", str(tmp_path / "none.txt")])
    assert done.exit_code == 2
    assert "none.txt" in done.stderr


def test_names_in_lists_are_used_and_a_missing_list_is_told(page: Path, tmp_path: Path) -> None:
    units, people = tmp_path / "units.txt", tmp_path / "people.txt"
    units.write_text("云川县\n\n青石镇\n", encoding="utf-8")
    people.write_text("林守正\n", encoding="utf-8")
    asked = ["read", str(page), "--units", str(units), "--people", str(people), "--json"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert [row["name"] for row in json.loads(done.stdout)["persons"]] == ["林守正"]
    done = CliRunner().invoke(main, ["read", str(page), "--units", str(tmp_path / "none.txt")])
    assert (done.exit_code, "none.txt" in done.stderr) == (2, True)
