"""The second line of a working: what the rule says, with its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.explain.phrasing import as_input
from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.explain.substitution.numerals import shown
from sanbi.engine.scoring.formula import Formula, describe
from sanbi.engine.scoring.scheme.rule_fields import RULES

HUNDRED = Fraction(100)
NO_LIMITS = frozenset(
    {
        "threshold",
        "value_bands",
        "rank_table",
        "rank_bands",
        "min_max",
        "z_score",
        "percentile",
        "rank_value",
        "goalposts",
        "ballot",
    }
)


# Rules that stay between 0 and the full mark by themselves, and rules that take points off.
WITHIN_FULL = frozenset({"rating", "efficacy", "ratio_to_best"})
TAKES_OFF = frozenset({"linear", "progressive_bands", "rank_step", "events"})


def rule_sentence(scene: Scene) -> str:
    """Write the rule as a sentence, with limits, factor and whom it compares with."""
    clauses = [RULE_SENTENCES[scene.leaf.rule.type](scene)]
    clauses.append(_own_limits(scene))
    if scene.leaf.times is not None:
        clauses.append(scene.say("rule.times", formula=formula_words(scene, scene.leaf.times)))
    clauses.append(limits_clause(scene, scene.leaf.cap, scene.leaf.floor))
    if RULES[scene.leaf.rule.type].relative and scene.leaf.compare_in == "all":
        clauses.append(scene.say("rule.compare_all"))
    return scene.words.clauses(clauses) + scene.say("stop")


def _own_limits(scene: Scene) -> str:
    """Write cap and floor of the rule, but for those that go without saying."""
    kind, params = scene.leaf.rule.type, scene.params
    if kind in NO_LIMITS:
        return ""
    cap, floor = params.get("cap"), params.get("floor")
    if kind in WITHIN_FULL and cap == scene.points:
        cap = None
    if kind == "linear" and params["tiers"] is None and _capped_at_target(scene):
        cap = None  # the sentence speaks of the way down only
    if kind in WITHIN_FULL or kind == "proportional":
        floor = None if floor == 0 else floor
    return limits_clause(scene, cap, floor, off=kind in TAKES_OFF)


def limits_clause(
    scene: Scene,
    cap: Any,  # noqa: ANN401 - a number or None
    floor: Any,  # noqa: ANN401 - a number or None
    *,
    off: bool = False,
) -> str:
    """Write highest and lowest points, where there are any; ``off``: until all is taken off."""
    parts = []
    if cap is not None:
        key = "rule.cap_full" if cap == scene.points else "rule.cap"
        parts.append(scene.say(key, cap=scene.score_points(cap)))
    if floor is not None:
        key = ("rule.floor_out" if off else "rule.floor_zero") if floor == 0 else "rule.floor"
        parts.append(scene.say(key, floor=scene.score_points(floor)))
    return scene.say("comma_clause").join(parts)


def formula_words(scene: Scene, formula: Formula) -> str:
    """Write a formula with names instead of codes."""
    own = ("x", "target", "points", "best", "worst", "mean", "count")
    names = {
        name: scene.say(f"formula.{name}") if name in own else scene.naming.indicator(name)
        for name in formula.names
    }
    return describe(formula, names, scene.words.language)


def _goal(scene: Scene) -> str:
    """Write the target, or that it is each unit's own."""
    if scene.target is not None:
        return scene.quantity(scene.target)
    target = scene.params.get("target")
    return scene.quantity(target) if isinstance(target, Fraction) else scene.say("own_target")


def _better(scene: Scene, key: str) -> str:
    return f"{key}.{scene.leaf.better}"


def proportional(scene: Scene) -> str:
    """Points in proportion to the target."""
    key = _better(scene, "rule.proportional")
    return scene.say(key, target=_goal(scene), points=scene.score_points(scene.points))


def linear(scene: Scene) -> str:
    """So many points for each step above or below the target."""
    params = scene.params
    base = params["base"]
    full = base == scene.points
    first = scene.say(
        "rule.linear.full" if full else "rule.linear.base",
        target=_goal(scene),
        points=scene.score_points(base),
    )
    if params["tiers"] is not None:
        tiers = [_tier(scene, tier) for tier in params["tiers"]]
        return scene.words.clauses([first, scene.say("semicolon").join(tiers)])
    up, down = params["slope"], params["slope_down"]
    down = up if down is None else down
    step = scene.distance(params["step"])
    steps = []
    if not _capped_at_target(scene):
        key = _better(scene, "rule.linear.more")
        steps.append(scene.say(key, step=step, points=scene.score_points(up)))
    key = _better(scene, "rule.linear.less")
    steps.append(scene.say(key, step=step, points=scene.score_points(down)))
    if params["whole_steps"]:
        steps.append(scene.say("rule.linear.whole"))
    return scene.words.clauses([first, scene.say("comma_clause").join(steps)])


def _capped_at_target(scene: Scene) -> bool:
    """Whether the target earns the full mark and nothing can earn more."""
    return bool(scene.params["base"] == scene.points == scene.params["cap"])


def _tier(scene: Scene, tier: Mapping[str, Any]) -> str:
    ends = {end: scene.quantity(tier[end]) for end in ("from", "to") if tier[end] is not None}
    where = "_".join(("tier", *ends))
    unit = scene.distance(Fraction(1))
    slope = scene.score_points(tier["slope"])
    return scene.say(
        f"rule.{where}", low=ends.get("from"), high=ends.get("to"), unit=unit, points=slope
    )


def progressive_bands(scene: Scene) -> str:
    """Points in bands of distance from the target."""
    params = scene.params
    first, following = shown(params["first"]), shown(params["next"])
    return scene.say(
        _better(scene, "rule.progressive_bands"),
        target=_goal(scene),
        points=scene.score_points(params["base"]),
        base=scene.put(params["base"]),
        band=scene.distance(params["band"]),
        unit=scene.distance(Fraction(1)),
        divisor=f"({first} + {following} × (k − 1))",
    )


def threshold(scene: Scene) -> str:
    """Full mark where the target is reached."""
    strict = "strict" if scene.params["strict"] else "plain"
    return scene.say(
        f"rule.threshold.{scene.leaf.better}.{strict}",
        target=_goal(scene),
        points=scene.score_points(scene.points),
        otherwise=scene.score_points(scene.params["otherwise"]),
    )


def value_bands(scene: Scene) -> str:
    """Points by band of the value."""
    parts = []
    for band in scene.params["bands"]:
        ends = [end for end in ("min", "max") if band[end] is not None]
        parts.append(
            scene.say(
                "_".join(("rule.band", *ends)),
                low=None if band["min"] is None else scene.quantity(band["min"]),
                high=None if band["max"] is None else scene.quantity(band["max"]),
                points=scene.score_points(band["points"]),
            )
        )
    rest = scene.say("rule.rest", points=scene.score_points(scene.params["otherwise"]))
    return scene.say("comma_clause").join([*parts, rest])


def efficacy(scene: Scene) -> str:
    """Efficacy coefficient between the worst and the best value."""
    population = scene.population
    low, high = (scene.params[name] for name in ("low", "high"))
    least = low if low is not None or population is None else population.min()
    greatest = high if high is not None or population is None else population.max()
    given = "given" if low is not None and high is not None else "found"
    ends = {"low": least, "high": greatest}
    return scene.say(
        f"rule.efficacy.{given}",
        among=scene.among,
        base=as_input(shown(scene.params["share_base"])),
        points=scene.score_points(scene.points),
        **{name: "—" if end is None else scene.quantity(end) for name, end in ends.items()},
    )


def ratio_to_best(scene: Scene) -> str:
    """The best has the full mark, others in proportion."""
    population = scene.population
    best = "—"
    if population is not None:
        high = scene.leaf.better == "high"
        best = scene.quantity(population.max() if high else population.min())
    return scene.say(
        _better(scene, "rule.ratio_to_best"),
        among=scene.among,
        best=best,
        points=scene.score_points(scene.points),
    )


def rank_step(scene: Scene) -> str:
    """Points fall with each place."""
    fixed = scene.params["points_step"]
    if fixed is not None:
        step = scene.score_points(fixed)
    else:
        step = f"{as_input(shown(scene.params['step'] * HUNDRED))}%"
    key = "rule.rank_step.share" if fixed is None else "rule.rank_step.points"
    return scene.say(key, among=scene.among, points=scene.score_points(scene.points), step=step)


def rank_table(scene: Scene) -> str:
    """Points by place."""
    held, size = _for_size(scene)
    places = [
        scene.say("rule.place", place=place, points=scene.score_points(points))
        for place, points in enumerate(held["table"], start=1)
    ]
    text = scene.say("rule.rank_table", among=scene.among, places=scene.say("comma").join(places))
    if held["beyond"]:
        key = "rule.beyond_less" if held["beyond"] < 0 else "rule.beyond_more"
        text += scene.say(key, points=scene.score_points(abs(held["beyond"])))
    else:
        text += scene.say("rule.beyond_same")
    return size + text


def _for_size(scene: Scene) -> tuple[Mapping[str, Any], str]:
    """Return the parameters for a group of this size, and the words that say so."""
    small = scene.params["small_group"]
    count = 0 if scene.population is None else len(scene.population)
    if small is None or count > small["at_most"]:
        return scene.params, ""
    return small, scene.say("rule.small_group", count=count, most=small["at_most"])


def rank_bands(scene: Scene) -> str:
    """Points by band of places."""
    held, size = _for_size(scene)
    parts: list[str] = []
    before: int | None = 0
    for band in held["bands"]:
        points, last = scene.score_points(band["points"]), band["to"]
        if last is not None:
            parts.append(_places(scene, before, last, points))
            before = last
        else:
            share = as_input(f"{shown(band['to_share'] * HUNDRED)}%")
            parts.append(scene.say("rule.first_share", share=share, points=points))
            before = None
    rest = scene.say("rule.rest", points=scene.score_points(scene.params["otherwise"]))
    listed = scene.say("comma_clause").join([*parts, rest])
    return size + scene.say("rule.rank_bands", among=scene.among, bands=listed)


def _places(scene: Scene, before: int | None, last: int, points: str) -> str:
    """Write a band of places; after a band by share its first place depends on the group."""
    if before is None:
        return scene.say("rule.first_places", to=scene.put(last), points=points)
    key = "rule.one_place" if last == before + 1 else "rule.places"
    return scene.say(key, first=scene.put(before + 1), to=scene.put(last), points=points)


def min_max(scene: Scene) -> str:
    """Between the least and the greatest value."""
    low, high = (scene.points if isinstance(end, str) else end for end in scene.params["range"])
    worst, best = _worst_and_best(scene)
    return scene.say(
        "rule.min_max",
        among=scene.among,
        worst=worst,
        best=best,
        low=scene.score_points(low),
        high=scene.score_points(high),
    )


def _worst_and_best(scene: Scene) -> tuple[str, str]:
    if scene.population is None:
        return "—", "—"
    ends = [scene.quantity(scene.population.min()), scene.quantity(scene.population.max())]
    worst, best = ends if scene.leaf.better == "high" else reversed(ends)
    return worst, best


def z_score(scene: Scene) -> str:
    """In standard deviations from the mean."""
    context = scene.applied.context
    sigma = None if context is None else context.deviation(sample=scene.params["sample"])
    return scene.say(
        "rule.z_score",
        among=scene.among,
        mu="—" if context is None else scene.quantity(context.mean),
        sigma=scene.quantity(Fraction(0)) if sigma is None else scene.distance(sigma),
        mean=scene.put(scene.params["mean"]),
        sd=scene.put(scene.params["sd"]),
    )


def percentile(scene: Scene) -> str:
    """Share of the others that are worse."""
    return scene.say("rule.percentile", among=scene.among, points=scene.score_points(scene.points))


def rank_value(scene: Scene) -> str:
    """Place counted from the worst."""
    start = scene.put(scene.params["start"])
    return scene.say("rule.rank_value", among=scene.among, start=start)


def goalposts(scene: Scene) -> str:
    """Between two fixed posts."""
    low, high = (scene.quantity(scene.params[name]) for name in ("low", "high"))
    worst, best = (low, high) if scene.leaf.better == "high" else (high, low)
    text = scene.say(
        f"rule.goalposts.{scene.params['scale']}",
        worst=worst,
        best=best,
        points=scene.score_points(scene.points),
    )
    if not scene.params["truncate"]:
        return text
    return scene.words.clauses([text, scene.say("rule.goalposts.truncate")])


def distance_to_reference(scene: Scene) -> str:
    """Closeness to a reference."""
    reference = scene.params["reference"]
    if isinstance(reference, Fraction):
        shown_reference = scene.quantity(reference)
    elif "unit" in reference:
        name = scene.run.names.get(reference["unit"], reference["unit"])
        shown_reference = scene.say("rule.value_of", unit=name)
    else:
        shown_reference = scene.naming.indicator(reference["use"])
    return scene.say(
        f"rule.distance.{scene.params['measure']}",
        reference=shown_reference,
        among=scene.among,
        points=scene.score_points(scene.points),
    )


def events(scene: Scene) -> str:
    """So many points for each event."""
    params = scene.params
    each = params["each"]
    if isinstance(each, Mapping):
        kinds = [
            scene.say("rule.each_kind", kind=kind, points=scene.score_points(value))
            for kind, value in each.items()
        ]
        text = scene.say("rule.events.kinds", kinds=scene.say("comma").join(kinds))
    else:
        text = scene.say("rule.events.each", points=scene.score_points(each))
    clauses = []
    if params["base"]:
        clauses.append(scene.say("rule.events.base", points=scene.score_points(params["base"])))
    clauses.append(text)
    if params["min_amount"] is not None:
        clauses.append(scene.say("rule.events.amount", amount=scene.put(params["min_amount"])))
    if params["exclude"]:
        kinds_text = scene.words.listing(params["exclude"])
        clauses.append(scene.say("rule.events.exclude", kinds=kinds_text))
    return scene.words.clauses(clauses)


def rating(scene: Scene) -> str:
    """A department's rating, brought to the full mark."""
    shares = scene.params["assessors"]
    if shares is None:
        who = scene.leaf.texts.get("assessor") or scene.say("rule.assessors")
    elif len(shares) == 1:
        who = next(iter(shares))
    else:
        who = scene.words.listing(
            scene.say("rule.share", name=name, share=scene.put(share))
            for name, share in shares.items()
        )
    return scene.say(
        "rule.rating",
        who=who,
        out_of=scene.score_points(scene.params["out_of"]),
        points=scene.score_points(scene.points),
    )


def ballot(scene: Scene) -> str:
    """A count of ballots, brought to the full mark."""
    rules = scene.run.scheme.electorates[scene.leaf.rule.params["electorate"]]
    parts = [scene.say(f"rule.ballot.{rules['kind']}", **_ballot_marks(scene, rules))]
    if rules["trim"]:
        parts.append(scene.say("rule.ballot.trim", count=rules["trim"]))
    if rules["classes"]:
        classes = (
            scene.say("rule.share", name=name, share=scene.put(weight))
            for name, weight in rules["classes"].items()
        )
        parts.append(scene.say("rule.ballot.classes", classes=scene.words.listing(classes)))
    parts.append(scene.say("rule.ballot.points", points=scene.score_points(scene.points)))
    return scene.words.clauses(parts)


def _ballot_marks(scene: Scene, rules: Mapping[str, Any]) -> dict[str, str]:
    grades = (
        scene.say("rule.each_kind", kind=name, points=scene.score_points(value))
        for name, value in rules["grades"].items()
    )
    return {
        "top": scene.score_points(rules["top"]),
        "step": scene.score_points(rules["step"]),
        "grades": scene.say("comma").join(grades),
    }


def direct(scene: Scene) -> str:
    """The figure is the score."""
    return scene.say("rule.direct")


def formula(scene: Scene) -> str:
    """The scheme's own formula."""
    return scene.say("rule.formula", formula=formula_words(scene, scene.params["formula"]))


RULE_SENTENCES: dict[str, Callable[[Scene], str]] = {
    "ballot": ballot,
    "direct": direct,
    "distance_to_reference": distance_to_reference,
    "efficacy": efficacy,
    "events": events,
    "formula": formula,
    "goalposts": goalposts,
    "linear": linear,
    "min_max": min_max,
    "percentile": percentile,
    "progressive_bands": progressive_bands,
    "proportional": proportional,
    "rank_bands": rank_bands,
    "rank_step": rank_step,
    "rank_table": rank_table,
    "rank_value": rank_value,
    "rating": rating,
    "ratio_to_best": ratio_to_best,
    "threshold": threshold,
    "value_bands": value_bands,
    "z_score": z_score,
}
