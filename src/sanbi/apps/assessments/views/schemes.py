"""Pages of the scheme library."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.assessments.forms.schemes import (
    AdoptForm,
    DraftForm,
    NextVersionForm,
    SchemeForm,
)
from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.assessments.queries.schemes import (
    changes_between,
    schemes_for,
    seen_versions,
    tree_of,
    version_for,
)
from sanbi.apps.assessments.rules import can_read_schemes, is_office, sees_all_measures
from sanbi.apps.assessments.scheme_texts import FaultLine, fault_lines
from sanbi.apps.assessments.views.deeds import Crumb, Deed, deed_page
from sanbi.apps.assessments.views.rounds import home_trail
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.pages import Request, page


def _trail(*more: Crumb) -> list[Crumb]:
    return [*home_trail(), (_("Schemes"), reverse("schemes")), *more]


def _language() -> str:
    return "zh" if (get_language() or "").startswith("zh") else "en"


def _faults(text: str) -> list[FaultLine]:
    return fault_lines(text, _language())


@page(can_read_schemes)
def schemes(request: Request) -> HttpResponse:
    """Show the library: every scheme with its versions."""
    context = {
        "schemes": schemes_for(request.actor),
        "may_edit": is_office(request.actor),
        "reads_rules": sees_all_measures(request.actor),
        "trail": [*home_trail(), (_("Schemes"),)],
    }
    return render(request, "assessments/schemes.html", context)


@page(is_office)
def scheme_new(request: Request) -> HttpResponse:
    """Begin a scheme."""
    deed = Deed(
        _("Begin a scheme"),
        _("Begin"),
        _trail((_("Begin a scheme"),)),
        lambda made: reverse("scheme-edit", args=[made.pk]),
        back=reverse("schemes"),
    )
    return deed_page(request, SchemeForm, deed)


@page(is_office)
def scheme_next(request: Request, pk: int) -> HttpResponse:
    """Begin the next version of a scheme."""
    latest = seen_versions(request.actor).filter(scheme=pk).first()
    if latest is None:
        raise Missing
    deed = Deed(
        _("Begin a new version"),
        _("Begin"),
        _trail((latest.scheme.title,), (_("Begin a new version"),)),
        lambda made: reverse("scheme-edit", args=[made.pk]),
        lead=_("Rounds keep the version that they were made with."),
        back=reverse("schemes"),
    )
    return deed_page(request, NextVersionForm, deed, scheme=pk)


@page(is_office)
def scheme_check(request: Request) -> HttpResponse:
    """Check a text as it is typed; the answer is a part of the page."""
    text = request.POST.get("text", "")
    return render(request, "assessments/scheme_faults.html", {"faults": _faults(text)})


@page(can_read_schemes)
def scheme_version(request: Request, pk: int) -> HttpResponse:
    """Show one version: its tree, its text, its rounds."""
    version = version_for(request.actor, pk)
    others = seen_versions(request.actor).filter(scheme=version.scheme_id).exclude(pk=pk)
    context = {
        "version": version,
        "tree": tree_of(version),
        "faults": [] if version.adopted_at else _faults(version.text),
        "others": others,
        "rounds": version.rounds.exclude(state="draft"),
        "lines": version.text.splitlines(),
        "may_edit": is_office(request.actor) and version.adopted_at is None,
        "trail": _trail((str(version),)),
    }
    return render(request, "assessments/scheme_version.html", context)


@page(is_office)
def scheme_edit(request: Request, pk: int) -> HttpResponse:
    """Edit a draft, with every fault and its line beside the text."""
    version = version_for(request.actor, pk)
    deed = Deed(
        _("Edit the draft"),
        _("Save the draft"),
        _trail((str(version), reverse("scheme-version", args=[pk])), (_("Edit the draft"),)),
        lambda _made: reverse("scheme-edit", args=[pk]),
        done=_("Saved."),
        back=reverse("scheme-version", args=[pk]),
        template="assessments/scheme_edit.html",
        more={"version": version, "faults": _faults(request.POST.get("text", version.text))},
    )
    return deed_page(request, DraftForm, deed, version=version)


@page(is_office)
def scheme_adopt(request: Request, pk: int) -> HttpResponse:
    """Adopt a draft."""
    version = version_for(request.actor, pk)
    deed = Deed(
        _("Adopt the scheme"),
        _("Adopt"),
        _trail((str(version), reverse("scheme-version", args=[pk])), (_("Adopt the scheme"),)),
        lambda _made: reverse("scheme-version", args=[pk]),
        lead=_("It is checked whole. From then on its text stays as it is."),
        done=_("Adopted."),
        back=reverse("scheme-version", args=[pk]),
        more={"faults": _faults(version.text)},
    )
    return deed_page(request, AdoptForm, deed, version=version)


@page(can_read_schemes)
def scheme_compare(request: Request, pk: int, other: int) -> HttpResponse:
    """Show what differs between two versions of a scheme."""
    after, before = _pair(request, pk, other)
    context = {
        "before": before,
        "after": after,
        "changes": changes_between(before, after, _language()),
        "trail": _trail((str(after), reverse("scheme-version", args=[pk])), (_("Difference"),)),
    }
    return render(request, "assessments/scheme_compare.html", context)


def _pair(request: Request, pk: int, other: int) -> tuple[SchemeVersion, SchemeVersion]:
    one, two = version_for(request.actor, pk), version_for(request.actor, other)
    if one.scheme_id != two.scheme_id:
        raise Missing
    return (one, two) if one.number > two.number else (two, one)
