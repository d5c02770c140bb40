"""The first line of a working: which figures were taken, and what they came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sanbi.engine.scoring.explain.explanation import Shown, SourceFigure
from sanbi.engine.scoring.explain.phrasing import as_input, signed
from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.explain.substitution.expression import formula_text
from sanbi.engine.scoring.explain.substitution.numerals import is_negative, shown
from sanbi.engine.scoring.formula import Formula
from sanbi.engine.scoring.periods import shifted, year_share
from sanbi.engine.scoring.scheme.model import Input
from sanbi.engine.scoring.scheme.rule_fields import RULES

HUNDRED = 100
Figures = Sequence[SourceFigure]


def input_sentence(scene: Scene, figures: Figures) -> str:
    """Write what was taken, with inputs marked."""
    reads = RULES[scene.leaf.rule.type].reads
    if reads == "events":
        return _events(scene, figures)
    if reads == "ratings":
        return _ratings(scene, figures)
    if reads == "ballots":
        return _ballots(scene, figures)
    if scene.item is None:
        return _listed(scene, figures)
    return _input(scene, scene.item, figures)


def input_notes(scene: Scene, figures: Figures) -> list[str]:
    """Write owner, release and version of the figures, reasons of marks, and what was filled in."""
    told: dict[str, list[str]] = {}
    for held in figures:
        text = held.note if held.kind in {"event", "rating"} else ""
        if held.kind in {"official", "dispatch", "department", "supervision", "other"}:
            text = _release(scene, held)
        if text and held.name not in told.setdefault(text, []):
            told[text].append(held.name)
    notes = [
        scene.say("note.named", name=scene.words.listing(names), text=text)
        for text, names in told.items()
        if text
    ]
    return [*notes, *_prepared(scene, figures), *_invalid(scene)]


def _release(scene: Scene, held: SourceFigure) -> str:
    """Write who provides a figure, its source and its version."""
    parts = []
    if held.owner:
        parts.append(scene.say("note.owner", owner=held.owner))
    if held.source:
        parts.append(scene.say("note.source", source=held.source))
    if held.version:
        key = "note.revised" if held.revised else "note.version"
        parts.append(scene.say(key, version=held.version))
    return scene.say("comma_clause").join(parts)


def _invalid(scene: Scene) -> list[str]:
    if RULES[scene.leaf.rule.type].reads != "ballots":
        return []
    electorate = scene.leaf.rule.params["electorate"]
    count = scene.run.ballots(electorate, scene.result.period)
    if not count.invalid:
        return []
    return [scene.say("note.invalid", count=len(count.invalid))]


def _prepared(scene: Scene, figures: Figures) -> list[str]:
    """Say where a value was filled in or treated as an outlier."""
    item = scene.item
    if item is None or scene.x is None:
        return []
    if item.impute is not None and any(held.value is None for held in figures):
        method = scene.say(f"impute.{item.impute['method']}")
        return [scene.say("note.imputed", method=method, x=shown(scene.x))]
    raw = [held for held in figures if held.kind not in {"coefficient", "target"}]
    if item.treat is None or item.transform != "value" or not raw or raw[0].value is None:
        return []
    if raw[0].value.text == shown(scene.x):
        return []
    return [scene.say("note.treated", raw=raw[0].value.text, x=shown(scene.x))]


# inputs -------------------------------------------------------------------------------------------
def _input(scene: Scene, item: Input, figures: Figures) -> str:
    """Write an indicator through its transform, or a formula."""
    if item.formula is not None:
        return _formula(scene, item, item.formula, figures)
    label, name = scene.words.period(_when(scene, item)), scene.subject
    if item.indicator is not None and name != scene.naming.indicator(item.indicator):
        name = scene.say("input.subject", name=name, code=item.indicator)
    if scene.x is None:
        return scene.say("input.missing", period=label, name=name)
    if not figures or figures[0].value is None:  # filled in, or nothing below it is known
        return scene.say("input.value", period=label, name=name, value=scene.quantity(scene.x))
    text = TRANSFORM_SENTENCES[item.transform](scene, item, figures)
    head = scene.say("input.head", period=label, name=name)
    return head + text + _coefficient(scene, figures)


def _when(scene: Scene, item: Input) -> str:
    return scene.result.period if item.at is None else shifted(scene.result.period, item.at)


def _coefficient(scene: Scene, figures: Figures) -> str:
    """Write the factor of the units table that the input was multiplied by."""
    item = scene.item
    held = [f for f in figures if f.kind == "coefficient"]
    if item is None or item.coefficient is None or not held or held[-1].value is None:
        return ""
    return scene.say(
        "input.coefficient",
        name=held[-1].name,
        value=as_input(held[-1].value.text),
        x=scene.quantity(scene.x),
    )


def _amount(scene: Scene, held: SourceFigure) -> str:
    """Write a figure with its measure."""
    if held.value is None:
        return scene.say("none")
    return scene.words.quantity(as_input(held.value.text), held.measure)


def _before(figures: Figures) -> SourceFigure | None:
    """Return the figure of the earlier period."""
    kept = [held for held in figures if held.kind not in {"coefficient", "target"}]
    return kept[1] if len(kept) > 1 else None


def _without_factor(scene: Scene) -> Any:  # noqa: ANN401 - a number
    """Return the input before a coefficient of the units table; itself where there is none."""
    item = scene.item
    if item is None or item.coefficient is None:
        return scene.x
    column = scene.run.reader.coefficient(item.coefficient, scene.result.scope)
    factor = column.values[[scene.place]].tolist()[0]
    return scene.x / factor if factor else scene.x


def _value(scene: Scene, item: Input, figures: Figures) -> str:
    del item
    return _amount(scene, figures[0])


def _against(scene: Scene, item: Input, figures: Figures) -> str:
    """Write growth, increment or change against an earlier period."""
    before = _before(figures)
    x = _without_factor(scene)
    number = signed(x) if item.transform != "change" else shown(x)
    measure = "" if item.transform == "change" else scene.measure
    return scene.say(
        f"input.{item.transform}",
        now=_amount(scene, figures[0]),
        against=scene.say(f"against.{item.extras['against']}"),
        before=scene.say("none") if before is None else _amount(scene, before),
        x=scene.words.quantity(as_input(number), measure),
    )


def _share(scene: Scene, item: Input, figures: Figures) -> str:
    del item
    x = scene.words.quantity(scene.put(_without_factor(scene)), "%")
    return scene.say("input.share", now=_amount(scene, figures[0]), among=scene.among, x=x)


def _per(scene: Scene, item: Input, figures: Figures) -> str:
    other = figures[1] if len(figures) > 1 else None
    scale = item.extras["scale"]
    return scene.say(
        "input.per" if scale == 1 else "input.per_scaled",
        now=_amount(scene, figures[0]),
        other="" if other is None else other.name,
        by=scene.say("none") if other is None else _amount(scene, other),
        scale=scene.put(scale),
        x=scene.put(_without_factor(scene)),
    )


def _completion(scene: Scene, item: Input, figures: Figures) -> str:
    del item
    goal = next((held for held in figures if held.kind == "target"), None)
    return scene.say(
        "input.completion",
        now=_amount(scene, figures[0]),
        target=scene.say("none") if goal is None else _amount(scene, goal),
        x=scene.words.quantity(scene.put(_without_factor(scene)), "%"),
    )


def _pace(scene: Scene, item: Input, figures: Figures) -> str:
    progress = HUNDRED * year_share(_when(scene, item))
    x = _without_factor(scene)
    done = x + progress if item.extras["basis"] == "difference" else x * progress / HUNDRED
    key = "ratio" if item.extras["basis"] == "ratio" else _direction(x)
    goal = next((held for held in figures if held.kind == "target"), None)
    return scene.say(
        f"input.pace.{key}",
        now=_amount(scene, figures[0]),
        target=scene.say("none") if goal is None else _amount(scene, goal),
        done=f"{shown(done)}%",
        progress=f"{shown(progress)}%",
        x=scene.words.quantity(scene.put(x), "%"),
        size=scene.words.distance(scene.put(abs(x)), "%"),
    )


def _direction(value: Any) -> str:  # noqa: ANN401 - a number
    if value == 0:
        return "even"
    return "ahead" if value > 0 else "behind"


def _rank(scene: Scene, item: Input, figures: Figures) -> str:
    del item
    place = scene.put(_without_factor(scene))
    return scene.say("input.rank", now=_amount(scene, figures[0]), among=scene.among, place=place)


def _rank_change(scene: Scene, item: Input, figures: Figures) -> str:
    x = _without_factor(scene)
    before = _before(figures)
    return scene.say(
        f"input.rank_change.{_direction(x)}",
        now=_amount(scene, figures[0]),
        against=scene.say(f"against.{item.extras['against']}"),
        before=scene.say("none") if before is None else _amount(scene, before),
        among=scene.among,
        size=scene.put(abs(x)),
    )


def _streak(scene: Scene, item: Input, figures: Figures) -> str:
    op = {">=": "≥", "<=": "≤", "==": "=", "!=": "≠"}.get(item.extras["op"], item.extras["op"])
    than = scene.words.quantity(shown(item.extras["than"]), figures[0].measure)
    count = scene.put(_without_factor(scene))
    return scene.say("input.streak", now=_amount(scene, figures[0]), count=count, op=op, than=than)


def _formula(scene: Scene, item: Input, formula: Formula, figures: Figures) -> str:
    if scene.x is None:
        missing = [held.name for held in figures if held.value is None]
        names = scene.words.listing(missing) or scene.say("input.undefined")
        return scene.say("input.formula_missing", name=scene.leaf.name, missing=names)
    text = formula_text(formula)
    when = _when(scene, item)

    def written(name: str) -> list[str]:
        column = scene.run.reader.name(name, when, scene.result.scope)
        value = shown(column.values[[scene.place]].tolist()[0])
        return [f"({as_input(value)})" if is_negative(value) else as_input(value)]

    line = text.filled(written, 1)[0]
    factors = {item.coefficient} - set(formula.names)
    named = [held for held in figures if held.code not in factors]
    names = _named(scene, named, formula, when)
    x = _without_factor(scene)
    return scene.say("input.formula", names=names, line=line, x=as_input(shown(x))) + _coefficient(
        scene, figures
    )


def _listed(scene: Scene, figures: Figures) -> str:
    """Write the figures of a rule that takes them by name."""
    if not figures:
        return scene.say("input.nothing")
    formula = scene.leaf.rule.params.get("formula")
    return _named(scene, figures, formula, scene.result.period)


def _named(scene: Scene, figures: Figures, formula: Formula | None, when: str) -> str:
    """Write figures with their names, then the inputs that a formula takes by name."""
    told = [
        scene.say("input.named", name=scene.words.label(held.name), value=_amount(scene, held))
        for held in figures
    ]
    inputs = scene.run.scheme.inputs
    for name in () if formula is None else formula.names:
        if name in inputs:
            column = scene.run.reader.name(name, when, scene.result.scope)
            value = shown(column.at(scene.place)) if column.present[scene.place] else ""
            told.append(scene.say("input.equals", name=name, value=value or scene.say("none")))
    return scene.say("comma_clause").join(told)


TRANSFORM_SENTENCES: Mapping[str, Callable[[Scene, Input, Figures], str]] = {
    "value": _value,
    "target": _value,
    "growth": _against,
    "increment": _against,
    "change": _against,
    "share": _share,
    "per": _per,
    "completion": _completion,
    "pace": _pace,
    "rank": _rank,
    "rank_change": _rank_change,
    "streak": _streak,
}


# marks --------------------------------------------------------------------------------------------
def _events(scene: Scene, figures: Figures) -> str:
    label = scene.words.period(scene.result.period)
    counts: dict[str, Any] = {}
    for name, shown_count in _of_kind(figures, "event"):
        counts[name] = counts.get(name, 0) + shown_count.value
    if not counts:
        return scene.say("input.no_events", period=label)
    listed = scene.words.listing(
        scene.say(
            "input.event_plain" if name == scene.leaf.name else "input.event",
            name=scene.words.label(name),
            count=scene.put(count),
        )
        for name, count in counts.items()
    )
    return scene.say("input.events", period=label, events=listed)


def _ratings(scene: Scene, figures: Figures) -> str:
    label = scene.words.period(scene.result.period)
    held = _of_kind(figures, "rating")
    if not held:
        return scene.say("input.no_ratings", period=label)
    listed = scene.words.listing(
        scene.say(
            "input.rating",
            name=scene.words.label(name),
            points=scene.words.points(as_input(mark.text)),
        )
        for name, mark in held
    )
    return scene.say("input.ratings", period=label, ratings=listed)


def _ballots(scene: Scene, figures: Figures) -> str:
    label = scene.words.period(scene.result.period)
    electorate = scene.leaf.rule.params["electorate"]
    counted = scene.run.ballots(electorate, scene.result.period).counted
    held = [figure for figure in figures if figure.kind == "ballot"]
    if not held:
        return scene.say("input.no_ballots", period=label)
    classes = scene.words.listing(
        scene.say(
            "input.ballot_class",
            name=scene.words.label(figure.name),
            count=counted.get("" if figure.code == electorate else figure.code, 0),
            points=scene.words.points(as_input(mean.text)),
        )
        for figure, (_, mean) in zip(held, _of_kind(figures, "ballot"), strict=True)
    )
    return scene.say(
        "input.ballots",
        period=label,
        count=sum(counted.values()),
        classes=classes,
        points=scene.words.points(scene.put(scene.x)),
    )


def _of_kind(figures: Figures, kind: str) -> list[tuple[str, Shown]]:
    """Return name and value of the figures of a kind of mark, which always have a value."""
    return [(held.name, held.value) for held in figures if held.kind == kind and held.value]
