"""The fifth line of a working: how many points were lost, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sanbi.engine.scoring.explain.phrasing import difference, published
from sanbi.engine.scoring.explain.scene import Scene


def loss_sentence(scene: Scene, digits: int | None) -> str:
    """Write the points lost and the reason, or that nothing was lost."""
    if scene.score is None:
        return scene.say("loss.absent")
    if scene.sign:
        return scene.say(
            f"loss.{scene.sign}", score=scene.words.points(published(scene.score, digits))
        )
    if scene.points is None or scene.points == 0:
        return scene.say(
            "loss.no_full_mark", score=scene.words.points(published(scene.score, digits))
        )
    if scene.run.scheme.better == "low":
        return scene.say("loss.low", score=scene.words.points(published(scene.score, digits)))
    lost = difference(scene.points, scene.score)
    text = scene.words.points(published(abs(lost), digits))
    if lost == 0:
        return scene.say("loss.nothing")
    if lost < 0:
        return scene.say("loss.above", points=text)
    reason = ""
    if scene.by_rule:
        reason = REASONS.get(scene.leaf.rule.type, _no_reason)(scene)
    return scene.say("loss.lost", points=text, reason=reason)


def _no_reason(scene: Scene) -> str:
    del scene
    return ""


def _short(scene: Scene, key: str, difference: Any, **values: object) -> str:  # noqa: ANN401
    """Write a distance that cost points."""
    return scene.say(key, name=scene.measured, size=scene.distance(abs(difference)), **values)


def _behind_target(scene: Scene) -> str:
    """Above or below the target."""
    difference = scene.x - scene.target
    worse = difference < 0 if scene.leaf.better == "high" else difference > 0
    if not worse:
        return scene.say("loss.target_reached")
    key = "loss.below_target" if difference < 0 else "loss.above_target"
    return _short(scene, key, difference, target=scene.quantity(scene.target))


def _behind_best(scene: Scene) -> str:
    """How far from the best value, and whose it is."""
    least, greatest = scene.applied.ends
    best = greatest if scene.leaf.better == "high" else least
    return _short(
        scene,
        "loss.best",
        best - scene.x,
        among=scene.among,
        best=scene.quantity(best),
        who=_holder(scene, best),
    )


def _holder(scene: Scene, value: Any) -> str:  # noqa: ANN401 - a number
    """Return the name of the first unit with this value."""
    facts, scope = scene.applied.facts, scene.result.scope
    held = np.asarray(facts.x.values == value, dtype=bool) & facts.present & scope.participates
    places = np.flatnonzero(held)
    code = scene.run.units[scope.index[places[0]]] if len(places) else ""
    return scene.run.names.get(code, code)


def _place(scene: Scene) -> str:
    """Which place it holds."""
    context: Any = scene.applied.context
    row = int(scene.applied.row_of[scene.row])
    ties = scene.params["ties"]
    place = context.places(ties)[[row]].tolist()[0]
    count = len(context.population)
    return scene.say(
        "loss.place", place=scene.put(place), count=scene.put(count), among=scene.among
    )


def _next_band(scene: Scene) -> str:
    """How far the next band with more points is."""
    high = scene.leaf.better == "high"
    limits = [
        band["min" if high else "max"]
        for band in scene.params["bands"]
        if band["points"] > scene.unrounded
    ]
    ahead = [limit for limit in limits if limit is not None and (limit > scene.x) == high]
    if not ahead:
        return ""
    nearest = min(ahead) if high else max(ahead)
    return _short(scene, "loss.band", scene.x - nearest, limit=scene.quantity(nearest))


def _post(scene: Scene) -> str:
    """How far the better post is."""
    post = scene.params["high" if scene.leaf.better == "high" else "low"]
    return _short(scene, "loss.post", scene.x - post, post=scene.quantity(post))


def _marks(scene: Scene) -> str:
    """The mean mark of ratings."""
    out_of = scene.params["out_of"]
    return scene.say(
        "loss.rating",
        mark=scene.score_points(scene.x),
        out_of=scene.score_points(out_of),
    )


def _ballot(scene: Scene) -> str:
    """The result of the ballot, out of 100."""
    return scene.say("loss.ballot", mark=scene.score_points(scene.x))


def _events(scene: Scene) -> str:
    """Points taken off, or not gathered."""
    if scene.x < 0:
        return scene.say("loss.events_off", points=scene.score_points(-scene.x))
    return scene.say("loss.events", points=scene.score_points(scene.x))


# Asked only where the rule was applied: input, target and population are there.
REASONS: dict[str, Callable[[Scene], str]] = {
    "ballot": _ballot,
    "efficacy": _behind_best,
    "events": _events,
    "goalposts": _post,
    "linear": _behind_target,
    "min_max": _behind_best,
    "percentile": _behind_best,
    "progressive_bands": _behind_target,
    "proportional": _behind_target,
    "rank_bands": _place,
    "rank_step": _place,
    "rank_table": _place,
    "rating": _marks,
    "ratio_to_best": _behind_best,
    "threshold": _behind_target,
    "value_bands": _next_band,
}
