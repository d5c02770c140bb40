"""The working calendar: a year at a glance, a day, a whole table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.orgs import forms
from sanbi.apps.orgs.files import check_upload
from sanbi.apps.orgs.files.texts import decoded
from sanbi.apps.orgs.months import months_of
from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.apps.orgs.queries import calendar as working_calendar
from sanbi.apps.orgs.rules import can_group
from sanbi.apps.orgs.services import calendars
from sanbi.apps.orgs.views.asking import asked
from sanbi.engine.calendar import YearStatus

FIRST, LAST = 2000, 2100


@page(anyone)
def calendar(request: Request) -> HttpResponse:
    """Show a year: twelve months, days off and make-up workdays marked."""
    asks, today = request.GET.get("year", ""), timezone.localdate(request.now)
    year = int(asks) if asks.isdigit() and FIRST <= int(asks) <= LAST else today.year
    found = working_calendar()
    shown = {
        "year": year,
        "years": [(str(number), str(number)) for number in range(year - 2, year + 3)],
        "week_names": [_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su")],
        "months": months_of(found, year, today),
        "provisional": found.status(year) is YearStatus.PROVISIONAL,
        "days": [row for row in found.days if row.day.year == year],
        "may_keep": can_group(request.actor),
    }
    return render(request, "orgs/calendar.html", shown)


@page(can_group)
def calendar_day(request: Request) -> HttpResponse:
    """Change a day."""
    return asked(
        request,
        forms.DayForm(request.POST or None, initial={"day": request.GET.get("day", "")}),
        lambda given: calendars.calendar_set(actor=request.actor, now=request.now, **given),
        title=_("A day of the calendar"),
        verb=_("Save"),
        back=reverse("calendar"),
        done=_("Saved. Due days that are reckoned from now on follow it."),
    )


@page(can_group)
def calendar_seed(request: Request) -> HttpResponse:
    """Fill a year."""
    return asked(
        request,
        forms.YearForm(request.POST or None, initial={"year": request.now.year + 1}),
        lambda given: calendars.calendar_seed(
            actor=request.actor, now=request.now, years=[given["year"]]
        ),
        title=_("Fill a year"),
        verb=_("Fill"),
        back=reverse("calendar"),
        note=_(
            "Announced days are taken where they are known; else the statutory days, marked as "
            "provisional. Changes made to that year by hand are replaced."
        ),
        done=_("The year is filled."),
    )


@page(can_group)
def calendar_table(request: Request) -> HttpResponse:
    """Take a table of days in."""

    def take(given: dict[str, Any]) -> None:
        sent = given["file"]
        file = check_upload(sent.name, sent.read(), kinds=frozenset({"csv"}))
        text = decoded(file.name, file.content)
        calendars.calendar_import(actor=request.actor, now=request.now, text=text)

    return asked(
        request,
        forms.TableForm(request.POST or None, request.FILES or None),
        take,
        title=_("Take in a table of days"),
        verb=_("Take in"),
        back=reverse("calendar"),
        note=_("CSV with the columns date, kind, name (日期, 类别, 名称); kind is 休 or 班."),
        done=_("The table is taken in."),
    )
