"""Pages of factors: what there is, the rules, what projects ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.orgs.divisions import TableFault
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.orgs.forms import TableForm
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects import services
from sanbi.apps.projects.allocation import book_table, claims
from sanbi.apps.projects.allocation.book import Book, book_in_force, book_of, standard_book
from sanbi.apps.projects.forms.factors import RulesForm, rules_initial
from sanbi.apps.projects.models import Stage
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.rules import can_keep, sees_everything
from sanbi.apps.projects.views.frame import area_tabs
from sanbi.apps.projects.views.grids import grid_of, posted_rows
from sanbi.apps.projects.words import who_keeps

TABLES = frozenset({"xlsx", "ods", "csv"})
ON_A_PAGE, BLANK_ROWS = 25, 2
ASKING = (Stage.LEAD, Stage.SIGNED, Stage.STARTED)


def held_book(request: Request) -> tuple[Book, int]:
    """Return the book in force and its version; before the first, one to begin with and 0."""
    kept = book_in_force()
    if kept is not None:
        return book_of(kept), kept.version
    today = timezone.localdate(request.now)
    return standard_book(f"{today.year + today.month // 12}-{today.month % 12 + 1:02}"), 0


def factor_trail(*more: str) -> list[tuple[str, str] | tuple[str]]:
    """Return the way to a page of factors."""
    own: tuple[str, str] = (_("Factors"), reverse("factors"))
    return [(_("Projects"), reverse("projects")), own, *((word,) for word in more)]


# -- quotas ----------------------------------------------------------------------------------------
@page(sees_everything)
def quotas(request: Request) -> HttpResponse:
    """Show and change what there is of each factor, month by month."""
    book, version = held_book(request)
    head, *rows = book_table.rows_of(book)
    if "format" in request.GET:
        return _download(request, _("Quotas"), head, rows)
    faults: list[TableFault] = []
    if request.method == "POST":
        require(can_keep(request.actor), who_keeps())
        rows = posted_rows(request.POST, len(head))
        faults = _take_quotas(request, [head, *rows], book)
        if not faults:
            return redirect("factors")
    blank = (
        [[""] * len(head)] * BLANK_ROWS
        if request.method == "GET" and can_keep(request.actor)
        else []
    )
    shown = {
        "head": head,
        "grid": grid_of(head, [*rows, *blank], faults, amounts={*book.months, *book_table.AMOUNTS}),
        "faults": faults,
        "version": version,
        "may_keep": can_keep(request.actor),
        "tabs": area_tabs("factors", request.actor),
        "trail": factor_trail(_("Quotas")),
    }
    return render(request, "projects/factors/quotas.html", shown)


def _take_quotas(request: Request, rows: Sequence[Sequence[str]], book: Book) -> list[TableFault]:
    """Save a grid; return what is wrong with it instead, if anything is."""
    found = book_table.read_supplies(rows)
    if found.faults:
        return found.faults
    seen = request.POST.get("seen", "")
    try:
        services.factors_set(
            actor=request.actor,
            now=request.now,
            book=Book(found.first, tuple(found.supplies), book.rules),
            seen=int(seen) if seen.isdecimal() else 0,
            reason=request.POST.get("reason", "")[:300],
        )
    except Refused as refused:
        return [TableFault(1, "", refused.message, refused.hint)]
    messages.success(request, _("Saved."))
    return []


@page(sees_everything)
def quotas_table(request: Request) -> HttpResponse:
    """Take the quotas in from a table; one fault stops all."""
    require(can_keep(request.actor), who_keeps())
    book, _version = held_book(request)
    return _from_table(
        request,
        lambda rows: _take_quotas(request, rows, book),
        title=_("Quotas from a table"),
        back="factor-quotas",
    )


def _from_table(
    request: Request,
    take: Callable[[list[list[str]]], list[TableFault]],
    *,
    title: str,
    back: str,
) -> HttpResponse:
    form = TableForm(request.POST or None, request.FILES or None)
    faults: list[TableFault] = []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            rows = read_rows(check_upload(sent.name, sent.read(), kinds=TABLES))
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            faults = take(rows)
            if not faults:
                return redirect(back)
    shown = {
        "form": form,
        "faults": faults,
        "title": title,
        "back": reverse(back),
        "version": held_book(request)[1],
        "trail": factor_trail(title),
    }
    return render(request, "projects/factors/table.html", shown)


def _download(
    request: Request, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> HttpResponse:
    columns = tuple(Column(word) for word in head)
    return table_answer(request.GET.get("format"), title, columns, [_cells(row) for row in rows])


def _cells(row: Sequence[str]) -> list[Any]:
    """Cells as a spreadsheet wants them: numbers as numbers, codes as texts."""
    return [_number(text) if place else text for place, text in enumerate(row)]


def _number(text: str) -> str | float:
    plain = text.replace(".", "", 1)
    return float(text) if plain.isdecimal() and plain.isascii() else text


@page(sees_everything)
def rules(request: Request) -> HttpResponse:
    """Show and change the months, weights and rules."""
    require(can_keep(request.actor), who_keeps())
    book, version = held_book(request)
    names = dict(Unit.objects.values_list("code", "name"))
    form = RulesForm(request.POST or None, initial=rules_initial(book, version, names))
    return asked(
        request,
        form,
        lambda given: services.factors_set(
            actor=request.actor,
            now=request.now,
            book=form.book(book),
            seen=given["seen"],
            reason=given["reason"],
        ),
        title=_("Months and rules"),
        verb=_("Save"),
        back=reverse("factors"),
        template="projects/factors/rules.html",
        more={"trail": factor_trail(_("Months and rules")), "groups": form.groups()},
        done=_("Saved."),
    )


# -- claims ----------------------------------------------------------------------------------------
@page(sees_everything)
def claims_page(request: Request) -> HttpResponse:
    """Show and change what projects ask for."""
    book, _version = held_book(request)
    found = projects_for(request.actor).filter(dropped_on__isnull=True, stage__in=ASKING)
    text = request.GET.get("q", "").strip()[:60]
    if text:
        found = found.filter(name__icontains=text)
    head = claims.head_row(book)
    if "format" in request.GET:
        known = claims.newest_claims()
        return _download(
            request, _("Claims"), head, [claims.claim_row(p, known.get(p.pk), book) for p in found]
        )
    shown_page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    known = claims.newest_claims([project.pk for project in shown_page])
    rows = [claims.claim_row(project, known.get(project.pk), book) for project in shown_page]
    faults: list[TableFault] = []
    if request.method == "POST":
        require(can_keep(request.actor), who_keeps())
        rows = posted_rows(request.POST, len(head))
        faults = _take_claims(request, [head, *rows], book)
        if not faults:
            return redirect(request.get_full_path())
    shown = {
        "page": shown_page,
        "head": head,
        "grid": grid_of(head, rows, faults, amounts=head[len(claims.HEADS) :]),
        "faults": faults,
        "asking": claims.asking(),
        "may_keep": can_keep(request.actor),
        "tabs": area_tabs("factors", request.actor),
        "trail": factor_trail(_("Claims")),
    }
    return render(request, "projects/factors/claims.html", shown)


def _take_claims(request: Request, rows: Sequence[Sequence[str]], book: Book) -> list[TableFault]:
    found = claims.read_claims(rows, book)
    if found.faults:
        return found.faults
    try:
        made = services.claims_set(actor=request.actor, now=request.now, claims=found.claims)
    except Refused as refused:
        return [TableFault(1, "", refused.message, refused.hint)]
    messages.success(request, _("%(count)s claims are saved.") % {"count": len(made)})
    return []


@page(sees_everything)
def claims_table(request: Request) -> HttpResponse:
    """Take claims in from a table; one fault stops all."""
    require(can_keep(request.actor), who_keeps())
    book, _version = held_book(request)
    return _from_table(
        request,
        lambda rows: _take_claims(request, rows, book),
        title=_("Claims from a table"),
        back="claims",
    )


def candidates_left(request: Request) -> int:
    """Return how many projects ask for factors."""
    seen = projects_for(request.actor).filter(dropped_on__isnull=True)
    return claims.asking(seen.order_by().values("pk"))
