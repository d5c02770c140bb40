"""Rectification lists: all of them, one, its forms, its table and its form for the superior."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import services
from sanbi.apps.actions.categories import LISTS
from sanbi.apps.actions.forms.lists import ListForm, ProblemForm, SpreadForm, start_of_list
from sanbi.apps.actions.importing.problems import HEADS, MOST_ROWS, facts_of, read_problems
from sanbi.apps.actions.list_forms import heads_of
from sanbi.apps.actions.models import Action, Problem, ProblemList, State
from sanbi.apps.actions.queries import action_get
from sanbi.apps.actions.queries.lists import (
    followers_of,
    list_get,
    lists_found,
    problems_of,
    progress_of,
    proofs_of,
    said_of,
)
from sanbi.apps.actions.rules import can_read, is_supervisor
from sanbi.apps.actions.views.frame import Crumb, area_tabs, asked_about, liner, trail_of
from sanbi.apps.actions.views.taking_in import taken_in
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import Deed, asked

ON_A_PAGE = 50
DAYS = frozenset({"due_on", "closed_on"})
NUMBERS = frozenset({"place", "proofs", "followers"})


def way_to_list(*more: Crumb) -> list[Crumb]:
    """Return the way to a page about lists."""
    return trail_of((_("Lists of problems"), reverse("problem-lists")), *more)


@page(can_read)
def lists(request: Request) -> HttpResponse:
    """Show the lists, or hand them out as a table."""
    today = timezone.localdate(request.now)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    found = lists_found(request.actor, kind, state, today)
    if wanted := request.GET.get("format"):
        return _lists_table(request, wanted, list(found), today)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    progress = progress_of(request.actor, shown, today)
    context = {
        "page": shown,
        "lines": [(row, progress[row.pk], dict(LISTS).get(row.kind, "")) for row in shown],
        "kinds": [("", _("All")), *LISTS],
        "states": [("", _("All")), ("open", _("Not finished")), ("overdue", _("With overdue"))],
        "asked": bool(kind or state),
        "today": today,
        "supervises": is_supervisor(request.actor.reading),
        "tabs": area_tabs("problem-lists", request.actor),
        "trail": trail_of((_("Lists of problems"),)),
    }
    return render(request, "actions/problem_lists.html", context)


def _lists_table(
    request: Request, wanted: str, found: list[ProblemList], today: date
) -> HttpResponse:
    columns = (
        Column(_("Title of the list"), width=40),
        Column(_("Kind of list")),
        Column(_("Issued by"), width=24),
        Column(_("Document number"), width=24),
        Column(_("Issued on"), Kind.DATE),
        Column(_("To be finished by"), Kind.DATE),
        Column(_("Unit that checks"), width=20),
        Column(_("Problems"), Kind.NUMBER, 0),
        Column(_("Struck off"), Kind.NUMBER, 0),
        Column(_("Overdue"), Kind.NUMBER, 0),
        Column(_("Long-term"), Kind.NUMBER, 0),
        Column(_("Asked to look at home"), Kind.NUMBER, 0),
    )
    progress = progress_of(request.actor, found, today)
    rows = [
        (
            row.title,
            str(dict(LISTS).get(row.kind, "")),
            row.issued_by,
            row.document,
            row.issued_on,
            row.due_on,
            row.owner.name if row.owner else "",
            progress[row.pk].total,
            progress[row.pk].closed,
            progress[row.pk].overdue,
            progress[row.pk].long_term,
            progress[row.pk].followers,
        )
        for row in found
    ]
    return table_answer(wanted, _("Lists of problems"), columns, rows)


@page(can_read)
def problem_list(request: Request, problem_list: int) -> HttpResponse:
    """Show one list, or hand it out in the form that the superior asks for."""
    held = list_get(request.actor, problem_list)
    today = timezone.localdate(request.now)
    rows = list(problems_of(request.actor, held))
    if wanted := request.GET.get("format"):
        return _form_table(request, wanted, held, rows)
    lines, proofs = liner(today), proofs_of(rows)
    followers = followers_of(request.actor, rows)
    supervises = is_supervisor(request.actor.reading)
    context = {
        "list": held,
        "kind": dict(LISTS).get(held.kind, ""),
        "rows": [
            (row, line, proofs.get(row.action_id, 0))
            for row, line in zip(rows, lines(row.action for row in rows), strict=True)
        ],
        "progress": progress_of(request.actor, [held], today)[held.pk],
        "followers": lines(followers),
        "today": today,
        "supervises": supervises,
        "trail": way_to_list((held.title,)),
    }
    return render(request, "actions/problem_list.html", context)


def _form_table(
    request: Request, wanted: str, held: ProblemList, rows: list[Problem]
) -> HttpResponse:
    heads = heads_of(held.heads)
    columns = tuple(Column(head, _kind(field), 0, _width(field)) for head, field in heads)
    cells = _cells(request, rows)
    found = [tuple(cells[row.pk][field] for _head, field in heads) for row in rows]
    return table_answer(wanted, held.title, columns, found)


def _kind(field: str) -> Kind:
    if field in DAYS:
        return Kind.DATE
    return Kind.NUMBER if field in NUMBERS else Kind.TEXT


def _width(field: str) -> int:
    return {"finding": 40, "measure": 40, "wanted": 24, "progress": 36}.get(field, 14)


def _cells(request: Request, rows: list[Problem]) -> dict[int, dict[str, Any]]:
    """What stands in each column of the form, by problem."""
    proofs, said = proofs_of(rows), said_of(rows)
    followers = [row.follows_id for row in followers_of(request.actor, rows)]
    supporting = _supporting(rows)
    return {
        row.pk: {
            "place": row.place,
            "number": row.action.number,
            "finding": row.action.content,
            "term": row.get_term_display(),
            "lead_unit": row.action.lead_unit.name,
            "supporting": "、".join(supporting.get(row.action_id, [])),
            "leader": row.action.leader.name if row.action.leader else "",
            "measure": row.measure,
            "due_on": row.action.due_on,
            "wanted": row.action.wanted,
            "progress": said.get(row.action_id, ""),
            "state": row.action.get_state_display(),
            "closed_on": row.action.closed_on if row.action.state == State.CLOSED else None,
            "proofs": proofs.get(row.action_id, 0),
            "followers": followers.count(row.action_id),
        }
        for row in rows
    }


def _supporting(rows: Iterable[Problem]) -> dict[int, list[str]]:
    keys = [row.action_id for row in rows]
    found: dict[int, list[str]] = {}
    beside = Action.supporting.through.objects.filter(action__in=keys).order_by("pk")
    for action, name in beside.values_list("action", "unit__name"):
        found.setdefault(action, []).append(name)
    return found


@page(is_supervisor)
def list_new(request: Request) -> HttpResponse:
    """Open a list."""
    form, title = ListForm(request.POST or None), _("Open a list")
    return asked(
        request,
        form,
        lambda _given: services.list_create(
            actor=request.actor, now=request.now, facts=form.facts()
        ),
        title=title,
        verb=title,
        back=reverse("problem-lists"),
        template="actions/form.html",
        more={"trail": way_to_list((title,))},
        done=_("Saved."),
        then=lambda made: reverse("problem-list", args=[made.pk]),
    )


@page(is_supervisor)
def list_edit(request: Request, problem_list: int) -> HttpResponse:
    """Write what a list says anew."""
    held = list_get(request.actor, problem_list)
    form = ListForm(request.POST or None, initial=start_of_list(held))
    return _asked(
        request,
        held,
        form,
        lambda given: services.list_change(
            actor=request.actor,
            now=request.now,
            problem_list=held.pk,
            edition=given["edition"] or 0,
            facts=form.facts(),
        ),
        title=_("Edit"),
        verb=_("Save"),
    )


@page(is_supervisor)
def problem_add(request: Request, problem_list: int) -> HttpResponse:
    """Put one problem on a list."""
    held = list_get(request.actor, problem_list)
    form = ProblemForm(request.POST or None, initial={"due_on": held.due_on})
    return _asked(
        request,
        held,
        form,
        lambda _given: services.problems_add(
            actor=request.actor, now=request.now, problem_list=held.pk, rows=[form.facts()]
        ),
        title=_("Add a problem"),
        verb=_("Add and assign"),
        note=_("It becomes an action that its unit is given at once."),
    )


def _asked(
    request: Request,
    held: ProblemList,
    form: Form,
    deed: Deed,
    *,
    title: str,
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    back = reverse("problem-list", args=[held.pk])
    return asked(
        request,
        form,
        deed,
        title=title,
        back=back,
        template="actions/form.html",
        more={"trail": way_to_list((held.title, back), (title,))},
        done=_("Saved."),
        **how,
    )


@page(is_supervisor)
def imported(request: Request, problem_list: int) -> HttpResponse:
    """Take the problems of a list from a table."""
    held = list_get(request.actor, problem_list)
    today = timezone.localdate(request.now)
    back = reverse("problem-list", args=[held.pk])
    title = _("Import problems")
    return taken_in(
        request,
        read=lambda rows: read_problems(
            rows, today, set(held.problems.values_list("place", flat=True))
        ),
        deed=lambda table: len(
            services.problems_add(
                actor=request.actor, now=request.now, problem_list=held.pk, rows=facts_of(table)
            )
        ),
        most=MOST_ROWS,
        heads=HEADS,
        back=back,
        shown={
            "title": title,
            "trail": way_to_list((held.title, back), (title,)),
            "template": reverse("problems-template"),
            "note": _(
                "One row a problem. Units go by code or name. Each becomes an action that its unit"
                " is given at once; a title may stand above the head."
            ),
        },
    )


@page(is_supervisor)
def template(request: Request) -> HttpResponse:
    """Hand out the table of problems to fill in, with one as an example."""
    kinds = {"place": Kind.NUMBER, "due_on": Kind.DATE}
    columns = tuple(
        Column(head, kinds.get(name, Kind.TEXT), 0, _width(name)) for name, head in HEADS.items()
    )
    due = date(timezone.localdate(request.now).year, 12, 31)
    example = (
        1,
        "示例：河道沿线砂石堆场未采取防尘措施（请删除本行）",
        str(Problem.Term.BY_A_DAY.label),
        "青石镇",
        "",
        "",
        "清运砂石，覆盖防尘网，恢复河岸",
        due,
        "现场清零，通过县级验收",
    )
    wanted = request.GET.get("format", "xlsx")
    return table_answer(wanted, _("Template of problems"), columns, [example])


@page(is_supervisor)
def spread(request: Request, action: int) -> HttpResponse:
    """Have other units look for the same problem at home."""
    held = action_get(request.actor, action)
    start = {"text": _("Look for the same at home: %(title)s.") % {"title": held.title}}
    return asked_about(
        request,
        held,
        SpreadForm(request.POST or None, initial=start),
        lambda given: services.problem_spread(
            actor=request.actor,
            now=request.now,
            action=held.pk,
            units=[unit.pk for unit in given["units"]],
            due_on=given["due_on"],
            text=given["text"],
        ),
        title=_("Have others look at home"),
        verb=_("File and assign"),
        note=_("Each unit gets an action of its own that names this one."),
    )
