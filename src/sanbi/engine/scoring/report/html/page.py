"""Puts the report together: one file, no request to anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sanbi import __version__
from sanbi.engine.integrity import digest
from sanbi.engine.scoring.explain import Explainer
from sanbi.engine.scoring.report.html.board import build_board
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.grounds import Naming, revisions
from sanbi.engine.scoring.report.html.outline import outline
from sanbi.engine.scoring.report.html.reasons import Reasons
from sanbi.engine.scoring.report.html.scheme_page import scheme_page, verify_page
from sanbi.engine.scoring.report.html.sheet import SheetMaker
from sanbi.engine.scoring.report.html.trend import build_trend
from sanbi.engine.scoring.report.html.words import Words, words_of
from sanbi.engine.scoring.report.html.working import FullWorkings, NoWorkings, working_markup
from sanbi.engine.scoring.result import Result

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
SEGMENTS = 5
MOST_CELLS = 6_000
MOST_SHEET_ROWS = 24_000


@dataclass(frozen=True)
class Headline:
    """What stands above everything: titles and the facts of the run."""

    title: str
    scheme: str
    facts: tuple[str, ...]
    digest: str


def html_report(result: Result, language: str = "zh") -> str:
    """The report of a run as one HTML file.

    The file needs no network: style, script and drawings are inside. Without JavaScript every
    table, sheet and working stands open below each other.

    Parameters
        result : Result
        language : "zh" | "en", of the report's own words; names stay as the scheme has them.
    Returns
        str, the page; the same for the same result, whatever the machine or the time.
    Raises
        ValueError  for another language.
    Cost
        Everything is embedded up to 6,000 leaf cells (units × leaves over all groups): about 1 kB
        and 0.1 ms a cell. Beyond, workings are left out, then unit sheets; tables are cut at
        5,000 units. See docs/mechanisms/report.md.
    """
    words = words_of(language)
    views = _views(result, words)
    boards = [build_board(view, build_trend(view)) for view in views]
    cells = leaf_cells(result)
    explainer = Explainer(result, words.language, whole=True) if cells <= MOST_CELLS else None
    workings = NoWorkings() if explainer is None else FullWorkings(explainer, words)
    sheets = [
        SheetMaker(view, workings, Reasons(view, explainer)).sheets(board.rows)
        for view, board in zip(views, boards, strict=True)
        if cells <= MOST_SHEET_ROWS
    ]
    page = _environment().get_template("report.html.j2")
    return page.render(
        say=words,
        headline=headline(result, words),
        boards=boards,
        sheets=sheets,
        in_total=views[0].in_total,
        workings=explainer is not None,
        working=working_markup,
        segmented=len(boards) <= SEGMENTS,
        legend_key=_legend_key(views[0]),
        low_better=result.scheme.better == "low",
        scheme=scheme_page(result.run, views[0].naming),
        verify=verify_page(result, views[0].naming),
        terms=_terms(views[0]),
        version=__version__,
        style=style_sheet(),
        script=template_text("script.js"),
    )


def _views(result: Result, words: Words) -> list[CohortView]:
    run = result.run
    naming = Naming(run, words)
    entries = outline(run.scheme.tree, run.period)
    held = revisions(run)
    return [
        CohortView(run, outcome, naming, entries, held, number)
        for number, outcome in enumerate(result.outcomes)
    ]


def leaf_cells(result: Result) -> int:
    """Units times leaves over all groups."""
    return sum(len(outcome.codes) * len(outcome.scores.leaves) for outcome in result.outcomes)


def headline(result: Result, words: Words) -> Headline:
    """Title and facts of the run."""
    scheme = result.scheme
    period = "" if result.period == "run" else words.period(result.period)
    key = digest(scheme.json_bytes())
    facts = [words("scheme_version", version=scheme.version)]
    if period:
        facts.append(words("period_is", period=period))
    since, until = scheme.effective
    if since and until:
        facts.append(words("effective", since=since, until=until))
    elif since or until:
        name = "effective_from" if since else "effective_until"
        facts.append(words(name, since=since, until=until))
    facts.append(_rounding(result, words))
    facts.append(words("engine", version=__version__))
    if scheme.settled["source"]:
        facts.append(words("source", source=scheme.settled["source"]))
    shown = period if period and period not in scheme.title else ""
    title = (
        f"{shown} {scheme.title}".strip() if words.language == "en" else f"{shown}{scheme.title}"
    )
    return Headline(title, scheme.title, tuple(facts), key)


def _rounding(result: Result, words: Words) -> str:
    scheme = result.scheme
    if scheme.precision is None:
        return words("not_rounded")
    stages = words.join([words(f"stage.{stage}") for stage in scheme.settled["round_at"]])
    mode = words(f"rounding.{scheme.rounding}")
    return words("rounded", mode=mode, n=scheme.precision, stages=stages)


@cache
def _environment() -> Environment:
    """The templates, escaping on. Imported here, so that the engine needs no Jinja to score."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _terms(view: CohortView) -> list[str]:
    terms = ["gap", "change", "median", "lost", "tick", "place"]
    return [*terms, "total"] if view.in_total else terms


def _legend_key(view: CohortView) -> str:
    return "legend_bars_total" if view.in_total else "legend_bars"


@cache
def style_sheet() -> str:
    """The style sheet; the dark colours stand in it twice, for the switch and for the system."""
    parts = [
        template_text("style.css").replace("DARK", template_text("dark.css")),
        template_text("pages.css"),
        template_text("paper.css"),
    ]
    return "\n".join(parts)


@cache
def template_text(name: str) -> str:
    """A style sheet or script of our own, put in as it is."""
    return (TEMPLATES / name).read_text(encoding="utf-8")
