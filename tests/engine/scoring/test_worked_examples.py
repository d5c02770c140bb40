"""Every worked example of docs/algorithms, recomputed to the last digit.

A page is trusted for its hand-worked figures, so three things are checked: the engine prints the
figures of `expected`, the arithmetic written out below each example adds up, and every word that
a scheme may use is exercised by some example.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.scoring import DataFaults, Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.rule_fields import RULES

PAGES = Path(__file__).parents[3] / "docs" / "algorithms"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"\A# worked example: (.+)\n")
PAGE_OF = {"formula": "formula-rule", "target": "value"}
TABLES = ("observations", "ratings", "events", "ballots", "history")


@dataclass(frozen=True)
class Example:
    """One example: the page it stands on, its name, its mapping, and the working below it."""

    page: str
    name: str
    content: dict[str, Any]
    working: str


def examples_of(page: str, text: str) -> Iterator[Example]:
    """Yield the worked examples of a page, each with the working that follows it."""
    blocks = FENCE.findall(text)
    for place, (language, body) in enumerate(blocks):
        heading = HEADING.match(body)
        if language != "yaml" or not heading:
            continue
        content = yaml.safe_load(body)
        if "scheme" in content:  # conditions and calendar have examples of another shape
            later = blocks[place + 1] if place + 1 < len(blocks) else ("", "")
            working = later[1] if later[0] == "working" else ""
            yield Example(page, heading.group(1), content, working)


EXAMPLES = [
    example
    for path in sorted(PAGES.glob("*.md"))
    for example in examples_of(path.stem, path.read_text(encoding="utf-8"))
]


# -- the engine prints what was worked by hand -----------------------------------------------------
def run(content: dict[str, Any]) -> Result:
    """Score the data of an example."""
    tables = {name: content.get(name, []) for name in TABLES}
    data = Data.from_rows(units=content["units"], **tables)
    return score(Scheme.from_mapping(content["scheme"]), data)


def table(result: Result, name: str) -> list[dict[str, str]]:
    """Read one result table from the text that the package would hold."""
    text = result.csv_files()[f"result/{name}.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def cells(rows: list[dict[str, str]], column: str, key: str, period: str) -> dict[str, str]:
    """Map `KEY UNIT` (or `KEY@PERIOD UNIT`) to the cell of a column."""
    found: dict[str, str] = {}
    for row in rows:
        label = row.get(key, "")
        if row.get("period", period) != period:
            label = f"{label}@{row['period']}"
        found[f"{label} {row['unit']}"] = row[column]
    return found


def wanted(expected: dict[str, Any]) -> dict[str, str]:
    """Flatten `{leaf: {unit: figure}}` to the same keys; null means an empty cell."""
    return {
        f"{label} {unit}": "" if figure is None else str(figure)
        for label, units in expected.items()
        for unit, figure in units.items()
    }


COMPARED = {
    "scores": ("working", "score", "leaf"),
    "unrounded": ("working", "unrounded", "leaf"),
    "states": ("working", "state", "leaf"),
    "nodes": ("nodes", "unrounded", "node"),
    "adjustments": ("adjustments", "score", "adjustment"),
    "totals": ("ranking", "score", ""),
    "ranks": ("ranking", "rank", ""),
    "previous_ranks": ("ranking", "previous_rank", ""),
    "rank_changes": ("ranking", "rank_change", ""),
    "gaps": ("ranking", "gap", ""),
    "grades": ("grades", "grade", ""),
}


def differences(result: Result, expected: dict[str, Any]) -> list[str]:
    """List every expected figure that the result does not print."""
    wrong = []
    for part in expected.keys() - {"refused", "consequences"}:
        source, column, key = COMPARED[part]
        printed = cells(table(result, source), column, key, result.period)
        asked = wanted(expected[part] if key else {"": expected[part]})
        for label, figure in asked.items():
            got = printed.get(label)
            if (got or "") != figure:
                wrong.append(f"{part} {label.strip()}: worked {figure!r}, printed {got!r}")
    drawn = [(row["unit"], row["consequence"]) for row in table(result, "consequences")]
    for unit, names in expected.get("consequences", {}).items():
        got_names = sorted(name for code, name in drawn if code == unit)
        if got_names != sorted(names):
            wrong.append(f"consequences {unit}: worked {names}, printed {got_names}")
    return sorted(wrong)


REFUSED = [example for example in EXAMPLES if "refused" in example.content["expected"]]
SCORED = [example for example in EXAMPLES if "refused" not in example.content["expected"]]


@pytest.mark.parametrize("example", SCORED, ids=lambda example: example.name)
def test_engine_prints_the_worked_figures(example: Example) -> None:
    wrong = differences(run(example.content), example.content["expected"])
    assert not wrong, f"docs/algorithms/{example.page}.md\n" + "\n".join(wrong)


@pytest.mark.parametrize("example", REFUSED, ids=lambda example: example.name)
def test_engine_refuses_and_names_every_cell(example: Example) -> None:
    with pytest.raises(DataFaults) as refusal:
        run(example.content)
    texts = [str(fault) for fault in refusal.value.faults]
    for words_of_fault in example.content["expected"]["refused"]:
        naming = [text for text in texts if all(word in text for word in words_of_fault)]
        assert naming, f"no fault names {words_of_fault}: {texts}"
    assert len(texts) == len(example.content["expected"]["refused"])


def test_a_wrong_figure_would_be_found() -> None:
    example = next(example for example in EXAMPLES if example.name == "proportional")
    result = run(example.content)
    expected = {"scores": {"invest": {"A": "5.68"}}, "ranks": {"A": 2}, "totals": {"Z": "1.00"}}
    assert differences(result, expected) == [
        "ranks A: worked '2', printed '1'",
        "scores invest A: worked '5.68', printed '5.69'",
        "totals Z: worked '1.00', printed None",
    ]


# -- the arithmetic below each example adds up -----------------------------------------------------
TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|ln|[()+\-*/√])")
DIGITS = 60
MODES = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)


class Sum:
    """A small calculator for the pages: + − × / √ ln and brackets, on decimals of 60 digits."""

    def __init__(self, text: str) -> None:
        plain = text.replace("−", "-").replace("×", "*")
        self.tokens = [token for token in TOKEN.findall(plain) if token]
        if TOKEN.sub("", plain).strip():
            raise ValueError(text)

    def value(self) -> Decimal:
        """Return the value; a text that is no sum raises ValueError."""
        with localcontext() as context:
            context.prec = DIGITS
            result = self._sum()
        if self.tokens:
            raise ValueError(self.tokens)
        return result

    def _take(self, *kinds: str) -> str:
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in kinds else ""

    def _sum(self) -> Decimal:
        total = self._product()
        while sign := self._take("+", "-"):
            part = self._product()
            total = total + part if sign == "+" else total - part
        return total

    def _product(self) -> Decimal:
        total = self._factor()
        while sign := self._take("*", "/"):
            part = self._factor()
            total = total * part if sign == "*" else total / part
        return total

    def _factor(self) -> Decimal:
        if self._take("-"):
            return -self._factor()
        if self._take("√"):
            return self._factor().sqrt()
        if self._take("ln"):
            return self._factor().ln()
        if self._take("("):
            inner = self._sum()
            if not self._take(")"):
                raise ValueError(self.tokens)
            return inner
        if not self.tokens or not self.tokens[0][0].isdigit():
            raise ValueError(self.tokens)
        return Decimal(self.tokens.pop(0))


def same(value: Decimal, text: str) -> bool:
    """True when a text names this value: a sum, or leading digits that end with `…`."""
    if not text.endswith("…"):
        return abs(Sum(text).value() - value) < Decimal(10) ** (10 - DIGITS)
    shown = Sum(text[:-1]).value()
    return value.quantize(shown, rounding=ROUND_DOWN) == shown


def rounds_to(value: Decimal, text: str) -> bool:
    """True when a rounding of value to the decimals of the text gives the text."""
    shown = Sum(text).value()
    return any(value.quantize(shown, rounding=mode) == shown for mode in MODES)


def slips(working: str) -> Iterator[str]:
    """Yield each line of a working that does not add up: `sum = value = value → rounded`."""
    for line in working.splitlines():
        for clause in re.split(r"[;:,]", line):
            value: Decimal | None = None
            for sign, text in re.findall(r"(=|→|^)([^=→]*)", clause):
                try:
                    now = Sum(text.strip().removesuffix("…")).value()
                except (ValueError, ArithmeticError):
                    value = None
                    continue
                if value is not None:
                    check: Callable[[Decimal, str], bool] = same if sign == "=" else rounds_to
                    if not check(value, text.strip()):
                        yield line
                if value is None or (sign == "=" and "…" not in text):
                    value = now


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_working_adds_up(example: Example) -> None:
    assert example.working, f"docs/algorithms/{example.page}.md: no working below the example"
    assert list(slips(example.working)) == []


def test_a_slip_would_be_found() -> None:
    good = "A: 8 × 6.4 / 9 = 5.6888… → 5.69; √(4 + 5) = 3, ln(1) = 0\nB: (1 − 3) / 2 = −1 → −1.00"
    assert list(slips(good)) == []
    for bad in ("A: 2 + 2 = 5", "A: 1 / 3 = 0.3334…", "A: 2.674 → 2.68", "x: 5 − 2 × 2 = 6"):
        assert list(slips(bad)) == [bad]


# -- nothing that a scheme may say is without a page and an example --------------------------------
def mappings(content: object) -> Iterator[dict[str, Any]]:
    """Walk all mappings of an example."""
    if isinstance(content, dict):
        yield content
        content = list(content.values())
    if isinstance(content, list):
        for item in content:
            yield from mappings(item)


def said(key: str) -> set[str]:
    """Collect the words that the examples' schemes put under a key."""
    found: set[str] = set()
    for example in EXAMPLES:
        for mapping in mappings(example.content["scheme"]):
            stated = mapping.get(key, ())
            found.update(stated if isinstance(stated, list | dict) else [str(stated)])
    return {word for word in found if isinstance(word, str)}


def rules_said() -> set[str]:
    return said("type") | said("rule")


@pytest.mark.parametrize(
    "name",
    [*RULES, *words.TRANSFORMS, *words.AGGREGATES],
)
def test_rules_transforms_and_aggregates_have_a_page_with_an_example(name: str) -> None:
    page = PAGE_OF.get(name, name.replace("_", "-"))
    on_page = [example for example in EXAMPLES if example.page == page]
    assert on_page, f"docs/algorithms/{page}.md has no worked example"


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_exercised(name: str) -> None:
    assert name in rules_said()


DEFAULTS = {"transform": {"value"}, "aggregate": {"sum"}}
CHOICES = [
    ("transform", words.TRANSFORMS),
    ("aggregate", words.AGGREGATES),
    ("missing", words.MISSING),
    ("otherwise", words.OTHERWISE),
    ("ties", words.TIES),
    ("rounding", words.ROUNDING),
    ("round_at", words.ROUND_AT),
    ("rank_on", {"unrounded": ()}),
    ("when_equal", words.WHEN_EQUAL),
    ("effect", words.EFFECTS),
    ("sign", words.SIGN),
    ("kind", words.BALLOT_KIND),
    ("method", {**words.IMPUTE, "dense": (), "average": ()}),
    ("by", words.GRADE_BY),
    ("round", {"half_up": ()}),
    ("periods", words.SUB_PERIODS),
    ("basis", {"ratio": ()}),
    ("against", words.AGAINST),
    ("at", words.AGAINST),
    ("nonpositive", words.NONPOSITIVE),
    ("scale", {"log": ()}),
    ("measure", {"ratio": ()}),
    ("compare_in", {"all": ()}),
]


@pytest.mark.parametrize(
    ("key", "word"), [(key, word) for key, table_of in CHOICES for word in table_of]
)
def test_every_choice_is_exercised(key: str, word: str) -> None:
    assert word in said(key) | DEFAULTS.get(key, set())


def test_fixed_substitutes_are_exercised() -> None:
    assert {"fixed"} <= said("missing") & said("otherwise")


def test_index_lists_every_page_once() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\| \[[^\]]+\]\(([\w-]+)\.md\)", index)
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert sorted(linked) == sorted(set(linked))
    assert pages - set(linked) == set()


def test_example_names_are_unique() -> None:
    names = [example.name for example in EXAMPLES]
    assert len(names) == len(set(names))


def test_figures_are_plain_decimals() -> None:
    for example in EXAMPLES:
        for part in ("scores", "totals", "nodes", "unrounded"):
            for units in (example.content["expected"].get(part) or {}).values():
                for figure in units.values() if isinstance(units, dict) else [units]:
                    assert figure is None or Fraction(figure) is not None
