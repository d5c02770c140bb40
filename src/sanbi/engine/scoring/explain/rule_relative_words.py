"""What the rules that compare a unit with the population say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.explain.phrasing import as_input
from sanbi.engine.scoring.explain.rule_target_words import by_direction
from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.explain.substitution.numerals import shown

HUNDRED = Fraction(100)


def efficacy(scene: Scene) -> str:
    """Efficacy coefficient between the worst and the best value."""
    population = scene.population
    low, high = (scene.params[name] for name in ("low", "high"))
    least = low if low is not None or population is None else population.min()
    greatest = high if high is not None or population is None else population.max()
    given = "found" if low is None and high is None else "given"
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
        by_direction(scene, "rule.ratio_to_best"),
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
    mu = sigma = "—"
    if context is not None:
        spread = context.deviation(sample=scene.params["sample"])
        mu = scene.quantity(context.mean)
        sigma = scene.distance(Fraction(0) if spread is None else spread)
    return scene.say(
        "rule.z_score",
        among=scene.among,
        mu=mu,
        sigma=sigma,
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
