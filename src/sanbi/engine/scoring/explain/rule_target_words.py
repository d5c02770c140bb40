"""What the rules that compare an input with a target or fixed limits say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.explain.substitution.numerals import shown


def goal(scene: Scene) -> str:
    """Write the target, or that it is each unit's own."""
    if scene.target is not None:
        return scene.quantity(scene.target)
    target = scene.params.get("target")
    return scene.quantity(target) if isinstance(target, Fraction) else scene.say("own_target")


def by_direction(scene: Scene, key: str) -> str:
    """Return the key of a format string for the leaf's direction."""
    return f"{key}.{scene.leaf.better}"


def proportional(scene: Scene) -> str:
    """Points in proportion to the target."""
    key = by_direction(scene, "rule.proportional")
    return scene.say(key, target=goal(scene), points=scene.score_points(scene.points))


def linear(scene: Scene) -> str:
    """So many points for each step above or below the target."""
    params = scene.params
    base = params["base"]
    full = base == scene.points
    first = scene.say(
        "rule.linear.full" if full else "rule.linear.base",
        target=goal(scene),
        points=scene.score_points(base),
    )
    if params["tiers"] is not None:
        tiers = [_tier(scene, tier) for tier in params["tiers"]]
        return scene.words.clauses([first, scene.say("semicolon").join(tiers)])
    up, down = params["slope"], params["slope_down"]
    down = up if down is None else down
    step = scene.distance(params["step"])
    steps = []
    if not capped_at_target(scene):
        key = by_direction(scene, "rule.linear.more")
        steps.append(scene.say(key, step=step, points=scene.score_points(up)))
    key = by_direction(scene, "rule.linear.less")
    steps.append(scene.say(key, step=step, points=scene.score_points(down)))
    if params["whole_steps"]:
        steps.append(scene.say("rule.linear.whole"))
    return scene.words.clauses([first, scene.say("comma_clause").join(steps)])


def capped_at_target(scene: Scene) -> bool:
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
        by_direction(scene, "rule.progressive_bands"),
        target=goal(scene),
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
        target=goal(scene),
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
