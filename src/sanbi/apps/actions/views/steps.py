"""Each step of an action: a form on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from sanbi.apps.actions import services
from sanbi.apps.actions.forms import filing, steps
from sanbi.apps.actions.models import Action, Extension, LookBack, Milestone, State
from sanbi.apps.actions.moves import MOVES, RUNNING, WORKING, require_move, require_state
from sanbi.apps.actions.queries import action_get
from sanbi.apps.actions.rules import can_act, can_read, can_split, can_supervise
from sanbi.apps.actions.views.frame import asked_about
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.orgs.pages import Request, page

Service = Callable[..., Any]
STEPS: dict[str, tuple[type[Form], Service]] = {
    "assign": (steps.NoteForm, services.action_assign),
    "receive": (steps.EditionForm, services.action_receive),
    "decline": (steps.WordsForm, services.action_decline),
    "progress": (steps.WordsForm, services.action_progress),
    "report": (steps.WordsForm, services.action_report),
    "verify": (steps.VerifyForm, services.action_verify),
    "return": (steps.WordsForm, services.action_return),
    "close": (steps.CloseForm, services.action_close),
    "reopen": (steps.ReopenForm, services.action_reopen),
    "withdraw": (steps.WordsForm, services.action_withdraw),
}


@page(can_read)
def move(request: Request, action: int, verb: str) -> HttpResponse:
    """Take a step of the ladder, or one beside it."""
    held = action_get(request.actor, action)
    require_move(request.actor.reading, held, verb)
    form, deed = STEPS[verb]
    return asked_about(
        request,
        held,
        form(request.POST or None, initial={"edition": held.edition}),
        lambda given: deed(actor=request.actor, now=request.now, action=held.pk, **given),
        title=str(MOVES[verb].title),
        note=_note(verb),
        danger=verb == "withdraw",
    )


def _note(verb: str) -> str:
    notes = {
        "assign": _("The limit begins today; the first day that counts is the next working day."),
        "receive": _("Signing says that the unit has it in hand."),
        "decline": _(
            "Give it back where it is not the business of your unit, and say whose it is."
        ),
        "report": _("Send proof before you report: afterwards the files stay as they are."),
        "return": _("The working days that a report in time has waited are given back."),
        "close": _("It leaves the lists of open actions. A look back can be planned."),
    }
    return notes.get(verb, "")


@page(can_read)
def split(request: Request, action: int) -> HttpResponse:
    """Split an action to other units."""
    held = _held(request, action, can_split, _("the lead unit, or who supervises it"), WORKING)
    return asked_about(
        request,
        held,
        filing.SplitForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.action_split(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Split to units"),
        verb=_("Split and assign"),
        note=_("Each part has its own number and ladder; you verify it, and close out after it."),
    )


@page(can_read)
def milestones(request: Request, action: int) -> HttpResponse:
    """Set the milestones that are still to come."""
    held = _held(request, action, can_act, _("the lead unit"), RUNNING)
    open_ = held.milestones.filter(done_on__isnull=True)
    lines = "\n".join(f"{row.due_on.isoformat()}，{row.name}" for row in open_)
    return asked_about(
        request,
        held,
        filing.MilestonesForm(
            request.POST or None, initial={"edition": held.edition, "rows": lines}
        ),
        lambda given: services.milestones_set(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Set milestones"),
        note=_("Those that are reached stay."),
    )


@page(can_read)
def milestone(request: Request, action: int, milestone: int) -> HttpResponse:
    """Say that a milestone is reached."""
    held = _held(request, action, can_act, _("the lead unit"), RUNNING)
    row = _of(held, Milestone, milestone)
    return asked_about(
        request,
        held,
        steps.DoneForm(request.POST or None),
        lambda given: services.milestone_finish(
            actor=request.actor, now=request.now, milestone=row.pk, **given
        ),
        title=_("Reached: %(name)s") % {"name": row},
        verb=_("Note as reached"),
    )


@page(can_read)
def time_ask(request: Request, action: int) -> HttpResponse:
    """Ask for more time."""
    held = _held(request, action, can_act, _("the lead unit"), RUNNING)
    return asked_about(
        request,
        held,
        steps.TimeForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.extension_ask(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Ask for more time"),
        note=_("Somebody else decides. Until then the present due date holds."),
    )


@page(can_read)
def time_decide(request: Request, action: int, extension: int) -> HttpResponse:
    """Give more time or refuse it."""
    held = _held(request, action, can_supervise, who_supervises())
    row = _of(held, Extension, extension)
    require(row.asked_by != request.actor.user, who_supervises())
    return asked_about(
        request,
        held,
        steps.DecideForm(request.POST or None, initial={"approve": "yes"}),
        lambda given: services.extension_decide(
            actor=request.actor, now=request.now, extension=row.pk, **given
        ),
        title=_("Decide on more time"),
        note=_("%(who)s asks for more time until %(day)s: %(reason)s")
        % {"who": row.asked_by_name, "day": row.until.isoformat(), "reason": row.reason},
    )


@page(can_read)
def remind(request: Request, action: int) -> HttpResponse:
    """Remind the lead unit in words."""
    held = _held(request, action, can_supervise, who_supervises(), RUNNING)
    return asked_about(
        request,
        held,
        steps.RemindForm(request.POST or None),
        lambda given: services.action_remind(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Remind"),
    )


@page(can_read)
def card(request: Request, action: int) -> HttpResponse:
    """Show the lead unit a card."""
    held = _held(request, action, can_supervise, who_supervises(), RUNNING)
    return asked_about(
        request,
        held,
        steps.CardForm(request.POST or None),
        lambda given: services.card_show(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Show a card"),
        note=_("The clock shows cards by itself; this is for other grounds. A card stays."),
        danger=True,
    )


@page(can_read)
def look_back(request: Request, action: int) -> HttpResponse:
    """Plan a look back."""
    held = _held(request, action, can_supervise, who_supervises(), (State.CLOSED,))
    return asked_about(
        request,
        held,
        steps.PlanForm(request.POST or None),
        lambda given: services.look_back_plan(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Plan a look back"),
    )


@page(can_read)
def look_back_found(request: Request, action: int, look_back: int) -> HttpResponse:
    """Write down what a look back found."""
    held = _held(request, action, can_supervise, who_supervises())
    row = _of(held, LookBack, look_back)
    return asked_about(
        request,
        held,
        steps.FoundForm(request.POST or None),
        lambda given: services.look_back_record(
            actor=request.actor, now=request.now, look_back=row.pk, **given
        ),
        title=_("Look back"),
        note=_("Where it came back, the action is taken up again with a new due date."),
    )


def _held(
    request: Request,
    action: int,
    may: Callable[[Actor, Action], bool],
    who: str,
    states: tuple[State, ...] = (),
) -> Action:
    """The action that is asked about, where the actor may do this and it is in a fit state."""
    held = action_get(request.actor, action)
    require(may(request.actor.reading, held), who)
    if states:
        require_state(held, states)
    return held


def _of(held: Action, model: type[Any], key: int) -> Any:  # noqa: ANN401 - a row of the model
    found = model.objects.filter(action=held, pk=key).first()
    if found is None:
        raise Missing
    return found
