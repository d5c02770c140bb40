"""The form view of a draft: its tree with weights, and one leaf with the curve of its rule."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.assessments.curves import Curve, curve_of
from sanbi.apps.assessments.forms.scheme_trees import STARTERS, LeafForm, TreeForm
from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.assessments.queries.schemes import tree_of, version_for
from sanbi.apps.assessments.rules import is_office
from sanbi.apps.assessments.scheme_edits import places_of
from sanbi.apps.assessments.views.deeds import Crumb, Deed, deed_page
from sanbi.apps.assessments.views.rounds import home_trail
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.pages import Request, page


def _trail(version: SchemeVersion, *more: Crumb) -> list[Crumb]:
    here = reverse("scheme-version", args=[version.pk])
    return [*home_trail(), (_("Schemes"), reverse("schemes")), (str(version), here), *more]


@page(is_office)
def scheme_tree(request: Request, pk: int) -> HttpResponse:
    """Edit points and weights of a draft in its tree."""
    version = _sound_draft(request, pk)
    deed = Deed(
        _("Points and weights"),
        _("Save the draft"),
        _trail(version, (_("Points and weights"),)),
        lambda _made: reverse("scheme-tree", args=[pk]),
        done=_("Saved."),
        back=reverse("scheme-version", args=[pk]),
        template="assessments/scheme_tree.html",
        more={"version": version, "tree": tree_of(version)},
    )
    return deed_page(request, TreeForm, deed, version=version)


@page(is_office)
def scheme_leaf(request: Request, pk: int, leaf: str) -> HttpResponse:
    """Pick the rule of one leaf and see its curve."""
    version = _sound_draft(request, pk)
    name = next((line.name for line in tree_of(version) if line.id == leaf), leaf)
    places = places_of(version.text).get(leaf, {})
    rule = STARTERS.get(request.GET.get("rule", ""))
    drawn = {"rule": rule or (places["rule"].text if "rule" in places else ""), "full": "100"}
    if "points" in places:
        drawn["full"] = places["points"].text
    deed = Deed(
        name,
        _("Save the draft"),
        _trail(version, (_("Points and weights"), reverse("scheme-tree", args=[pk])), (name,)),
        lambda _made: reverse("scheme-leaf", args=[pk, leaf]),
        done=_("Saved."),
        back=reverse("scheme-tree", args=[pk]),
        template="assessments/scheme_leaf.html",
        more={"version": version, "starters": list(STARTERS), "leaf": leaf, **_drawn(drawn)},
    )
    more = {"initial": {"rule": rule}} if rule else {}
    return deed_page(request, LeafForm, deed, version=version, leaf=leaf, **more)


@page(is_office)
def scheme_curve(request: Request) -> HttpResponse:
    """Draw the curve of a rule as it is typed; the answer is a part of the page."""
    asked = {name: str(value) for name, value in request.POST.items()}
    return render(request, "assessments/scheme_curve.html", _drawn(asked))


def _sound_draft(request: Request, pk: int) -> SchemeVersion:
    version = version_for(request.actor, pk)
    if version.adopted_at is not None:
        raise Refused(
            _("Version %(number)d is adopted and stays as it is.") % {"number": version.number},
            _("Begin a new version."),
        )
    if not tree_of(version):
        raise Refused(_("The text has faults."), _("Mend them in the text first."))
    return version


def _drawn(asked: dict[str, str]) -> dict[str, Curve | str | None]:
    try:
        low, high, target = (
            float(asked.get(name) or value)
            for name, value in (("low", 0), ("high", 120), ("target", 100))
        )
        full = asked.get("full") or "100"
        float(full)
        return {"curve": curve_of(asked.get("rule", ""), full, low, high, target), "fault": ""}
    except Refused as error:
        return {"curve": None, "fault": str(error)}
    except ValueError:
        return {"curve": None, "fault": _("Write numbers.")}
