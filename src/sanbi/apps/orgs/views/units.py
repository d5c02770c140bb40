"""Units: the tree, one unit, and what happens to it."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs import forms
from sanbi.apps.orgs.divisions import read_divisions
from sanbi.apps.orgs.files import check_upload
from sanbi.apps.orgs.files.texts import decoded
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.apps.orgs.queries import units as reading
from sanbi.apps.orgs.rules import can_group, can_make_accounts
from sanbi.apps.orgs.services import units as writing
from sanbi.apps.orgs.services.divisions import Difference, differences, units_import
from sanbi.apps.orgs.services.groups import GroupDraft, grouping_set
from sanbi.apps.orgs.views.asking import asked

SALT = "sanbi.divisions"
KINDS = frozenset({"csv"})


@page(anyone)
def units(request: Request) -> HttpResponse:
    """Show the tree."""
    closed = request.GET.get("closed") == "1"
    shown = {
        "tree": reading.tree(closed=closed),
        "closed": closed,
        "may_make": can_make_accounts(request.actor),
    }
    return render(request, "orgs/units.html", shown)


@page(anyone)
def unit(request: Request, unit: int) -> HttpResponse:
    """Show one unit: facts, people, history."""
    shown = {"found": reading.unit_page(unit), "may_make": can_make_accounts(request.actor)}
    return render(request, "orgs/unit.html", shown)


@page(can_make_accounts)
def unit_new(request: Request) -> HttpResponse:
    """Make a unit."""
    return asked(
        request,
        forms.UnitForm(request.POST or None),
        lambda given: writing.unit_create(
            actor=request.actor, now=request.now, **{**given, "parent": given["parent"].pk}
        ),
        title=_("New unit"),
        verb=_("Make"),
        back=reverse("units"),
        done=_("The unit is made."),
    )


@page(can_make_accounts)
def unit_rename(request: Request, unit: int) -> HttpResponse:
    """Give a unit another name."""
    found = reading.unit_page(unit).unit
    start = {"name": found.name, "short_name": found.short_name}
    return asked(
        request,
        forms.UnitNameForm(request.POST or None, initial=start),
        lambda given: writing.unit_rename(actor=request.actor, now=request.now, unit=unit, **given),
        title=_("Rename %(unit)s") % {"unit": found},
        verb=_("Rename"),
        back=reverse("unit", args=[unit]),
        done=_("The name is changed; the old one stays in the history."),
    )


@page(can_make_accounts)
def unit_move(request: Request, unit: int) -> HttpResponse:
    """Put a unit elsewhere in the tree."""
    found = reading.unit_page(unit).unit
    return asked(
        request,
        forms.UnitPlaceForm(request.POST or None),
        lambda given: writing.unit_move(
            actor=request.actor,
            now=request.now,
            unit=unit,
            **{**given, "parent": given["parent"].pk},
        ),
        title=_("Move %(unit)s") % {"unit": found},
        verb=_("Move"),
        back=reverse("unit", args=[unit]),
        done=_("The unit is moved."),
    )


@page(can_make_accounts)
def unit_close(request: Request, unit: int) -> HttpResponse:
    """End a unit."""
    found = reading.unit_page(unit).unit
    return asked(
        request,
        forms.UnitEndForm(request.POST or None),
        lambda given: writing.unit_close(actor=request.actor, now=request.now, unit=unit, **given),
        title=_("Close %(unit)s") % {"unit": found},
        verb=_("Close"),
        back=reverse("unit", args=[unit]),
        done=_("The unit is closed. What it has reported stays."),
        danger=True,
    )


@page(can_make_accounts)
def units_table(request: Request) -> HttpResponse:
    """Take a table of divisions in: first what would change, then the change."""
    if "rows" in request.POST:
        return _taken(request)
    form = forms.TableForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            shown |= _preview(form)
        except Refused as error:
            form.add_error("file", str(error))
    return render(request, "orgs/units_table.html", shown)


def _preview(form: forms.TableForm) -> dict[str, object]:
    sent = form.cleaned_data["file"]
    file = check_upload(sent.name, sent.read(), kinds=KINDS)
    text = decoded(file.name, file.content)
    found = read_divisions(text)
    changes: list[Difference] = [] if found.faults else differences(found.rows)
    return {
        "read": True,
        "faults": found.faults,
        "changes": changes,
        "rows": signing.dumps(text, salt=SALT, compress=True) if changes else "",
    }


def _taken(request: Request) -> HttpResponse:
    try:
        text = signing.loads(request.POST["rows"], salt=SALT, max_age=3600)
    except signing.BadSignature as error:
        raise Refused(_("The preview is too old."), _("Send the file again.")) from error
    changes = units_import(
        actor=request.actor,
        now=request.now,
        rows=read_divisions(text).rows,
        on=timezone.localdate(request.now),
        document=request.POST.get("document", "")[:120],
    )
    messages.success(request, _("%(count)s units made or changed.") % {"count": len(changes)})
    return redirect("units")


@page(anyone)
def groupings(request: Request) -> HttpResponse:
    """Show the groupings."""
    shown = {"groupings": reading.groupings(), "may_group": can_group(request.actor)}
    return render(request, "orgs/groupings.html", shown)


@page(can_group)
def grouping_edit(request: Request) -> HttpResponse:
    """Make a grouping, or change one."""
    name = request.GET.get("grouping", "")
    held = next((item for item in reading.groupings() if item.name == name), None)
    lines = [
        f"{group.name}：{'，'.join(u.name for u in units)}"
        for group, units in (held.groups if held else ())
    ]
    return asked(
        request,
        forms.GroupingForm(
            request.POST or None, initial={"grouping": name, "groups": "\n".join(lines)}
        ),
        lambda given: grouping_set(
            actor=request.actor,
            now=request.now,
            grouping=given["grouping"],
            groups=_drafts(given["groups"]),
        ),
        title=_("Grouping"),
        verb=_("Save"),
        back=reverse("groupings"),
        done=_("The grouping is saved. Frozen rounds keep the groups they had."),
    )


def _drafts(text: str) -> list[GroupDraft]:
    units = {unit.name: unit.pk for unit in Unit.objects.filter(until__isnull=True)}
    units |= {unit.code: unit.pk for unit in Unit.objects.filter(until__isnull=True)}
    drafts = []
    for place, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        name, _colon, rest = line.replace("：", ":").partition(":")
        names = [part.strip() for part in rest.replace("，", ",").replace("、", ",").split(",")]
        unknown = [part for part in names if part and part not in units]
        if unknown:
            raise Refused(
                _("Line %(line)s: there is no unit %(name)s.")
                % {"line": place, "name": ", ".join(unknown)},
                _("Write names as in the list of units."),
                "groups",
            )
        keys = tuple(units[part] for part in names if part)
        drafts.append(GroupDraft(f"g{place}", name.strip(), keys))
    return drafts
