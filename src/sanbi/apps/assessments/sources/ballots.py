"""Marks of sealed polls, slip by slip, for the electorates that a scheme counts.

A slip holds what one voter gave one unit; who cast it, and what else this voter marked, is not in
it. So a run counts the very slips that the published box holds, and anyone can compare the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.ballots.queries.polls import paper_of
from sanbi.engine.integrity.ballots import Paper, read_box

COUNTED = (PollState.SEALED, PollState.PUBLISHED)
Electorates = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class SlipMark:
    """One mark of a slip."""

    electorate: str
    slip: str
    voter_class: str
    unit: str
    criterion: str
    mark: str


def ballot_marks(
    electorates: Electorates, period: str, units: Mapping[int, str]
) -> tuple[list[SlipMark], list[list[str]]]:
    """Return the marks that count in a period, and (electorate, digest) of each box they are from.

    An electorate without a sealed poll has none; the scheme says what is missing then.

    Parameters
    ----------
    electorates : as the scheme has settled them, by name.
    units : mapping of primary key → code of the round's units.

    Raises
    ------
    Refused
        when a poll was held by other rules than the scheme counts by, or marks other units.
    """
    found: list[SlipMark] = []
    boxes: list[list[str]] = []
    polls = sealed_polls(electorates, period).select_related("sealed_box")
    for poll in polls.order_by("electorate"):
        _require_same_rules(poll, electorates[poll.electorate])
        box = read_box(bytes(poll.sealed_box.content))
        _require_units(poll, box.paper.subjects, set(units.values()))
        classes = bool(electorates[poll.electorate]["classes"])
        for slip in box.slips:
            for criterion, mark in slip.marks:
                kind = slip.voter_class if classes else ""
                found.append(
                    SlipMark(poll.electorate, slip.number, kind, slip.subject, criterion, mark)
                )
        boxes.append([poll.electorate, poll.sealed_box.digest])
    return found, boxes


def sealed_polls(electorates: Iterable[str], period: str) -> QuerySet[Poll]:
    """Return the polls of some electorates in a period whose box is sealed."""
    return Poll.objects.filter(
        electorate__in=list(electorates), period=period, state__in=COUNTED
    ).exclude(electorate="")


def _require_same_rules(poll: Poll, rules: Mapping[str, Any]) -> None:
    """Refuse a poll that was not held as the scheme counts it."""
    for word, held, counted in _pairs(poll, paper_of(poll), rules):
        if held != counted:
            raise Refused(
                _("“%(poll)s” and the scheme's electorate “%(electorate)s” differ in: %(word)s.")
                % {"poll": poll, "electorate": poll.electorate, "word": word},
                _("Count it by the rules it was held by: mend the scheme."),
            )


def _pairs(
    poll: Poll, paper: Paper, rules: Mapping[str, Any]
) -> Sequence[tuple[str, object, object]]:
    """Return (what, as held, as counted) for every rule of counting."""
    classes = {row.name: row.weight for row in paper.classes}
    counted_classes = {name: Fraction(weight) for name, weight in rules["classes"].items()}
    pairs: list[tuple[str, object, object]] = [
        (_("kind of ballot"), str(paper.kind), rules["kind"]),
        (_("criteria"), dict(paper.criteria), dict(rules["criteria"])),
        (_("marks dropped at each end"), paper.trim, rules["trim"]),
        (_("slips of a ballot (partial: count)"), "count", rules["partial"]),
    ]
    if counted_classes or len(classes) > 1:
        pairs.append((_("classes of voters"), _shares(classes), _shares(counted_classes)))
    if paper.kind == "rank":
        pairs.append(
            (_("points of places"), (paper.top, paper.step), (rules["top"], rules["step"]))
        )
    if paper.kind == "grade":
        pairs.append((_("grades"), dict(paper.grades), dict(rules["grades"])))
    if rules["self_vote"] == "reject":
        pairs.append((_("marks for the own unit"), poll.own_counts, False))
    return pairs


def _shares(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return weights as shares of their sum: 40, 30, 30 is 0.4, 0.3, 0.3."""
    total = sum(weights.values(), Fraction(0))
    return {name: weight / total for name, weight in weights.items()} if total else {}


def _require_units(poll: Poll, subjects: Sequence[str], known: set[str]) -> None:
    others = [code for code in subjects if code not in known]
    if others:
        raise Refused(
            _("“%(poll)s” marks units that do not take part in the round: %(units)s.")
            % {"poll": poll, "units": "、".join(others)},
            _("Take them into the round's grouping."),
        )
