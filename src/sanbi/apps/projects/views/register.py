"""Pages of one project's place in the register: added, changed, given up, entered."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import require
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects.forms.register import (
    ChangeForm,
    EntryForm,
    NewProjectForm,
    ReasonForm,
    initial_of,
)
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.queries import project_get
from sanbi.apps.projects.queries.ladder import ladder_of, stage_marks
from sanbi.apps.projects.queries.lists import lines_of
from sanbi.apps.projects.recognition import stage_after
from sanbi.apps.projects.rules import can_keep, can_read
from sanbi.apps.projects.services import register as services
from sanbi.apps.projects.views.frame import asked_about, project_frame
from sanbi.apps.projects.words import mark_words, who_keeps


@page(can_read)
def project(request: Request, project: int) -> HttpResponse:
    """Show where a project stands: its ladder, what it is, who answers for it."""
    shown = project_frame(request, project, "project")
    held = shown["project"]
    rungs = ladder_of(held, on=shown["today"])
    line = lines_of([held], shown["today"])[0]
    shown |= {
        "line": line,
        "marks": mark_words(line.marks),
        "physical": line.report.physical if line.report else None,
        "reported": line.report.period if line.report else "",
        "rungs": rungs,
        "stages": stage_marks(held, rungs),
        "next_stage": stage_after(held.stage),
        "departments": list(held.departments.all()),
    }
    return render(request, "projects/project.html", shown)


@page(can_keep)
def project_new(request: Request) -> HttpResponse:
    """Put a project into the register."""
    form = NewProjectForm(
        request.POST or None, initial={"lead_on": timezone.localdate(request.now)}
    )
    title = _("New project")
    return asked(
        request,
        form,
        lambda given: services.project_add(
            actor=request.actor, now=request.now, facts=form.facts(), lead_on=given["lead_on"]
        ),
        title=title,
        verb=_("Put into the register"),
        back=reverse("projects"),
        then=lambda made: reverse("project", args=[made.pk]),
        template="projects/facts_form.html",
        more={"trail": [(_("Projects"), reverse("projects")), (title,)]},
    )


def _kept(request: Request, project: int) -> Project:
    """The project, for those who keep the register; it does not exist for who may not see it."""
    held = project_get(request.actor, project)
    require(can_keep(request.actor), who_keeps())
    return held


@page(can_read)
def project_edit(request: Request, project: int) -> HttpResponse:
    """Describe a project anew."""
    held = _kept(request, project)
    form = ChangeForm(request.POST or None, initial=initial_of(held))
    return asked_about(
        request,
        held,
        form,
        lambda given: services.project_change(
            actor=request.actor,
            now=request.now,
            project=held.pk,
            edition=given["edition"],
            facts=form.facts(),
        ),
        title=_("Change it"),
        verb=_("Save"),
        done=_("Saved."),
        template="projects/facts_form.html",
    )


@page(can_read)
def project_drop(request: Request, project: int) -> HttpResponse:
    """Give a project up, or take it up again."""
    held = _kept(request, project)
    gone = held.dropped_on is not None
    deed = services.project_restore if gone else services.project_drop
    title = _("Take it up again") if gone else _("Give it up")
    return asked_about(
        request,
        held,
        ReasonForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: deed(actor=request.actor, now=request.now, project=held.pk, **given),
        title=title,
        verb=title,
        note="" if gone else _("It stays to be read, and counts no more in lists and scores."),
        danger=not gone,
        done=_("Done."),
    )


@page(can_read)
def statistics_entry(request: Request, project: int) -> HttpResponse:
    """Say whether the statistics bureau counts a project."""
    held = _kept(request, project)
    start = {"edition": held.edition, "entry": held.statistics_entry, "on": held.statistics_on}
    return asked_about(
        request,
        held,
        EntryForm(request.POST or None, initial=start),
        lambda given: services.entry_set(
            actor=request.actor, now=request.now, project=held.pk, **given
        ),
        title=_("Statistics entry"),
        verb=_("Save"),
        done=_("Saved."),
    )
