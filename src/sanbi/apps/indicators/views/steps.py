"""Steps of reports: what changed and what it means, then the deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.indicators import services
from sanbi.apps.indicators.queries.differences import differences_of
from sanbi.apps.indicators.queries.grids import grid
from sanbi.apps.indicators.reading import read_typed
from sanbi.apps.indicators.rules import can_correct, can_read
from sanbi.apps.orgs.pages import Request, page

Verb = Callable[..., Any]
ONE: dict[str, tuple[Verb, Promise, Promise]] = {
    "submit": (
        services.report_submit,
        gettext_lazy("Hand in for checking"),
        gettext_lazy("Handed in; the unit's leader signs next."),
    ),
    "sign": (
        services.report_sign,
        gettext_lazy("Sign for the unit"),
        gettext_lazy("Signed; the bureau checks next."),
    ),
    "check": (
        services.report_check,
        gettext_lazy("Checked and found right"),
        gettext_lazy("Checked; it can be locked."),
    ),
    "lock": (
        services.report_lock,
        gettext_lazy("Lock"),
        gettext_lazy("Locked; from now on there are only corrections with a reason."),
    ),
    "return": (
        services.report_return,
        gettext_lazy("Return with a reason"),
        gettext_lazy("Returned; the unit reads your reason."),
    ),
}
MANY: dict[str, Verb] = {
    "submit": services.reports_submit,
    "sign": services.reports_sign,
    "check": services.reports_check,
    "lock": services.reports_lock,
}


@page(can_read)
def report_step(request: Request, pk: int, verb: str) -> HttpResponse:
    """Ask before a step, with what changed since the last version; a POST takes it."""
    if verb not in ONE:
        raise Missing
    service, label, done = ONE[verb]
    if request.method == "POST":
        more = {"reason": request.POST.get("reason", "")} if verb == "return" else {}
        edition = _edition(request)
        service(actor=request.actor, now=request.now, report=pk, edition=edition, **more)
        messages.success(request, str(done))
        return redirect("report", pk)
    held = grid(request.actor, pk)
    context = {
        "grid": held,
        "report": held.report,
        "verb": verb,
        "label": label,
        "possible": verb in held.verbs,
        "differences": differences_of(request.actor, held),
        "today": timezone.localdate(request.now),
        "crumbs": [
            (_("Indicators"), reverse("indicators")),
            (str(held.report), reverse("report", args=[pk])),
            (str(label), ""),
        ],
    }
    return render(request, "indicators/step.html", context)


@page(can_read)
@require_POST
def reports_step(request: Request, verb: str) -> HttpResponse:
    """Take one step with several reports, all or none."""
    if verb not in MANY:
        raise Missing
    reports = dict.fromkeys(_chosen(request))
    MANY[verb](actor=request.actor, now=request.now, reports=reports)
    messages.success(request, str(ONE[verb][2]))
    return redirect(_back(request))


@page(can_read)
@require_POST
def remind(request: Request) -> HttpResponse:
    """Remind everybody whose step the reports wait for."""
    sent = services.reports_remind(actor=request.actor, now=request.now, reports=_chosen(request))
    messages.success(request, _("%(count)s reminders sent.") % {"count": sent})
    return redirect(_back(request))


@page(can_read)
@require_POST
def comment(request: Request, pk: int) -> HttpResponse:
    """Add a remark to a report."""
    line = request.POST.get("indicator", "")
    services.comment_add(
        actor=request.actor,
        now=request.now,
        report=pk,
        text=request.POST.get("text", ""),
        indicator=int(line) if line.isdecimal() else None,
    )
    return redirect(reverse("report", args=[pk]) + "#remarks")


@page(can_read)
def correct(request: Request, pk: int) -> HttpResponse:
    """Correct values of a locked report, with the reason that boards tell."""
    held = grid(request.actor, pk)
    require(can_correct(request.actor, held.report), str(held.report.dataset.owner))
    if request.method == "POST":
        services.observations_correct(
            actor=request.actor,
            now=request.now,
            report=pk,
            edition=_edition(request),
            values=_corrected(request, held),
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, _("Corrected. Boards mark it as revised."))
        return redirect("report", pk)
    crumbs = [
        (_("Indicators"), reverse("indicators")),
        (str(held.report), reverse("report", args=[pk])),
        (_("Correct"), ""),
    ]
    context = {"grid": held, "report": held.report, "crumbs": crumbs}
    return render(request, "indicators/correct.html", context)


def _corrected(request: Request, held: Any) -> dict[int, Any]:  # noqa: ANN401 - a Grid
    values = {}
    for row in held.rows:
        text = request.POST.get(f"v-{row.indicator.pk}")
        if text is None:
            continue
        read = read_typed(text, row.indicator.decimals)
        if read.fault:
            raise Refused(f"{row.indicator}: {read.fault}")
        if read.value != row.value:
            values[row.indicator.pk] = read.value
    return values


def _chosen(request: Request) -> list[int]:
    chosen = [int(pk) for pk in request.POST.getlist("report") if pk.isdecimal()]
    if not chosen:
        raise Refused(_("No report was chosen."), _("Choose at least one."))
    return chosen


def _edition(request: Request) -> int | None:
    text = request.POST.get("edition", "")
    return int(text) if text.isdecimal() else None


def _back(request: Request) -> str:
    from django.utils.http import url_has_allowed_host_and_scheme

    back = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return back if own and back.startswith("/") else reverse("indicators")
