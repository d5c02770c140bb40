"""Pages of data sets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.indicators import services
from sanbi.apps.indicators.forms.catalogue import DatasetForm
from sanbi.apps.indicators.models import DatasetUnit
from sanbi.apps.indicators.queries.catalogue import dataset_seen, datasets_listed
from sanbi.apps.indicators.queries.lines import lines_of
from sanbi.apps.indicators.rules import can_keep_for, can_keep_indicators, can_read
from sanbi.apps.indicators.views.lists import ordered, paged, tabs
from sanbi.apps.orgs.pages import Request, page

FIRST_LINES = 5  # room in a new form; each time it is opened again it has three more
ORDERS = {"name": "name", "owner": "owner__pinyin", "code": "code", "due": "due_day"}


@page(can_read)
def datasets(request: Request) -> HttpResponse:
    """List the data sets."""
    found = paged(request, ordered(request, datasets_listed(request.actor), ORDERS, "code"))
    context = {
        "rows": found,
        "page": found,
        "may_keep": can_keep_indicators(request.actor),
        "tabs": tabs(request, "datasets"),
        "crumbs": [(_("Indicators"), reverse("indicators")), (_("Data sets"), "")],
    }
    return render(request, "indicators/datasets.html", context)


@page(can_read)
def dataset(request: Request, pk: int) -> HttpResponse:
    """Show one data set: its lines, units and clock."""
    held = dataset_seen(request.actor, pk)
    units = DatasetUnit.objects.filter(dataset=held).select_related("unit")
    context = {
        "dataset": held,
        "lines": lines_of([held])[held.pk],
        "units": [row.unit for row in units.order_by("unit__sequence", "unit__pinyin")],
        "may_keep": can_keep_for(request.actor, held.owner_id),
        "crumbs": _crumbs(held.name),
    }
    return render(request, "indicators/dataset.html", context)


@page(can_keep_indicators)
def dataset_new(request: Request) -> HttpResponse:
    """Make a data set."""
    form = DatasetForm(request.POST or None, actor=request.actor, lines=FIRST_LINES)
    return _saved(request, form, None) or _form_page(request, form, _("New data set"))


@page(can_keep_indicators)
def dataset_edit(request: Request, pk: int) -> HttpResponse:
    """Change a data set."""
    held = dataset_seen(request.actor, pk)
    require(can_keep_for(request.actor, held.owner_id), str(held.owner))
    form = DatasetForm(
        request.POST or None,
        initial=DatasetForm.initial_of(held),
        actor=request.actor,
        lines=held.lines.count(),
    )
    return _saved(request, form, pk) or _form_page(request, form, held.name)


def _saved(request: Request, form: DatasetForm, pk: int | None) -> HttpResponse | None:
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        held = services.dataset_save(
            actor=request.actor, now=request.now, draft=form.draft(), dataset=pk
        )
    except Refused as error:
        form.add_error(error.where if error.where in form.fields else None, str(error))
        return None
    messages.success(request, _("Saved."))
    return redirect("dataset", held.pk)


def _form_page(request: Request, form: DatasetForm, name: str) -> HttpResponse:
    context = {"form": form, "name": name, "crumbs": _crumbs(name)}
    status = 400 if form.errors else 200
    return render(request, "indicators/dataset_form.html", context, status=status)


def _crumbs(name: str) -> list[tuple[str, str]]:
    return [
        (_("Indicators"), reverse("indicators")),
        (_("Data sets"), reverse("datasets")),
        (name, ""),
    ]
