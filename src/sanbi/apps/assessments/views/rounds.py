"""Pages of rounds."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sanbi.apps.assessments.forms.rounds import FORMS, DecideForm, RoundForm, TakeBackForm
from sanbi.apps.assessments.missing import MissingFigure, missing_figures, missing_for
from sanbi.apps.assessments.models import Publication, Round
from sanbi.apps.assessments.queries.appeals import units_appealing
from sanbi.apps.assessments.queries.notices import notice_of
from sanbi.apps.assessments.queries.publications import change_by
from sanbi.apps.assessments.queries.rounds import (
    LogLine,
    publications_of,
    round_for,
    round_page,
    rounds_for,
    runs_of,
)
from sanbi.apps.assessments.queries.todo import todo_for
from sanbi.apps.assessments.rules import is_office, reads_assessments, sees_drafts
from sanbi.apps.assessments.views.deeds import Crumb, Deed, deed_page
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.orgs.pages import Request, page

FORWARD = ("open", "freeze", "score", "propose", "open_appeals", "finish", "measures")
"""Verbs that take a round on; the first that is allowed becomes the page's main button."""


def home_trail() -> list[Crumb]:
    """The way to the list of rounds."""
    return [(_("Assessment"), reverse("rounds"))]


def round_trail(held: Round) -> list[Crumb]:
    """The way to a round."""
    return [*home_trail(), (held.title, reverse("round", args=[held.code]))]


def log_entries(log: Sequence[LogLine]) -> list[dict[str, object]]:
    """Return steps as the kit's timeline draws them."""
    return [
        {
            "when": date_format(localtime(item.at), "Y-m-d H:i"),
            "title": item.to,
            "who": item.by_name,
            "text": item.reason,
        }
        for item in log
    ]


@page(reads_assessments)
def rounds(request: Request) -> HttpResponse:
    """Show every round with its state, and what waits for the actor."""
    context = {
        "rounds": rounds_for(request.actor),
        "todo": [(item, reverse(item.route, args=item.args)) for item in todo_for(request.actor)],
        "may_begin": is_office(request.actor),
        "trail": [(_("Assessment"),)],
    }
    return render(request, "assessments/rounds.html", context)


@page(is_office)
def round_new(request: Request) -> HttpResponse:
    """Prepare a round."""
    deed = Deed(
        _("Prepare a round"),
        _("Prepare"),
        [*home_trail(), (_("Prepare a round"),)],
        lambda made: reverse("round", args=[made.code]),
        lead=_("The round stays a draft that only the office sees, until it is opened."),
        done=_("The round is prepared."),
        back=reverse("rounds"),
    )
    return deed_page(request, RoundForm, deed)


@page(reads_assessments)
def round_one(request: Request, code: str) -> HttpResponse:
    """Show a round: how far it has come, what is missing, snapshots, runs, publication, log."""
    shown = round_page(request.actor, code, request.now)
    verbs = [(verb, FORMS[verb].heading) for verb in shown.verbs if verb in FORMS]
    context = {
        "shown": shown,
        "line": shown.line,
        "verbs": verbs,
        "main_verb": next((item for item in verbs if item[0] in FORWARD), None),
        "missing": shown.missing[:20],
        "log": log_entries(shown.log),
        "shows_board": bool(shown.runs),
        "units": units_appealing(request.actor) if shown.line.state == "appeals" else [],
        "sees_drafts": sees_drafts(request.actor),
        "trail": [*home_trail(), (shown.line.title,)],
    }
    return render(request, "assessments/round.html", context)


@page(reads_assessments)
def round_missing(request: Request, code: str) -> HttpResponse:
    """Show everything that is missing, or hand it out as a table."""
    held = round_for(request.actor, code)
    found = missing_for(request.actor, held, request.now)
    if "format" in request.GET:
        return _missing_table(request, held, found)
    context = {
        "held": held,
        "missing": found,
        "waiting": _waiting(found) if is_office(request.actor) else [],
        "trail": [*round_trail(held), (_("What is missing"),)],
    }
    return render(request, "assessments/missing.html", context)


@page(is_office)
def round_do(request: Request, code: str, verb: str) -> HttpResponse:
    """Ask before something is done with a round, and do it."""
    held = round_for(request.actor, code)
    form = FORMS.get(verb)
    if form is None:
        raise Missing
    back = reverse("measures") if verb == "measures" else reverse("round", args=[code])
    lacking = missing_figures(held, request.now) if verb == "freeze" else []
    deed = Deed(
        form.heading,
        form.button,
        [*round_trail(held), (form.heading,)],
        lambda _made: back,
        lead=form.lead,
        done=form.done,
        back=reverse("round", args=[code]),
        danger=form.danger,
        more={"missing": lacking[:20], "missing_count": len(lacking), "held": held},
    )
    return deed_page(request, form, deed, held=held)


@page(is_office)
def publication_decide(request: Request, pk: int) -> HttpResponse:
    """Let the second person decide on a publication."""
    held, shown = _publication(request.actor, pk)
    deed = Deed(
        _("Publish “%(round)s”?") % {"round": held.title},
        _("Decide"),
        [*round_trail(held), (_("Publication"),)],
        lambda _made: reverse("round", args=[held.code]),
        lead=_("Everybody sees the result at once, with the working of every number."),
        back=reverse("round", args=[held.code]),
        more=shown,
    )
    return deed_page(request, DecideForm, deed, publication=pk)


@page(is_office)
def publication_withdraw(request: Request, pk: int) -> HttpResponse:
    """Let the first person take the proposal back."""
    held, shown = _publication(request.actor, pk)
    deed = Deed(
        _("Take the proposal back"),
        _("Take back"),
        [*round_trail(held), (_("Publication"),)],
        lambda _made: reverse("round", args=[held.code]),
        back=reverse("round", args=[held.code]),
        more=shown,
    )
    return deed_page(request, TakeBackForm, deed, publication=pk)


@page(reads_assessments)
def notice(request: Request, code: str) -> HttpResponse:
    """Show the result notice 公示, for the notice board and for printing."""
    shown = notice_of(request.actor, code, request.now)
    trail = [*round_trail(shown.round), (_("Result notice"),)]
    return render(request, "assessments/notice.html", {"notice": shown, "trail": trail})


def _publication(actor: Actor, pk: int) -> tuple[Round, dict[str, object]]:
    found = Publication.objects.select_related("round").filter(pk=pk).first()
    if found is None:
        raise Missing
    held = round_for(actor, found.round.code)
    line = next((item for item in publications_of(actor, held) if item.pk == pk), None)
    run = next((item for item in runs_of(actor, held) if line and item.number == line.run), None)
    return held, {"publication": line, "run": run, "held": held, "change": change_by(actor, pk)}


def _waiting(found: Sequence[MissingFigure]) -> list[int]:
    """Return the reports that somebody still has to act on, each once."""
    return list(dict.fromkeys(item.report for item in found if item.report and item.waits))


def _missing_table(request: Request, held: Round, found: list[MissingFigure]) -> HttpResponse:
    heads = (_("Unit"), _("Scheme item"), _("Period"), _("Owed by"), _("How far"))
    rows = [(item.unit_name, item.name, item.period, item.owes, item.why) for item in found]
    title = _("Missing figures of %(round)s") % {"round": held.title}
    return table_answer(request.GET["format"], title, tuple(Column(head) for head in heads), rows)
