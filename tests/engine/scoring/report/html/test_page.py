"""The whole page: structure, numbers, escaping, no request, limits."""

import re
from itertools import pairwise

import pytest

pytest.importorskip("jinja2")

from sanbi import __version__
from sanbi.engine.integrity import digest
from sanbi.engine.scoring import score
from sanbi.engine.scoring.report.html import html_report, page
from tests.engine.scoring.report.html.county import (
    HOSTILE,
    LONG,
    NAMES,
    Element,
    data,
    read,
    result,
    scheme,
    wide,
)

EXTERNAL = re.compile(
    r"""(?:src|href|action|data)\s*=\s*["']?(?!#)[^"'#\s>]*(?://|:)|url\((?!#)|@import|\bfetch\(|XMLHttp"""
)


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def text(language: str) -> str:
    return html_report(result(), language)


@pytest.fixture(scope="module")
def root(text: str) -> Element:
    return read(text)


def minus(number: str) -> str:
    return number.replace("-", "\u2212")


def boards(root: Element) -> list[Element]:
    return root.all("section", "grp")


def test_language_of_the_page(root: Element, language: str) -> None:
    assert root.one("html").attributes["lang"] == {"zh": "zh-Hans", "en": "en"}[language]


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="speaks: en, zh"):
        html_report(result(), "fr")


def test_every_number_of_the_ranking_stands_in_its_row(root: Element, language: str) -> None:
    held = result()
    ways = {"zh": ("升", "降"), "en": ("up ", "down ")}[language]
    for board, group in zip(boards(root), ("all", "hill"), strict=True):
        rows = [row for row in held.ranking_rows if row[2] == group]
        shown = board.one("table").one("tbody").all("tr")
        assert [row.attributes["data-unit"] for row in shown] == [row[0] for row in rows]
        for element, (_, name, _, total, rank, _, change, gap) in zip(shown, rows, strict=True):
            cells = [cell.text.strip() for cell in element.children]
            assert element.one("th").text == name
            assert minus(total) in cells
            assert gap == "" or gap in cells
            assert rank == "" or cells[0] == rank
            if change not in ("", "0"):
                assert ways[change.startswith("-")] + change.lstrip("-") in cells


def test_every_leaf_score_stands_in_its_sheet(root: Element) -> None:
    sheets = {
        (sheet.attributes["data-unit"], sheet.attributes["data-group"]): sheet
        for sheet in root.all("article", "sheet")
    }
    held = result()
    names = {leaf.id: leaf.name for leaf in held.scheme.leaves.values()}
    assert len(sheets) == 11
    for group, unit, leaf, *_, total, _, lost, _ in held.working_rows:
        row = next(
            row
            for row in sheets[unit, group].all("tr", "leaf")
            if row.one("th").text == names[leaf]
        )
        cells = [cell.text for cell in row.all("td")]
        assert total in cells
        assert lost in cells or leaf == "prize"


def test_every_leaf_opens_to_five_lines_or_leads_to_them(root: Element) -> None:
    workings = {row.attributes["id"]: row for row in root.all("tr", "wk")}
    assert all(len(row.one("ol").all("li")) == 5 for row in workings.values())
    for sheet in root.all("article", "sheet"):
        rows = sheet.one("tbody").all("tr")
        for row, after in pairwise(rows):
            if "leaf" not in row.words:
                continue
            links = row.one("th").all("a")
            if links:
                assert links[0].attributes["href"].lstrip("#") in workings
            else:
                assert row.one("th").all("button")
                assert "wk" in after.words


def test_a_working_is_written_once_where_groups_share_it() -> None:
    linear = {"type": "linear", "target": "9", "slope": "4", "floor": "0"}
    leaf = {"id": "gdp", "points": "60", "input": "gdp", "rule": linear, "compare_in": "all"}
    tree = {"id": "total", "children": [leaf]}
    root = read(html_report(result(tree=tree, adjustments=[], vetoes=[])))
    assert len(root.all("tr", "wk")) == 7  # units, not units and groups
    assert len(root.all("tr", "leaf")) == 11


def test_ids_are_unique_and_links_lead_somewhere(root: Element) -> None:
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    targets = [a.attributes["href"] for a in root.all("a")]
    assert {t for t in targets if t.lstrip("#") not in ids} == set()
    labels = [
        e.attributes[n]
        for e in root.all()
        for n in ("aria-labelledby", "aria-controls")
        if n in e.attributes
    ]
    assert set(labels) <= set(ids)


def test_names_are_escaped_everywhere(text: str, root: Element) -> None:
    assert "<script>alert" not in text
    assert text.count("<script>") == 2  # the page's own
    assert {row.one("th").text for row in boards(root)[0].one("tbody").all("tr")} == set(
        NAMES.values()
    )
    heads = [h.text for h in root.all("h2", "h1")]
    assert any(HOSTILE in head for head in heads)
    assert any(LONG in head for head in heads)


def test_no_request_leaves_the_page(text: str) -> None:
    body = text[: text.index("<style>")] + text[text.index("</style>") :]
    assert EXTERNAL.findall(body) == []
    style = text[text.index("<style>") : text.rindex("</style>")]
    assert re.findall(r"url\((?!#hatch)|@import|@font-face", style) == []


@pytest.mark.parametrize(
    "sample",
    [
        '<img src="https://a.example/x.png">',
        "<a href='//a.example'>",
        "a{b:url(x.png)}",
        "fetch('x')",
    ],
)
def test_the_search_for_requests_finds_them(sample: str) -> None:
    assert EXTERNAL.findall(sample)


def test_tables_are_named_and_headed(root: Element) -> None:
    tables = root.all("table")
    assert len(tables) > 10
    for table in tables:
        assert table.one("caption").text.strip()
        assert all(head.attributes["scope"] in ("col", "row") for head in table.all("th"))
    rank = boards(root)[0].one("table").one("th")
    assert rank.attributes["aria-sort"] == "ascending"


def test_drawings_have_words(root: Element) -> None:
    drawings = [svg for svg in root.all("svg") if svg.attributes.get("aria-hidden") != "true"]
    assert len(drawings) > 30
    for svg in drawings:
        assert svg.attributes["role"] == "img"
        assert svg.one("title").text.strip()


def test_facts_are_at_most_five(root: Element) -> None:
    assert [len(board.one("dl", "facts").all("dt")) for board in boards(root)] == [5, 4]


def test_head_says_version_period_engine_and_digest(root: Element) -> None:
    key = digest(scheme().json_bytes())
    head = root.one("p", "pmeta").text
    assert __version__ in head
    assert f"{key[:4]}…{key[-4:]}" in head
    assert "2026-12-31" in head
    assert key in root.text


def test_no_column_for_change_without_a_previous_rank(language: str) -> None:
    with_history = read(html_report(result(), language))
    without = read(html_report(score(scheme(), data(history=False)), language))

    def columns(root: Element) -> set[str]:
        return {th.attributes.get("data-sort", "") for th in boards(root)[0].one("thead").all("th")}

    assert "change" in columns(with_history)
    assert "change" not in columns(without)
    assert without.all("svg", "rb") == []
    # the group without history has no column either
    assert "change" not in {
        th.attributes.get("data-sort", "") for th in boards(with_history)[1].one("thead").all("th")
    }


def test_the_same_result_gives_the_same_page(text: str, language: str) -> None:
    assert html_report(result(), language) == text


def test_workings_are_left_out_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_CELLS", 10)
    root = read(html_report(result()))
    assert root.all("tr", "wk") == []
    assert "sanbi explain package.zip --unit T1" in root.text
    assert len(root.all("article", "sheet")) == 11


def test_sheets_are_left_out_beyond_their_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_CELLS", 10)
    monkeypatch.setattr(page, "MOST_SHEET_ROWS", 10)
    root = read(html_report(result()))
    assert root.all("article", "sheet") == []
    assert len(boards(root)[0].one("tbody").all("tr")) == 7
    assert boards(root)[0].one("tbody").all("a") == []


def test_a_wide_page_stays_small() -> None:
    text = html_report(wide(20, 60))
    assert len(text.encode()) < 2_000_000
    assert len(re.findall('<tr class="wk"', text)) == 1200


def test_empty_words_never_reach_the_page(text: str) -> None:
    assert "None" not in read(text).text
    assert "nan" not in re.sub(r"[^ ]*finance[^ ]*", "", read(text).text)
