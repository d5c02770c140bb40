"""Why a unit moved: a waterfall of points, places beside it, and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards_movement import Moved, movement_of
from sanbi.apps.assessments.rules import reads_assessments
from sanbi.apps.assessments.views.boards_asked import asked
from sanbi.apps.assessments.views.boards_frame import frame
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.scoring.movement import Cause, CauseKind, Movement

WIDTH, EDGE = 360.0, 2.0
"""Pixels of the drawing, and of the room at its ends."""


@dataclass(frozen=True)
class Step:
    """A line of the waterfall: words, points, places, and where its bar begins and ends."""

    words: str
    points: Fraction
    places: Fraction
    left: float
    width: float
    ends: float
    kind: str  # stand, won or gone

    @property
    def number(self) -> float:
        """Points as a number."""
        return float(self.points)

    @property
    def places_said(self) -> str:
        """Places with one decimal and a sign; a dash for none."""
        return f"{float(self.places):+.1f}".replace("-", "−") if self.places else "—"


@page(reads_assessments)
def board_movement(request: Request, code: str, unit: int) -> HttpResponse:
    """Show why a unit moved since the last round, or since a year ago."""
    wanted = asked(request.GET)
    held = movement_of(
        request.actor, code, unit, group=wanted.group, compare=wanted.compare, run=wanted.run
    )
    context = {
        **frame(request, held.board),
        "held": held,
        "row": held.row,
        "steps": [] if held.found is None else list(_steps(held, held.found)),
        "said": [] if held.found is None else list(_sentences(held, held.found)),
    }
    return render(request, "assessments/boards/movement.html", context)


def _steps(held: Moved, found: Movement) -> Iterable[Step]:
    """The score before, what each cause did, the score after; one scale from lowest to highest."""
    marks = [found.score[0]]
    for effect in found.effects:
        marks.append(marks[-1] + effect.score)
    low, high = min(marks), max(marks)
    room = float(high - low) or 1.0
    # the scale begins below the lowest score, so that the bars of both scores are seen
    floor = float(low) - room / 4
    per = (WIDTH - 2 * EDGE) / (float(high) - floor)

    def x(score: Fraction) -> float:
        return round(EDGE + (float(score) - floor) * per, 1)

    def stand(words: str, score: Fraction) -> Step:
        return Step(words, score, Fraction(0), EDGE, x(score) - EDGE, x(score), "stand")

    yield stand(_("Score before"), found.score[0])
    for effect, was, now in zip(found.effects, marks, marks[1:], strict=False):
        left, right = sorted((x(was), x(now)))
        yield Step(
            cause_words(effect.cause, held.names),
            effect.score,
            effect.places,
            left,
            max(right - left, 1.0),
            x(now),
            "won" if effect.score >= 0 else "gone",
        )
    yield stand(_("Score afterwards"), found.score[1])


def _sentences(held: Moved, found: Movement) -> Iterable[str]:
    """The movement in words: what changed, then each cause that won or lost a good part of it."""
    places = found.rank[0] - found.rank[1]
    told = {"before": f"{float(found.rank[0]):g}", "now": f"{float(found.rank[1]):g}"}
    score = {"change": _signed(found.score[1] - found.score[0])}
    if places:
        yield _("From no. %(before)s to no. %(now)s; %(change)s points.") % {**told, **score}
    else:
        yield _("Still no. %(now)s; %(change)s points.") % {**told, **score}
    for effect in found.effects:
        words = cause_words(effect.cause, held.names)
        if abs(effect.places) >= Fraction(1, 2):
            text = (
                _("%(cause)s: %(points)s points, which won about %(places)s places.")
                if effect.places > 0
                else _("%(cause)s: %(points)s points, which lost about %(places)s places.")
            )
            yield text % {
                "cause": words,
                "points": _signed(effect.score),
                "places": f"{float(abs(effect.places)):.1f}",
            }


def cause_words(cause: Cause, names: dict[str, str]) -> str:
    """What a cause is called on a page."""
    if cause.kind is CauseKind.OWN:
        if cause.part == "*":
            return _("Own: marks, bonus and deductions")
        part = names.get(cause.part, cause.part)
        return _("Own: %(part)s") % {"part": part} if part else _("Own figures")
    return {
        CauseKind.OTHERS: _("What the others did"),
        CauseKind.SCHEME: _("The scheme was changed"),
        CauseKind.REVISION: _("Figures were revised"),
        CauseKind.BALLOTS: _("What the ballots said"),
        CauseKind.TIME: _("Time went on"),
    }[cause.kind]


def _signed(points: Fraction) -> str:
    return f"{float(points):+.2f}".replace("-", "−")
