"""Pages of the audit: entries, one entry, checks."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit import shown
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.findings import Finding
from sanbi.apps.audit.forms import OUTCOMES, CheckForm, WantedForm
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.apps.audit.pages import Request, page
from sanbi.apps.audit.published import anchors_text
from sanbi.apps.audit.queries import (
    anchor_of,
    check_seen,
    checks_seen,
    entries_wanted,
    entry_seen,
    latest_anchor,
)
from sanbi.apps.audit.rules import can_check, reads_entries
from sanbi.apps.audit.tables import table_answer
from sanbi.apps.audit.verification import verification_ask

ON_A_PAGE = 50
MOST_EXPORTED = 100_000
CHECKS_SHOWN = 20


@page(reads_entries)
def entries(request: Request) -> HttpResponse:
    """Entries that are looked for, the newest first."""
    form = WantedForm(request.GET)
    wanted = form.wanted()
    found = entries_wanted(request.actor, wanted)
    if request.GET.get("format") in {"xlsx", "csv"}:
        return _download(request, found)
    paged = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": paged,
        "rows": [shown.shown(entry, request.actor) for entry in paged],
        "wanted": wanted,
        "faults": form.faults(),
        "nouns": shown.nouns(request.actor),
        "outcomes": OUTCOMES,
        "checks": can_check(request.actor),
    }
    return render(request, "audit/entries.html", context)


def _download(request: Request, found: QuerySet[Entry]) -> HttpResponse:
    if found.count() > MOST_EXPORTED:
        raise Refused(
            _("These are more than 100,000 entries."), _("Narrow the filter, for instance by day.")
        )
    rows = shown.rows(found.iterator(chunk_size=2_000), request.actor)
    return table_answer(request.GET["format"], _("Audit entries"), shown.columns(), rows)


@page(reads_entries)
def entry(request: Request, number: int) -> HttpResponse:
    """One entry: its details in words, and what proves it."""
    held = entry_seen(request.actor, number)
    context = {
        "trail": _trail(_("Entry")),
        "row": shown.shown(held, request.actor),
        "proof": shown.proof(held, anchor_of(held)),
        "checks": can_check(request.actor),
    }
    return render(request, "audit/entry.html", context)


@page(can_check)
def checks(request: Request) -> HttpResponse:
    """Checks of the whole audit, and the form that asks for one."""
    sent = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if sent else CheckForm()
    if sent and form.is_valid():
        check = verification_ask(
            actor=request.actor, now=request.now, published=form.cleaned_data["anchors"]
        )
        messages.success(request, _("The check has begun. You may leave; it goes on."))
        return redirect("audit-check", check.pk)
    context = {
        "trail": _trail(_("Checks of the chain")),
        "form": form,
        "checks": checks_seen(request.actor)[:CHECKS_SHOWN],
        "anchor": latest_anchor(),
    }
    return render(request, "audit/checks.html", context)


@page(can_check)
def check(request: Request, number: int) -> HttpResponse:
    """How far a check is, and what it found."""
    held = check_seen(request.actor, number)
    findings = [str(Finding.from_plain(kept)) for kept in held.findings]
    part = "HX-Request" in request.headers
    template = "audit/check_state.html" if part else "audit/check.html"
    context = {
        "trail": _trail(
            (_("Checks of the chain"), reverse("audit-checks")), _("Check of the chain")
        ),
        "check": held,
        "findings": findings,
        "share": held.checked / held.total if held.total else 0,
    }
    return render(request, template, context)


def _trail(*steps: str | tuple[str, str]) -> list[tuple[str, str]]:
    """Where the page stands below the audit; a step without an address is the page itself."""
    below = [(step, "") if isinstance(step, str) else step for step in steps]
    return [(_("Audit"), reverse("audit")), *below]


@page(can_check)
def anchors(request: Request) -> HttpResponse:
    """All anchors as a file, to be kept on another machine."""
    as_csv = request.GET.get("format") == "csv"
    text = anchors_text(Anchor.objects.defer("entries").order_by("number"), as_csv=as_csv)
    kind, name = ("text/csv", "anchors.csv") if as_csv else ("application/jsonl", "anchors.jsonl")
    answer = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
