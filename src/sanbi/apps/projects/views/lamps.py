"""Pages of lamps: the county's, the rules with their preview, one project's, and waivers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects import services
from sanbi.apps.projects.forms.lamps import DecideForm, LampRulesForm, WaiveForm, digest
from sanbi.apps.projects.lamps.grounds import grounds_file
from sanbi.apps.projects.lamps.rulebook import content_of, rules_on, text_of, waivable_of
from sanbi.apps.projects.lamps.words import (
    LAMP_WORDS,
    PRESET_WORDS,
    lamp_named,
    language,
    overall_in_words,
    rules_in_words,
)
from sanbi.apps.projects.models import LampReading, LampRules, LampWaiver
from sanbi.apps.projects.queries import project_get, projects_for
from sanbi.apps.projects.queries.lamps import (
    LampLine,
    Preview,
    by_colour,
    colours_of,
    history_of,
    lamp_lines,
    newest_month,
    preview_of,
    waivers_for,
)
from sanbi.apps.projects.queries.lists import choices_for
from sanbi.apps.projects.rules import can_decide_waivers, can_keep, can_read, can_report
from sanbi.apps.projects.views.frame import area_tabs, asked_about, project_frame
from sanbi.apps.projects.words import who_decides_waivers, who_reports
from sanbi.engine.scheduling.lamps import LAMPS, PRESETS, month_in_force, preset_text

ON_A_PAGE = 50
MOST_PREVIEWED = 500
MOST_WAITING = 20


# -- the county ------------------------------------------------------------------------------------
@page(can_read)
def lamps(request: Request) -> HttpResponse:
    """Show the lamps of all projects, the worst first, with the rules that lit them."""
    found = by_colour(request.actor, request.GET.get("colour", ""), request.GET.get("unit", ""))
    if "format" in request.GET:
        return _table(request.GET["format"], lamp_lines(list(found)))
    seen = projects_for(request.actor).filter(dropped_on__isnull=True).order_by()
    sums = colours_of(seen.values("pk"))
    total = seen.count()
    sums["none"] = sums.get("none", 0) + total - sum(sums.values())
    rules = rules_on(timezone.localdate(request.now))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = waivers_for(request.actor).filter(state=LampWaiver.State.PROPOSED)
    context = {
        "page": shown,
        "lines": [_cells(line) for line in lamp_lines(list(shown))],
        "heads": [lamp_named(lamp) for lamp in LAMPS],
        "sums": sums,
        "total": total,
        "month": newest_month(),
        "due": str(month_in_force(timezone.localdate(request.now))),
        "rules": rules,
        "rule_words": rules_in_words(rules),
        "overall": overall_in_words(rules),
        "waiting": [(row, lamp_named(row.lamp)) for row in waiting[:MOST_WAITING]],
        "versions": LampRules.objects.order_by("-version")[:MOST_WAITING],
        "colours": [("", _("All")), *LampReading.Colour.choices],
        "units": [("", _("All")), *choices_for(request.actor)["units"]],
        "may_keep": can_keep(request.actor),
        "tabs": area_tabs("lamps", request.actor),
        "trail": [(_("Projects"), reverse("projects")), (_("Lamps"),)],
    }
    return render(request, "projects/lamps.html", context)


def _cells(line: LampLine) -> tuple[LampLine, list[LampReading | None]]:
    return line, [line.lamps.get(lamp) for lamp in LAMPS]


def _table(kind: str, lines: Sequence[LampLine]) -> HttpResponse:
    columns = (
        Column(_("Code")),
        Column(_("Project")),
        Column(_("Township")),
        Column(_("Month")),
        *(Column(str(words)) for words in LAMP_WORDS.values()),
        Column(_("Size of it")),
        Column(_("Reason")),
        Column(_("Waived")),
        Column(_("Rules")),
    )
    rows = [_written(line) for line in lines]
    return table_answer(kind, _("Lamps"), columns, rows)


def _written(line: LampLine) -> tuple[str, ...]:
    held, overall = line.project, line.overall
    colours = [
        str(row.get_colour_display()) if (row := line.lamps.get(lamp)) else ""
        for lamp in LAMP_WORDS
    ]
    waived = [str(lamp_named(lamp)) for lamp, row in line.lamps.items() if row.waived]
    rules = line.lamps["overall"].rules if "overall" in line.lamps else None
    return (
        held.code,
        held.name,
        held.unit.name,
        overall.period if overall else "",
        *colours,
        overall.size_words if overall else "",
        overall.reason_words if overall else "",
        "，".join(waived),
        f"{rules.name} v{rules.version}" if rules else "",
    )


@require_POST
@page(can_keep)
def lamps_read(request: Request) -> HttpResponse:
    """Read the lamps of the last month that is over."""
    count = services.lamps_read(actor=request.actor, now=request.now)
    said = (
        _("Read: something is new for %(count)s projects.") % {"count": count}
        if count
        else _("Read: nothing has changed.")
    )
    messages.success(request, said)
    return redirect("lamps")


# -- the rules -------------------------------------------------------------------------------------
@page(can_keep)
def lamp_rules(request: Request) -> HttpResponse:
    """Choose or write rules, see what they would show today, and keep them as a new version."""
    today = timezone.localdate(request.now)
    form = LampRulesForm(
        request.POST or None,
        request.FILES or None,
        initial={"text": _offered(request), "valid_from": today.replace(day=1)},
    )
    context: dict[str, Any] = {
        "form": form,
        "presets": PRESET_WORDS,
        "trail": [(_("Lamps"), reverse("lamps")), (_("Lamp rules"),)],
    }
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "save" and form.was_looked_at():
            return _kept(request, form.cleaned_data)
        context |= _looked(request, form)
    return render(request, "projects/lamp_rules.html", context)


def _offered(request: Request) -> str:
    """The text that the form begins with: a preset, or the rules in force."""
    name = request.GET.get("preset", "")
    found = [preset for preset in PRESETS if preset == name]
    if found:
        return preset_text(found[0])
    return text_of(rules_on(timezone.localdate(request.now)))


def _looked(request: Request, form: LampRulesForm) -> dict[str, Any]:
    """What is wrong with the text, or what it would show; the form keeps the text."""
    data = form.cleaned_data
    content, faults = content_of(data["text"], language())
    values = {"text": data["text"], "valid_from": data["valid_from"]}
    if content is None:
        return {"form": LampRulesForm(initial=values), "faults": faults}
    seen = LampRulesForm(initial={**values, "looked": digest(data["text"])})
    rules = LampRules(content=content, name=str(content.get("name", "")))
    return {
        "form": seen,
        "ready": True,
        "rule_words": rules_in_words(rules),
        "overall": overall_in_words(rules),
        **_shown(request, rules),
    }


def _shown(request: Request, rules: LampRules) -> dict[str, Any]:
    month = newest_month() or str(month_in_force(timezone.localdate(request.now)))
    some = projects_for(request.actor).filter(dropped_on__isnull=True)[:MOST_PREVIEWED]
    found = preview_of(list(some), rules, month)
    would = Counter(item.would.overall.colour.value for item in found)
    now = Counter(item.now.colour if item.now else "none" for item in found)
    changed = [item for item in found if _colour(item) != item.would.overall.colour.value]
    tongue = language()
    return {
        "month": month,
        "counted": [
            (colour, now.get(colour.value, 0), would.get(colour.value, 0))
            for colour in LampReading.Colour
        ],
        "projects": len(found),
        "changed": [
            (item, item.would.overall.size(tongue), item.would.overall.reason(tongue))
            for item in changed
        ],
    }


def _colour(item: Preview) -> str:
    return item.now.colour if item.now else "none"


def _kept(request: Request, data: dict[str, Any]) -> HttpResponse:
    made = services.lamp_rules_set(
        actor=request.actor,
        now=request.now,
        text=data["text"],
        valid_from=data["valid_from"],
        language=language(),
    )
    messages.success(request, _("Kept as version %(version)s.") % {"version": made.version})
    return redirect("lamps")


@page(can_read)
def lamp_rules_text(request: Request, version: int) -> HttpResponse:
    """Hand out a version of the rules as it was written."""
    del request
    found = LampRules.objects.filter(version=version).first()
    if found is None:
        raise Missing
    answer = HttpResponse(text_of(found), content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="lamp-rules-v{version}.yaml"'
    return answer


# -- one project -----------------------------------------------------------------------------------
@page(can_read)
def project_lamps(request: Request, project: int) -> HttpResponse:
    """Show the lamps of a project: why each shows what it shows, and how it went month by month."""
    shown = project_frame(request, project, "project-lamps")
    held = shown["project"]
    history = history_of(held)
    rules = history.newest[0].rules if history.newest else rules_on(shown["today"])
    in_words = {row.lamp: row for row in rules_in_words(rules)}
    waivers = list(waivers_for(request.actor).filter(project=held))
    shown |= {
        "history": history,
        "rows": [(lamp_named(lamp), row) for lamp, row in history.rows],
        "overall": history.newest[0] if history.newest else None,
        "lamps": [(row, lamp_named(row.lamp), in_words[row.lamp]) for row in history.newest[1:]],
        "others": [row for lamp, row in in_words.items() if lamp not in _lit(history.newest)],
        "overall_words": overall_in_words(rules),
        "rules": rules,
        "waivers": [(row, lamp_named(row.lamp)) for row in waivers],
        "waivable": waivable_of(rules_on(shown["today"])),
    }
    return render(request, "projects/project_lamps.html", shown)


@page(can_read)
def lamp_grounds(request: Request, project: int) -> HttpResponse:
    """Hand out what the newest lamps of a project rest on, so that anybody can judge them again."""
    newest = history_of(project_get(request.actor, project)).newest
    if not newest:
        raise Missing
    content = grounds_file(newest[0], newest)
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    name = f"lamps-{newest[0].project.code}-{newest[0].period}.json"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


def _lit(rows: Sequence[LampReading]) -> set[str]:
    return {row.lamp for row in rows}


@page(can_read)
def lamp_waive(request: Request, project: int) -> HttpResponse:
    """Ask that a lamp shall not count for some months."""
    held = project_get(request.actor, project)
    require(can_report(request.actor, held), who_reports())
    today = timezone.localdate(request.now)
    month = str(month_in_force(today))
    form = WaiveForm(
        request.POST or None,
        lamps=waivable_of(rules_on(today)),
        initial={"first": month, "last": month},
    )
    return asked_about(
        request,
        held,
        form,
        lambda given: services.lamp_waiver_propose(
            actor=request.actor, now=request.now, project=held.pk, **given
        ),
        title=_("Ask for a waiver"),
        verb=_("Ask"),
        back=reverse("project-lamps", args=[held.pk]),
        note=_(
            "Another person decides. In the months of an approved waiver the lamp does not light,"
            " and it always says that it was waived, by whom and why."
        ),
        done=_("Asked."),
    )


# -- waivers ---------------------------------------------------------------------------------------
def _waiver(request: Request, waiver: int) -> LampWaiver:
    found = waivers_for(request.actor).filter(pk=waiver).first()
    if found is None:
        raise Missing
    return found


@page(can_read)
def lamp_waiver(request: Request, waiver: int) -> HttpResponse:
    """Show a waiver that was asked for; whoever may decides on it here."""
    held = _waiver(request, waiver)
    waits = held.state == LampWaiver.State.PROPOSED
    own = held.proposed_by is not None and held.proposed_by == request.actor.user
    may = waits and not own and can_decide_waivers(request.actor)
    if request.method == "POST":
        require(can_decide_waivers(request.actor), who_decides_waivers())
    form = DecideForm(request.POST or None)
    return asked(
        request,
        form,
        lambda given: services.lamp_waiver_decide(
            actor=request.actor, now=request.now, waiver=held.pk, **given
        ),
        title=_("Waiver of a lamp"),
        verb=_("Decide"),
        back=reverse("project-lamps", args=[held.project_id]),
        done=_("Decided."),
        template="projects/lamp_waiver.html",
        more={
            "waiver": held,
            "lamp": lamp_named(held.lamp),
            "may_decide": may,
            "may_withdraw": waits and own,
            "trail": [
                (_("Lamps"), reverse("lamps")),
                (held.project.name, reverse("project-lamps", args=[held.project_id])),
                (_("Waiver of a lamp"),),
            ],
        },
    )


@require_POST
@page(can_read)
def lamp_waiver_withdraw(request: Request, waiver: int) -> HttpResponse:
    """Take back what one has asked for."""
    held = _waiver(request, waiver)
    try:
        services.lamp_waiver_withdraw(actor=request.actor, now=request.now, waiver=held.pk)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Withdrawn."))
    return redirect("lamp-waiver", waiver=held.pk)
