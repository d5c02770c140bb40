"""Pages of the ladder: a step up, a step back, what counts, and who keeps the register."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects import services
from sanbi.apps.projects.forms.register import ReasonForm
from sanbi.apps.projects.forms.stages import KeeperForm, RecognitionForm, StepForm, proof_lines
from sanbi.apps.projects.models import LADDER, Keeper, RecognitionRule, Stage
from sanbi.apps.projects.queries import project_get
from sanbi.apps.projects.recognition import rule_of, stage_after
from sanbi.apps.projects.rules import can_appoint_keeper, can_keep, can_read
from sanbi.apps.projects.views.frame import area_tabs, asked_about
from sanbi.apps.projects.words import who_keeps


@page(can_read)
def step(request: Request, project: int) -> HttpResponse:
    """Recognise that a project has reached the next stage."""
    held = project_get(request.actor, project)
    require(can_keep(request.actor), who_keeps())
    after, today = stage_after(held.stage), timezone.localdate(request.now)
    if after is None:
        raise Refused(_("This project is on top of the ladder."), _("Nothing needs to be done."))
    rule = rule_of(after, today)
    start = {"edition": held.edition, "happened_on": today}
    form = StepForm(request.POST or None, request.FILES or None, rule=rule, initial=start)
    return asked_about(
        request,
        held,
        form,
        lambda given: services.stage_step(
            actor=request.actor,
            now=request.now,
            project=held.pk,
            edition=given["edition"],
            happened_on=given["happened_on"],
            proofs=form.proofs(),
            note=given["note"],
        ),
        title=_("Recognise: %(stage)s") % {"stage": after.label},
        verb=_("Recognise"),
        note=str(rule.text),
        done=_("Recognised."),
    )


@page(can_read)
def revoke(request: Request, project: int) -> HttpResponse:
    """Take the last step back."""
    held = project_get(request.actor, project)
    require(can_keep(request.actor), who_keeps())
    return asked_about(
        request,
        held,
        ReasonForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.stage_revoke(
            actor=request.actor, now=request.now, project=held.pk, **given
        ),
        title=_("Revoke: %(stage)s") % {"stage": held.get_stage_display()},
        verb=_("Revoke"),
        note=_("Both rows stay on the ladder, with the reason."),
        danger=True,
        done=_("Revoked."),
    )


@page(can_read)
def recognition(request: Request) -> HttpResponse:
    """Show what counts as having reached each stage."""
    today = timezone.localdate(request.now)
    shown = {
        "rules": [(stage, rule_of(stage, today)) for stage in LADDER[1:]],
        "versions": RecognitionRule.objects.order_by("-at", "-pk")[:50],
        "may_keep": can_keep(request.actor),
        "tabs": area_tabs("recognition", request.actor),
        "trail": [(_("Projects"), reverse("projects")), (_("What counts"),)],
    }
    return render(request, "projects/recognition.html", shown)


@page(can_keep)
def recognition_set(request: Request, stage: str) -> HttpResponse:
    """Say what counts as having reached a stage."""
    if stage not in LADDER[1:]:
        raise Missing
    today = timezone.localdate(request.now)
    rule, title = rule_of(stage, today), str(Stage(stage).label)
    start = {"text": rule.text, "proofs": proof_lines(rule), "valid_from": today}
    return asked(
        request,
        RecognitionForm(request.POST or None, initial=start),
        lambda given: services.recognition_set(
            actor=request.actor, now=request.now, stage=stage, **given
        ),
        title=title,
        verb=_("Save as a new version"),
        back=reverse("recognition"),
        template="projects/form.html",
        more={"trail": [(_("What counts"), reverse("recognition")), (title,)]},
    )


@page(can_appoint_keeper)
def keepers(request: Request) -> HttpResponse:
    """Show which bureaus keep the register, and appoint one."""
    return asked(
        request,
        KeeperForm(request.POST or None),
        lambda given: services.keeper_appoint(
            actor=request.actor, now=request.now, unit=given["unit"].pk
        ),
        title=_("Keepers"),
        verb=_("Appoint"),
        back=reverse("keepers"),
        done=_("Appointed."),
        template="projects/keepers.html",
        more={
            "keepers": Keeper.objects.select_related("unit").order_by("since", "pk"),
            "tabs": area_tabs("keepers"),
            "trail": [(_("Projects"), reverse("projects")), (_("Keepers"),)],
        },
    )


@require_POST
@page(can_appoint_keeper)
def keeper_dismiss(request: Request, keeper: int) -> HttpResponse:
    """Let a bureau keep the register no more."""
    unit = services.keeper_dismiss(actor=request.actor, now=request.now, keeper=keeper)
    messages.success(request, _("%(unit)s keeps it no more.") % {"unit": unit})
    return redirect("keepers")
