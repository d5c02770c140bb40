"""Style and script keep to what Chromium 87 has."""

import re

import pytest

from sanbi.engine.scoring.report.html.page import style_sheet, template_text

# Chromium 87 lacks these in style sheets (the version that has them stands behind).
CSS = {
    "a selector :has": r":has\(",  # 105
    "a selector :is or :where": r":(is|where)\(",  # 88
    "nesting": r"[{;]\s*&",  # 112
    "color-mix": r"color-mix\(",  # 111
    "container queries": r"@container|container-type",  # 105
    "cascade layers": r"@layer",  # 99
    "aspect-ratio": r"aspect-ratio",  # 88
    "accent-color": r"accent-color",  # 93
    "text-wrap": r"text-wrap",  # 114
    "new viewport units": r"\d(dvh|svh|lvh)",  # 108
    "web fonts": r"@font-face",
    "gradients, glow": r"gradient\(|filter:|text-shadow",
}
SCRIPT = {
    "Array.at": r"\.at\(",  # 92
    "Object.hasOwn": r"Object\.hasOwn",  # 93
    "structuredClone": r"structuredClone",  # 98
    "replaceChildren": r"replaceChildren",  # 86, but 87 webviews lack it
    "findLast": r"findLast",  # 97
    "dialog": r"showModal",  # 37, but not in every kiosk build
    "network": r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|import)\b\s*\(",
    "evaluation of text": r"\beval\(|new Function|innerHTML|outerHTML|document\.write",
}


def found(rules: dict[str, str], text: str) -> list[str]:
    return [name for name, pattern in rules.items() if re.search(pattern, text)]


def test_style_keeps_to_chromium_87() -> None:
    assert found(CSS, style_sheet()) == []


def test_script_keeps_to_chromium_87_and_builds_no_markup() -> None:
    assert found(SCRIPT, template_text("script.js")) == []


@pytest.mark.parametrize(
    ("sample", "name"),
    [
        ("a:has(b){}", "a selector :has"),
        (":is(a,b){}", "a selector :is or :where"),
        ("a{& b{}}", "nesting"),
        ("a{color:color-mix(in srgb,red,blue)}", "color-mix"),
        ("a{aspect-ratio:1}", "aspect-ratio"),
        ("@container (width>1px){}", "container queries"),
        ("a{background:linear-gradient(red,blue)}", "gradients, glow"),
    ],
)
def test_the_rules_find_what_they_forbid(sample: str, name: str) -> None:
    assert found(CSS, sample) == [name]


@pytest.mark.parametrize(
    ("sample", "name"),
    [("a.at(-1)", "Array.at"), ("fetch('x')", "network"), ("a.innerHTML=b", "evaluation of text")],
)
def test_the_script_rules_find_what_they_forbid(sample: str, name: str) -> None:
    assert found(SCRIPT, sample) == [name]


def test_every_colour_of_light_has_one_for_dark() -> None:
    light = set(re.findall(r"(--[\w-]+):#", template_text("style.css")))
    dark = set(re.findall(r"(--[\w-]+):#", template_text("dark.css")))
    assert light == dark
    assert style_sheet().count("--paper:#11171b") == 2


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("sheet", ["style.css", "dark.css"])
@pytest.mark.parametrize(
    "ink", ["ink-1", "ink-2", "ink-3", "brand", "down", "up", "red", "yel-ink"]
)
def test_text_stands_out_from_every_ground(sheet: str, ink: str) -> None:
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})\b", template_text(sheet)))
    colours.setdefault("surface", "#ffffff")
    for ground in ("paper", "surface", "surface-2", "own"):
        light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
