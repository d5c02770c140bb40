"""Nothing that Chromium 87 lacks, in the sources and in what is built from them."""

import re
from pathlib import Path

import pytest

STYLE_RULES = {
    "the selector :has()": r":has\(",
    "the selector :is() or :where()": r":(?:is|where)\(",
    "nesting": r"(?:^|[{};])\s*&",
    "color-mix()": r"color-mix\(",
    "oklch() or lab()": r"\b(?:oklch|oklab|lch|lab)\(",
    "container queries": r"@container\b|container-type\s*:",
    "cascade layers": r"@layer\b",
    "@scope": r"@scope\b",
    "aspect-ratio": r"[{;\s]aspect-ratio\s*:",
    "viewport units of Chromium 108": r"\d(?:dvh|svh|lvh|dvw|svw|lvw)\b",
    "text-wrap": r"text-wrap\s*:",
    "subgrid": r"\bsubgrid\b",
    "a web font": r"@font-face\b",
    "a range in a media query": r"@media[^{]*(?:[<>]=?)",
}
SCRIPT_RULES = {
    "at()": r"(?<!Symbol)\.at\(",
    "Object.hasOwn": r"\bObject\.hasOwn\(",
    "structuredClone": r"\bstructuredClone\(",
    "findLast": r"\.findLast(?:Index)?\(",
    "copying array methods": r"\.(?:toSorted|toReversed|toSpliced|with)\(",
    "grouping": r"\b(?:Object|Map)\.groupBy\(",
    "Array.fromAsync": r"\bArray\.fromAsync\(",
    "crypto.randomUUID": r"\brandomUUID\(",
    "Promise.withResolvers": r"\bPromise\.(?:withResolvers|try)\(",
    "AbortSignal.timeout or any": r"\bAbortSignal\.(?:timeout|any)\(",
    "set methods": r"\.(?:isSubsetOf|symmetricDifference|intersection)\(",
    "replaceChildren's successors": r"\.setHTMLUnsafe\(",
    "eval": r"\beval\(|\bnew Function\(",
}
# Third-party code asks whether the browser has these before it uses them, or never reaches them.
GUARDED = {
    "copying array methods": "Alpine wraps every method of a list; only who calls one needs it",
    "replaceChildren's successors": "guarded by htmx",
}


def findings(text: str, rules: dict[str, str]) -> list[str]:
    """Name the rules that the text breaks; comments and quoted texts of sheets are left out."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return [name for name, rule in rules.items() if re.search(rule, bare, re.MULTILINE)]


def dist(repo: Path) -> Path:
    folder = repo / "src/sanbi/site/static/dist"
    if not (folder / "app.css").is_file():
        pytest.skip("the bundles are not built: make assets")
    return folder


def test_sources_of_sheets(repo: Path) -> None:
    sheets = sorted((repo / "frontend/src").rglob("*.css"))
    assert len(sheets) > 15
    found = {
        path.name: wrong
        for path in sheets
        if (wrong := findings(path.read_text(encoding="utf-8"), STYLE_RULES))
    }
    assert found == {}


def test_sources_of_scripts(repo: Path) -> None:
    scripts = sorted((repo / "frontend/src").rglob("*.js"))
    assert len(scripts) > 12
    found = {
        path.name: wrong
        for path in scripts
        if (wrong := findings(path.read_text(encoding="utf-8"), SCRIPT_RULES))
    }
    assert found == {}


def test_the_built_sheet(repo: Path) -> None:
    assert findings((dist(repo) / "app.css").read_text(encoding="utf-8"), STYLE_RULES) == []


@pytest.mark.parametrize("name", ["app.js", "charts.js"])
def test_the_built_scripts(repo: Path, name: str) -> None:
    text = (dist(repo) / name).read_text(encoding="utf-8")
    assert [rule for rule in findings(text, SCRIPT_RULES) if rule not in GUARDED] == []


@pytest.mark.parametrize("name", ["app.css", "app.js", "charts.js"])
def test_bundles_fetch_nothing_from_elsewhere(repo: Path, name: str) -> None:
    text = (dist(repo) / name).read_text(encoding="utf-8")
    assert re.findall(r"@import|url\(\s*['\"]?https?:|importScripts|<script[^>]+src=", text) == []


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("the selector :has()", ".a .b { }", ".a:has(.b) { }"),
        ("the selector :is() or :where()", ".a, .b { }", ":is(.a, .b) { }"),
        ("nesting", ".a:hover { }", ".a {\n  &:hover { } }"),
        ("color-mix()", "a { color: #fff }", "a { color: color-mix(in srgb, red, blue) }"),
        ("oklch() or lab()", "a { color: rgb(1, 2, 3) }", "a { color: oklch(50% 0 0) }"),
        ("container queries", "@media print { }", "@container (width > 1px) { }"),
        ("cascade layers", ".layer { }", "@layer base { }"),
        ("@scope", ".scope { }", "@scope (.a) { }"),
        ("aspect-ratio", "a { height: 3px }", "a { aspect-ratio: 1 }"),
        ("viewport units of Chromium 108", "a { height: 90vh }", "a { height: 90dvh }"),
        ("text-wrap", "a { white-space: nowrap }", "a { text-wrap: balance }"),
        ("subgrid", "a { display: grid }", "a { grid-template-rows: subgrid }"),
        ("a web font", "a { font-family: serif }", "@font-face { src: url(a) }"),
        (
            "a range in a media query",
            "@media (max-width: 9px) { .a > .b { } }",
            "@media (width <= 9px) { }",
        ),
    ],
)
def test_rules_for_sheets(rule: str, good: str, bad: str) -> None:
    assert findings(good, STYLE_RULES) == []
    assert findings(bad, STYLE_RULES) == [rule]


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("at()", "list[list.length - 1]", "list.at(-1)"),
        ("Object.hasOwn", "'a' in thing", "Object.hasOwn(thing, 'a')"),
        ("structuredClone", "clone(thing)", "structuredClone(thing)"),
        ("findLast", "list.find(f)", "list.findLast(f)"),
        ("copying array methods", "[...list].sort()", "list.toSorted()"),
        ("grouping", "groups.get(a)", "Object.groupBy(list, f)"),
        ("Array.fromAsync", "Array.from(a)", "Array.fromAsync(a)"),
        ("crypto.randomUUID", "Math.random()", "crypto.randomUUID()"),
        ("Promise.withResolvers", "new Promise(f)", "Promise.withResolvers()"),
        ("AbortSignal.timeout or any", "new AbortController()", "AbortSignal.timeout(5)"),
        ("set methods", "a.has(b)", "a.isSubsetOf(b)"),
        ("replaceChildren's successors", "a.replaceChildren()", "a.setHTMLUnsafe(b)"),
        ("eval", "evaluate(a)", "eval(a)"),
    ],
)
def test_rules_for_scripts(rule: str, good: str, bad: str) -> None:
    assert findings(good, SCRIPT_RULES) == []
    assert findings(bad, SCRIPT_RULES) == [rule]
