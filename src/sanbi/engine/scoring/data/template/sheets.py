"""The columns and prepared rows of each sheet of a template."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sanbi.engine.integrity.numerals import number_text
from sanbi.engine.scoring.data.template.column_maker import (
    COUNT,
    NUMBER,
    PLACE,
    UNIT_CHECK,
    VERSION,
    ColumnMaker,
    choices,
)
from sanbi.engine.scoring.data.template.plan import (
    PlanElectorate,
    PlanIndicator,
    TemplatePlan,
)
from sanbi.engine.scoring.data.template.sheet_plan import (
    Block,
    Cell,
    Check,
    SheetColumn,
    SheetPlan,
)
from sanbi.engine.scoring.data.template.words import WORDS, Words

PREPARED_LIMIT = 100_000  # more rows than that nobody fills in by hand
_ABOUT = ("indicator_name", "measure", "figure_kind", "owner")


def sheet_plans(plan: TemplatePlan, language: str) -> tuple[SheetPlan, ...]:
    """Return the sheets that a plan needs, in their order."""
    needed: tuple[tuple[Callable[[TemplatePlan, str], SheetPlan], object], ...] = (
        (units_sheet, True),
        (observations_sheet, plan.indicators),
        (ratings_sheet, plan.ratings),
        (events_sheet, plan.items),
        (ballots_sheet, plan.electorates),
        (history_sheet, plan.history_period),
    )
    return tuple(make(plan, language) for make, asked in needed if asked)


def units_sheet(plan: TemplatePlan, language: str) -> SheetPlan:
    """Return the sheet of units."""
    make, words = ColumnMaker("units", language), WORDS[language]
    # A unit may be in several groups: then no list can offer what the cell must hold.
    several = any(";" in unit.group for unit in plan.units)
    columns = [
        make.data("unit", words["note.unit.own"], prepared=bool(plan.units)),
        make.data("name"),
        make.data("group", check=None if several else choices(plan.groups)),
        make.data("participates", check=Check("list", (words["yes"], words["no"]))),
        make.data("formerly"),
        *(make.further(name, "coefficient") for name in plan.coefficients),
        *(make.further(name, "attribute") for name in plan.attributes),
    ]
    empty: tuple[Cell, ...] = (None,) * (len(columns) - 4)
    rows = tuple(
        (unit.code, unit.name, unit.group, words["yes" if unit.participates else "no"], *empty)
        for unit in plan.units
    )
    return SheetPlan("units", tuple(columns), rows)


def observations_sheet(plan: TemplatePlan, language: str) -> SheetPlan:
    """Return the sheet of values: by period and indicator, all units of one together.

    So a bureau that owns an indicator finds its rows in one place.
    """
    make = ColumnMaker("observations", language)
    asked = [
        (period, indicator)
        for period in plan.periods or ("",)
        for indicator in plan.indicators
        if not indicator.periods or period in indicator.periods
    ]
    prepared = 0 < len(asked) * len(plan.units) <= PREPARED_LIMIT
    codes = choices(tuple(indicator.code for indicator in plan.indicators))
    columns = (
        make.unit(prepared=prepared),
        *((make.beside("unit_name"),) if prepared else ()),
        make.data("indicator", check=codes, prepared=prepared),
        *((make.beside(key) for key in _ABOUT) if prepared else ()),
        make.data("period", check=choices(plan.periods), prepared=prepared),
        make.data("value", check=NUMBER),
        make.data("target", check=NUMBER),
        make.data("version", check=VERSION),
        make.data("source"),
    )
    if not prepared:
        return SheetPlan("observations", columns)
    return _prepared_observations(plan, columns, asked, WORDS[language])


def _prepared_observations(
    plan: TemplatePlan,
    columns: tuple[SheetColumn, ...],
    asked: Sequence[tuple[str, PlanIndicator]],
    words: Words,
) -> SheetPlan:
    rows: list[tuple[Cell, ...]] = []
    blocks: list[Block] = []
    closed: set[tuple[int, str]] = set()
    for period, indicator in asked:
        about = _about(indicator, words)
        prompt = words["value.prompt"].format(
            period=period or "—", measure=indicator.measure or "—", owner=indicator.owner or "—"
        )
        title = indicator.name or indicator.code
        first, count = len(rows), len(plan.units)
        blocks.append(Block(first, count, "value", NUMBER, title, prompt))
        if not indicator.needs_target or period != plan.period:
            closed.update((row, "target") for row in range(first, first + count))
        rows += [
            (unit.code, unit.name, indicator.code, *about, period, None, None, None, None)
            for unit in plan.units
        ]
    return SheetPlan("observations", columns, tuple(rows), tuple(blocks), frozenset(closed))


def _about(indicator: PlanIndicator, words: Words) -> tuple[str, ...]:
    return (indicator.name, indicator.measure, words[f"kind.{indicator.kind}"], indicator.owner)


def ratings_sheet(plan: TemplatePlan, language: str) -> SheetPlan:
    """Return the sheet of ratings: prepared by leaf and assessor."""
    make, words = ColumnMaker("ratings", language), WORDS[language]
    asked = [(leaf, who) for leaf in plan.ratings for who in leaf.assessors or ("",)]
    prepared = 0 < len(asked) * len(plan.units) <= PREPARED_LIMIT
    low = min(leaf.low for leaf in plan.ratings)
    high = max(leaf.high for leaf in plan.ratings)
    leaves = choices(tuple(leaf.leaf for leaf in plan.ratings))
    who = tuple(dict.fromkeys(who for leaf in plan.ratings for who in leaf.assessors))
    named = prepared and all(leaf.assessors for leaf in plan.ratings)
    columns = (
        make.unit(prepared=prepared),
        *((make.beside("unit_name"),) if prepared else ()),
        make.data("leaf", check=leaves, prepared=prepared),
        *((make.beside("leaf_name"),) if prepared else ()),
        make.data("period", check=choices(plan.periods[:1]), prepared=prepared),
        make.data("assessor", check=choices(who), prepared=named),
        make.data("rating", _range(low, high, words), check=Check("number", low=low, high=high)),
        make.data("reason"),
    )
    if not prepared:
        return SheetPlan("ratings", columns)
    rows: list[tuple[Cell, ...]] = []
    blocks = []
    for leaf, assessor in asked:
        check = Check("number", low=leaf.low, high=leaf.high)
        title = leaf.name or leaf.leaf
        prompt = _range(leaf.low, leaf.high, words)
        blocks.append(Block(len(rows), len(plan.units), "rating", check, title, prompt))
        rows += [
            (unit.code, unit.name, leaf.leaf, leaf.name, plan.period, assessor, None, None)
            for unit in plan.units
        ]
    return SheetPlan("ratings", columns, tuple(rows), tuple(blocks))


def _range(low: float, high: float, words: Words) -> str:
    return words["note.rating"].format(low=number_text(low), high=number_text(high))


def events_sheet(plan: TemplatePlan, language: str) -> SheetPlan:
    """Return the sheet of events; nothing is prepared, because a row without a count counts one."""
    make = ColumnMaker("events", language)
    kinds = tuple(dict.fromkeys(kind for item in plan.items for kind in item.kinds))
    columns = (
        make.unit(prepared=False),
        make.data("item", check=choices(tuple(item.item for item in plan.items))),
        make.data("period", check=choices(plan.periods[:1])),
        make.data("kind", check=choices(kinds)),
        make.data("count", check=COUNT),
        make.data("amount", check=NUMBER),
        make.data("document"),
        make.data("note"),
    )
    return SheetPlan("events", columns)


def ballots_sheet(plan: TemplatePlan, language: str) -> SheetPlan:
    """Return the sheet of ballots: one row for each mark."""
    make = ColumnMaker("ballots", language)
    electorates = plan.electorates
    classes = tuple(dict.fromkeys(name for each in electorates for name in each.classes))
    criteria = tuple(dict.fromkeys(name for each in electorates for name in each.criteria))
    note, check = _mark(electorates, WORDS[language])
    columns = (
        make.data("electorate", check=choices(tuple(each.electorate for each in electorates))),
        make.data("period", check=choices(plan.periods[:1])),
        make.data("ballot"),
        make.data("class", check=choices(classes)),
        make.data("voter_unit"),
        make.data("unit", WORDS[language]["note.unit"].lstrip("※ "), check=UNIT_CHECK),
        make.data("criterion", check=choices(criteria)),
        make.data("mark", note, check=check),
    )
    return SheetPlan("ballots", columns)


def _mark(electorates: Sequence[PlanElectorate], words: Words) -> tuple[str, Check | None]:
    """Return the note and check of a mark; none when the electorates vote in different ways."""
    kinds = {each.kind for each in electorates}
    if kinds == {"rank"}:
        return words["note.mark.rank"], PLACE
    if kinds == {"score"}:
        top = max(each.top_score for each in electorates)
        return words["note.mark.score"].format(top=number_text(top)), Check(
            "number", low=0, high=top
        )
    if kinds == {"grade"}:
        grades = tuple(dict.fromkeys(name for each in electorates for name in each.grades))
        return words["note.mark.grade"], choices(grades)
    return words["note.mark"], None


def history_sheet(plan: TemplatePlan, language: str) -> SheetPlan:
    """Return the sheet of the result of the period before: one row per unit and group."""
    make = ColumnMaker("history", language)
    prepared = bool(plan.units)
    columns = (
        make.unit(prepared=prepared),
        *((make.beside("unit_name"),) if prepared else ()),
        make.data("group", check=choices(plan.groups), prepared=prepared),
        make.data("period", check=choices((plan.history_period,)), prepared=prepared),
        make.data("score", check=NUMBER),
        make.data("rank", check=Check("number", low=1)),
        make.data("grade", check=choices(plan.grades)),
    )
    rows = tuple(
        (unit.code, unit.name, group.strip(), plan.history_period, None, None, None)
        for unit in plan.units
        for group in unit.group.split(";")
    )
    return SheetPlan("history", columns, rows)
