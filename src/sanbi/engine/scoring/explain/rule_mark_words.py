"""What the rules over events, ratings and ballots say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanbi.engine.scoring.explain.scene import Scene


def events(scene: Scene) -> str:
    """So many points for each event."""
    params = scene.params
    each = params["each"]
    if isinstance(each, Mapping):
        kinds = [
            scene.say(
                "rule.each_kind", kind=scene.words.label(kind), points=scene.score_points(value)
            )
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
        scene.say("rule.each_kind", kind=scene.words.label(name), points=scene.score_points(value))
        for name, value in rules["grades"].items()
    )
    return {
        "top": scene.score_points(rules["top"]),
        "step": scene.score_points(rules["step"]),
        "grades": scene.say("comma").join(grades),
    }
