"""The register of firms, one firm's plan, and policies for firms."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import services
from sanbi.apps.actions.forms.firms import (
    FirmForm,
    MeasureDoneForm,
    MeasureForm,
    PolicyForm,
    start_of_firm,
    start_of_policy,
)
from sanbi.apps.actions.importing.firms import HEADS, MOST_ROWS, facts_of, read_firms
from sanbi.apps.actions.models import Firm, Industry, Policy, Size
from sanbi.apps.actions.policies import is_valid, matches
from sanbi.apps.actions.queries.firms import (
    Wanted,
    firm_get,
    firms_found,
    policies_on,
    policy_get,
    projects_of,
    requests_of,
    townships_of,
)
from sanbi.apps.actions.rules import (
    OF_A_UNIT,
    acts_for,
    can_file_request,
    can_keep_firm,
    can_read,
    is_supervisor,
)
from sanbi.apps.actions.views.frame import Crumb, area_tabs, liner, trail_of
from sanbi.apps.actions.views.taking_in import taken_in
from sanbi.apps.actions.words import who_keeps_firms
from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.queries.people import masked
from sanbi.apps.orgs.views.asking import asked

ON_A_PAGE = 50


def way_to_firm(*more: Crumb) -> list[Crumb]:
    """Return the way to a page about firms."""
    return trail_of((_("Firms"), reverse("firms")), *more)


def keeps_some(request: Request) -> bool:
    """Whether somebody may put a firm on the register: of the own township, or any."""
    reading = request.actor.reading
    return is_supervisor(reading) or bool(reading.units_as(*OF_A_UNIT))


@page(can_read)
def firms(request: Request) -> HttpResponse:
    """Show the register, or hand it out as a table."""
    names = ("township", "industry", "size")
    given = {name: request.GET.get(name, "")[:20] for name in names}
    wanted = Wanted(**given, text=request.GET.get("q", "")[:60])
    found = firms_found(request.actor, wanted)
    if kind := request.GET.get("format"):
        return _firms_table(kind, list(found))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    every = ("", _("All"))
    context = {
        "page": shown,
        "lines": [(firm, masked(firm.contact_phone)) for firm in shown],
        "townships": [every, *townships_of(request.actor)],
        "industries": [every, *Industry.choices],
        "sizes": [every, *Size.choices],
        "asked": any([*given.values(), wanted.text]),
        "supervises": is_supervisor(request.actor.reading),
        "keeps": keeps_some(request),
        "tabs": area_tabs("firms", request.actor),
        "trail": trail_of((_("Firms"),)),
    }
    return render(request, "actions/firms.html", context)


def _firms_table(kind: str, found: list[Any]) -> HttpResponse:
    columns = (
        *(Column(head, width=18) for head in HEADS.values()),
        Column(_("Requests"), Kind.NUMBER, 0),
        Column(_("Open requests"), Kind.NUMBER, 0),
        Column(_("Mean rating"), Kind.NUMBER, 1),
    )
    rows = [
        (
            firm.name,
            firm.credit_code,
            firm.township.name,
            firm.get_industry_display(),
            firm.get_size_display(),
            firm.products,
            firm.contact_name,
            masked(firm.contact_phone),
            firm.leader.name if firm.leader else "",
            firm.asked,
            firm.waiting,
            firm.rated,
        )
        for firm in found
    ]
    return table_answer(kind, _("Firms"), columns, rows)


@page(can_read)
def firm(request: Request, firm: int) -> HttpResponse:
    """Show one firm: its plan."""
    held = firm_get(request.actor, firm)
    today, actor = timezone.localdate(request.now), request.actor.reading
    rows = list(requests_of(request.actor, held))
    keeps = can_keep_firm(actor, held.township_id)
    shown = {
        "firm": held,
        "phone": held.contact_phone if keeps else masked(held.contact_phone),
        "requests": list(zip(rows, liner(today)([row.action for row in rows]), strict=True)),
        "measures": [
            (row, row.done_on is None and (keeps or acts_for(actor, row.unit_id)))
            for row in held.measures.select_related("unit")
        ],
        "projects": projects_of(request.actor, held),
        "matches": matches(held, "", policies_on(today), today),
        "keeps": keeps,
        "files": can_file_request(actor, held),
        "today": today,
        "trail": way_to_firm((held.name,)),
    }
    return render(request, "actions/firm.html", shown)


@page(can_read)
def firm_new(request: Request) -> HttpResponse:
    """Put a firm on the register."""
    require(keeps_some(request), who_keeps_firms())
    form, title = FirmForm(request.POST or None), _("Add a firm")
    return asked(
        request,
        form,
        lambda _given: services.firm_add(actor=request.actor, now=request.now, facts=form.facts()),
        title=title,
        verb=_("Save"),
        back=reverse("firms"),
        template="actions/form.html",
        more={"trail": way_to_firm((title,))},
        done=_("Saved."),
        then=lambda made: reverse("firm", args=[made.pk]),
    )


def asked_of_firm(
    request: Request,
    held: Firm,
    form: Any,  # noqa: ANN401 - a form
    deed: Any,  # noqa: ANN401 - what it does
    *,
    title: str,
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    """Show a form about a firm, do its deed, and go back to the firm."""
    back = reverse("firm", args=[held.pk])
    return asked(
        request,
        form,
        deed,
        title=title,
        back=back,
        template="actions/form.html",
        more={"trail": way_to_firm((held.name, back), (title,))},
        **{"done": _("Saved."), "verb": _("Save"), **how},
    )


@page(can_read)
def firm_edit(request: Request, firm: int) -> HttpResponse:
    """Write what the register keeps of a firm anew."""
    held = firm_get(request.actor, firm)
    require(can_keep_firm(request.actor.reading, held.township_id), who_keeps_firms())
    form = FirmForm(request.POST or None, initial=start_of_firm(held))
    return asked_of_firm(
        request,
        held,
        form,
        lambda given: services.firm_change(
            actor=request.actor,
            now=request.now,
            firm=held.pk,
            edition=given["edition"] or 0,
            facts=form.facts(),
        ),
        title=_("Edit"),
    )


@page(can_read)
def measure_add(request: Request, firm: int) -> HttpResponse:
    """Add a line to a firm's plan."""
    held = firm_get(request.actor, firm)
    require(can_keep_firm(request.actor.reading, held.township_id), who_keeps_firms())
    return asked_of_firm(
        request,
        held,
        MeasureForm(request.POST or None),
        lambda given: services.firm_measure_add(
            actor=request.actor,
            now=request.now,
            firm=held.pk,
            **{**given, "unit": given["unit"].pk},
        ),
        title=_("Add a line to the plan"),
    )


@page(can_read)
def measure_done(request: Request, firm: int, line: int) -> HttpResponse:
    """Say that a line of a firm's plan is done."""
    held = firm_get(request.actor, firm)
    row = held.measures.filter(pk=line).first()
    if row is None:
        raise Missing
    keeps = can_keep_firm(request.actor.reading, held.township_id)
    require(keeps or acts_for(request.actor.reading, row.unit_id), who_keeps_firms())
    return asked_of_firm(
        request,
        held,
        MeasureDoneForm(request.POST or None),
        lambda given: services.firm_measure_finish(
            actor=request.actor, now=request.now, firm=held.pk, line=row.pk, **given
        ),
        title=_("Done: %(name)s") % {"name": row.need},
    )


@page(is_supervisor)
def imported(request: Request) -> HttpResponse:
    """Take the register from a table."""
    title = _("Import firms")
    return taken_in(
        request,
        read=read_firms,
        deed=lambda table: len(
            services.firms_import(actor=request.actor, now=request.now, rows=facts_of(table))
        ),
        most=MOST_ROWS,
        heads=HEADS,
        back=reverse("firms"),
        shown={
            "title": title,
            "trail": way_to_firm((title,)),
            "template": reverse("firms-template"),
            "note": _(
                "One row a firm. A firm is known by its credit code: those that are there are"
                " written anew, others are added."
            ),
        },
    )


@page(is_supervisor)
def template(request: Request) -> HttpResponse:
    """Hand out the table of firms to fill in, with one as an example."""
    example = {
        "name": "示例：云川精密铸件有限公司（请删除本行）",
        "credit_code": "91331099MA2YC0001T",
        "township": "青石镇",
        "industry": str(Industry.METAL.label),
        "size": str(Size.SMALL.label),
        "products": "汽车铸件",
    }
    columns = tuple(Column(head, width=18) for head in HEADS.values())
    rows = [tuple(example.get(name, "") for name in HEADS)]
    return table_answer(request.GET.get("format", "xlsx"), _("Template of firms"), columns, rows)


# -- policies --------------------------------------------------------------------------------------
@page(can_read)
def policies(request: Request) -> HttpResponse:
    """Show the policies for firms."""
    today, title = timezone.localdate(request.now), _("Policies for firms")
    rows = Policy.objects.select_related("unit").order_by("title")
    shown = {
        "rows": [
            (
                row,
                is_valid(row, today),
                "、".join(str(Industry(name).label) for name in row.industries),
                "、".join(str(Size(name).label) for name in row.sizes),
            )
            for row in rows
        ],
        "supervises": is_supervisor(request.actor.reading),
        "trail": way_to_firm((title,)),
    }
    return render(request, "actions/policies.html", shown)


@page(is_supervisor)
def policy_new(request: Request) -> HttpResponse:
    """Add a policy."""
    return _policy(request, None, {}, _("Add a policy"))


@page(is_supervisor)
def policy_edit(request: Request, policy: int) -> HttpResponse:
    """Write a policy anew."""
    held = policy_get(policy)
    return _policy(request, held.pk, start_of_policy(held), _("Edit"))


def _policy(
    request: Request, policy: int | None, start: dict[str, Any], title: str
) -> HttpResponse:
    form = PolicyForm(request.POST or None, initial=start)
    back = reverse("policies")
    return asked(
        request,
        form,
        lambda given: services.policy_save(
            actor=request.actor,
            now=request.now,
            policy=policy,
            edition=given["edition"] or 0,
            facts=form.facts(),
        ),
        title=title,
        verb=_("Save"),
        back=back,
        template="actions/form.html",
        more={"trail": way_to_firm((_("Policies for firms"), back), (title,))},
        done=_("Saved."),
    )
