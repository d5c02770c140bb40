"""The five lines of one leaf score, and the explanation that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sanbi.engine.scoring.arithmetic import round_fraction, rounded_text
from sanbi.engine.scoring.explain.explanation import (
    GateHit,
    LeafExplanation,
    Line,
    Neighbour,
    SourceFigure,
    Step,
)
from sanbi.engine.scoring.explain.figures import Sources, source_figures
from sanbi.engine.scoring.explain.input_words import input_notes, input_sentence
from sanbi.engine.scoring.explain.loss_words import loss_sentence
from sanbi.engine.scoring.explain.phrasing import (
    Phrasing,
    as_result,
    difference,
    figure,
    published,
    scored,
    spans,
)
from sanbi.engine.scoring.explain.rule_words import rule_sentence
from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.explain.standing import Standing, value_at
from sanbi.engine.scoring.explain.substitution.lines import ARROW
from sanbi.engine.scoring.explain.substitution.numerals import MINUS, equated, shown
from sanbi.engine.scoring.explain.substitution.texts import rule_pieces, substitute_text
from sanbi.engine.scoring.scheme.words import MISSING, OTHERWISE

EXTRA_DECIMALS = 2  # shown of an unrounded score beyond those that are published


def leaf_digits(scene: Scene) -> int | None:
    """Return the decimals of a leaf's score."""
    precision = scene.run.scheme.precision
    return precision if scene.leaf.precision is None else scene.leaf.precision


def leaf_explanation(
    scene: Scene, standing: Standing, sources: Sources, gates: tuple[GateHit, ...]
) -> LeafExplanation:
    """Return the working of one unit's score on one leaf."""
    figures = source_figures(scene, sources)
    digits = leaf_digits(scene)
    words, leaf = scene.words, scene.leaf
    neighbour = leaf_neighbour(scene, standing, digits)
    state = scene.result.state[scene.row]
    place, of = standing.place_of(scene.result.score)
    lost = scene.lost
    return LeafExplanation(
        unit=scene.unit,
        unit_name=scene.run.names[scene.unit],
        group=standing.outcome.cohort.group,
        group_name=scene.naming.group(standing.outcome.cohort.group, standing.outcome.cohort.name),
        leaf=leaf.id,
        name=leaf.name,
        period=scene.result.period,
        period_label=words.period(scene.result.period),
        language=words.language,
        points=None if scene.points is None else figure(scene.points),
        unrounded=None if scene.unrounded is None else figure(scene.unrounded),
        score=None if scene.score is None else scored(scene.score, digits),
        lost=None if lost is None else scored(lost, digits),
        state=state,
        state_label=state_label(words, state, gates),
        gates=gates,
        rule=leaf.rule.type,
        rule_label=scene.say(f"rule_name.{leaf.rule.type}"),
        clause=str(leaf.texts.get("clause", "")),
        kinds=kinds_of(figures),
        figures=figures,
        lines=five_lines(scene, figures, digits, gates, neighbour),
        place=place,
        of=of,
        next_better=neighbour,
    )


def kinds_of(figures: Sequence[SourceFigure]) -> tuple[str, ...]:
    """Return the marks of the kinds of data, each once."""
    return tuple(dict.fromkeys(held.kind_label for held in figures if held.kind_label))


def state_label(words: Phrasing, state: str, gates: Sequence[GateHit]) -> str:
    """Write a state in a few words; "" for a plain score."""
    kind, _, option = state.partition(":")
    if kind == "scored":
        return ""
    if kind == "gated":
        name = next((gate.name for gate in gates if gate.id == option), option)
        return words.say("state.gated", gate=name)
    known = option in MISSING or option in OTHERWISE or option == "fixed"
    return words.say(f"state.{kind}", option=words.say(f"option.{option}") if known else option)


def leaf_neighbour(scene: Scene, standing: Standing, digits: int | None) -> Neighbour | None:
    """Return the unit of the next better place, with its score on this leaf."""
    row = standing.better
    if row is None:
        return None
    code = standing.outcome.codes[row]
    other = value_at(scene.result.score, row)
    both = other is not None and scene.score is not None
    return Neighbour(
        unit=code,
        name=scene.run.names[code],
        rank=standing.rank_of(row),
        score=None if other is None else scored(other, digits),
        difference=scored(difference(scene.score, other), digits) if both else None,
    )


def five_lines(
    scene: Scene,
    figures: Sequence[SourceFigure],
    digits: int | None,
    gates: Sequence[GateHit],
    neighbour: Neighbour | None,
) -> tuple[Line, ...]:
    """Write inputs, rule, substitution, rounding and loss."""
    texts: dict[Step, tuple[str, list[str]]] = {
        "inputs": (input_sentence(scene, figures), input_notes(scene, figures)),
        "rule": (rule_sentence(scene), _clause_notes(scene)),
        "substitution": (substitution_sentence(scene), []),
        "rounding": (rounding_sentence(scene, digits), []),
        "loss": (
            _with_neighbour(scene, loss_sentence(scene, digits), neighbour),
            [_gate_note(scene, gate) for gate in gates],
        ),
    }
    return tuple(
        Line(step, scene.say(f"step.{step}"), spans(text), tuple(notes))
        for step, (text, notes) in texts.items()
    )


def _clause_notes(scene: Scene) -> list[str]:
    texts = scene.leaf.texts
    told = [scene.say("note.clause", clause=texts["clause"])] if "clause" in texts else []
    told += [
        scene.say(f"note.{key}", name=texts[key])
        for key in ("assessor", "lead_unit", "responsible_unit")
        if key in texts
    ]
    return [scene.say("comma_clause").join(told)] if told else []


def substitution_sentence(scene: Scene) -> str:
    """Write the arithmetic with inputs marked and the result at the end."""
    if scene.unrounded is None:
        return scene.say(f"absent.{_option(scene)}", reason=_why(scene))
    if not scene.by_rule:
        line = substitute_text(scene.result, scene.row)
        head, _, result = line.rpartition(" ") if " " in line else ("", "", line)
        text = f"{head} {as_result(result)}" if head else as_result(result)
        return scene.say(f"substitute.{_option(scene)}", reason=_why(scene), line=text)
    because, chain = _arithmetic(scene)
    result = shown(scene.unrounded)
    sign = equated(result).removesuffix(result.removeprefix("≈"))
    bare = chain.replace("\ue000", "").replace("\ue001", "").strip("()")
    arithmetic = (
        as_result(result)
        if bare == result
        else f"{chain}{sign}{as_result(result.removeprefix('≈'))}"
    )
    return f"{_named(scene, because)}{ARROW}{arithmetic}" if because else arithmetic


def _arithmetic(scene: Scene) -> tuple[str, str]:
    """Comparison and chain of the unit, inputs marked."""
    if scene.pieces is not None:
        return scene.pieces[scene.row]
    pieces = rule_pieces(scene.run, scene.result, [scene.row], mark=True, applied=scene.applied)
    _, because, chain = pieces[0]
    return because, chain


def _named(scene: Scene, because: str) -> str:
    """Write ``r`` and ``n`` of a comparison as words, with the language's comma."""
    because = because.replace(", ", scene.say("comma_clause"))
    for letter in ("n", "r"):
        because = because.replace(f"{letter} = ", f"{scene.say(f'letter.{letter}')} = ", 1)
    return because


def _option(scene: Scene) -> str:
    return scene.came.partition(":")[2] or "missing"


def _why(scene: Scene) -> str:
    kind = scene.came.partition(":")[0]
    if kind == "not_applicable":
        return scene.say("why.not_applicable")
    if scene.x is None:
        return scene.say("why.missing")
    if scene.result.target is not None and scene.target is None:
        return scene.say("why.no_target")
    return scene.say("why.undefined")


def rounding_sentence(scene: Scene, digits: int | None) -> str:
    """Write how the score was rounded."""
    if scene.unrounded is None:
        return scene.say("rounding.nothing")
    if digits is None:
        return scene.say("rounding.none")
    if not scene.run.scheme.rounds_at("leaf"):
        return scene.say("rounding.later")
    exact = Fraction(scene.unrounded)
    mode = scene.run.scheme.rounding
    rounded = round_fraction(exact, digits, mode)
    return scene.say(
        "rounding.done" if rounded != exact else "rounding.exact",
        mode=scene.say(f"rounding.{mode}"),
        digits=_decimals(scene.words, digits),
        before=_unrounded_text(exact, digits),
        after=published(rounded, digits),
    )


def _decimals(words: Phrasing, digits: int) -> str:
    key = f"decimals.{digits}"
    return words.say(key if words.knows(key) else "decimals.many", n=digits)


def _unrounded_text(value: Fraction, digits: int) -> str:
    """Write an unrounded score with two more decimals than published, where that is all of it."""
    more = digits + EXTRA_DECIMALS
    if (value * 10**more).denominator == 1:
        return rounded_text(value, more).replace("-", MINUS)
    return shown(value)


def _with_neighbour(scene: Scene, text: str, neighbour: Neighbour | None) -> str:
    """Add how the unit of the next better place stands on this leaf."""
    if neighbour is None or neighbour.score is None or neighbour.difference is None:
        return text
    if scene.sign:  # what is given or taken beside the tree is no race
        return text
    gap = neighbour.difference.value
    key = "same" if gap == 0 else ("more" if gap > 0 else "less")
    return text + scene.say(
        f"loss.neighbour.{key}",
        rank=neighbour.rank,
        name=neighbour.name,
        score=scene.words.points(neighbour.score.text),
        size=scene.words.points(published(abs(neighbour.difference.value), leaf_digits(scene))),
    )


def _gate_note(scene: Scene, gate: GateHit) -> str:
    """Write why a gate lowered the score."""
    effects = scene.words.listing(gate.effects)
    return scene.say(f"gate.{gate.kind}", name=gate.name, sentence=gate.sentence, effects=effects)
