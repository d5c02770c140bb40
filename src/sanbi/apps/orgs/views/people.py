"""Accounts: the list, one account, the roster, roles, reviews."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.actors import Role
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.orgs import forms
from sanbi.apps.orgs.duties import open_duties
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.orgs.models import Appointment, Unit, User
from sanbi.apps.orgs.models.people import ROLE_CHOICES
from sanbi.apps.orgs.models.reviews import FINDING_WORDS
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.queries import people as reading
from sanbi.apps.orgs.queries.reviews import findings_for
from sanbi.apps.orgs.roster import read_roster
from sanbi.apps.orgs.rules import can_appoint, can_make_accounts, can_read_accounts
from sanbi.apps.orgs.services import accounts, appointments, handovers, passwords, reviews
from sanbi.apps.orgs.views.asking import asked

SALT = "sanbi.roster"
ON_A_PAGE = 50
TABLES = frozenset({"xlsx", "ods", "csv"})


@page(can_read_accounts)
def people(request: Request) -> HttpResponse:
    """List accounts."""
    asks = request.GET
    found = reading.people_for(
        request.actor,
        timezone.localdate(request.now),
        text=asks.get("q", ""),
        role=asks.get("role", ""),
        unit=asks.get("unit", ""),
        state=asks.get("state", ""),
    )
    if asks.get("format"):
        return _exported(asks["format"], found)
    shown = {
        "people": Paginator(found, ON_A_PAGE).get_page(asks.get("page")),
        "roles": [("", _("All")), *ROLE_CHOICES],
        "states": [("", _("All")), ("open", _("Open accounts")), ("closed", _("Closed accounts"))],
        "units": [("", _("All")), *((str(u.pk), u.name) for u in forms.open_units())],
        "may_make": can_make_accounts(request.actor),
    }
    return render(request, "orgs/people.html", shown)


def held_by(user: User) -> list[Appointment]:
    """The roles that `people_for` has fetched along."""
    found: list[Appointment] = getattr(user, "held", [])
    return found


def _exported(form: str, found: QuerySet[User]) -> HttpResponse:
    names = dict(ROLE_CHOICES)
    heads = (_("Full name"), _("Account name"), _("Unit"), _("Post"), _("Telephone"), _("Roles"))
    rows = [
        (
            user.name,
            user.username,
            user.unit.name if user.unit else "",
            user.post,
            reading.masked(user.phone),
            "，".join(f"{names[item.role]}（{item.unit}）" for item in held_by(user)),
        )
        for user in found
    ]
    return table_answer(form, _("User accounts"), tuple(map(Column, heads)), rows)


@page(can_read_accounts)
def person(request: Request, person: int) -> HttpResponse:
    """Show one account."""
    found = reading.person(request.actor, person)
    shown = {
        "found": found,
        "phone": reading.masked(found.user.phone),
        "today": timezone.localdate(request.now),
        "duties": open_duties(person),
        "may_make": can_make_accounts(request.actor),
        "may_appoint": can_appoint(request.actor) and request.actor.user != person,
    }
    return render(request, "orgs/person.html", shown)


@page(can_make_accounts)
def person_new(request: Request) -> HttpResponse:
    """Make one account; the initial password is shown on the answer, once."""
    form = forms.NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "unit": form.cleaned_data["unit"].pk}
        given["username"] = given["username"].lower()
        try:
            made = accounts.accounts_create(
                actor=request.actor, now=request.now, people=[accounts.Person(**given)]
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return render(request, "orgs/slips.html", {"made": made})
    shown = {
        "form": form,
        "title": _("New account"),
        "verb": _("Make"),
        "back": reverse("people"),
        "note": _("Roles are given by the security administrator afterwards."),
    }
    return render(request, "orgs/form.html", shown)


@page(can_make_accounts)
def person_edit(request: Request, person: int) -> HttpResponse:
    """Change who an account belongs to."""
    user = reading.person(request.actor, person).user
    fields = ("name", "unit", "post", "phone", "email")
    start = {field: getattr(user, field) for field in fields}
    return asked(
        request,
        forms.PersonForm(request.POST or None, initial=start),
        lambda given: accounts.account_change(
            actor=request.actor,
            now=request.now,
            user=person,
            **{**given, "unit": given["unit"].pk},
        ),
        title=_("Change %(name)s") % {"name": user},
        verb=_("Save"),
        back=reverse("person", args=[person]),
        done=_("Saved."),
    )


@page(can_make_accounts)
def person_close(request: Request, person: int) -> HttpResponse:
    """Close an account, or open it again."""
    user = reading.person(request.actor, person).user
    deed = accounts.account_close if user.is_active else accounts.account_open
    verb = _("Close the account") if user.is_active else _("Open the account")
    return asked(
        request,
        forms.ReasonForm(request.POST or None),
        lambda given: deed(actor=request.actor, now=request.now, user=person, **given),
        title=f"{verb}：{user}",
        verb=verb,
        back=reverse("person", args=[person]),
        note=_("Sessions end at once. What the account has done stays.") if user.is_active else "",
        done=_("Done."),
        danger=user.is_active,
    )


@require_POST
@page(can_make_accounts)
def person_reset(request: Request, person: int) -> HttpResponse:
    """Give an account a new initial password, shown on the answer, once."""
    password = passwords.password_reset(actor=request.actor, now=request.now, user=person)
    user = reading.person(request.actor, person).user
    return render(
        request, "orgs/slips.html", {"made": [accounts.NewAccount(user, password)], "anew": True}
    )


@require_POST
@page(can_appoint)
def person_unlock(request: Request, person: int) -> HttpResponse:
    """Unlock an account after wrong passwords."""
    accounts.account_unlock(actor=request.actor, now=request.now, user=person)
    messages.success(request, _("The account takes attempts again."))
    return redirect("person", person)


@page(can_make_accounts)
def roster(request: Request) -> HttpResponse:
    """Make accounts from a table: first what was read, then slips with initial passwords."""
    if "rows" in request.POST:
        return _rostered(request)
    form = forms.TableForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            rows = read_rows(check_upload(sent.name, sent.read(), kinds=TABLES))
        except Refused as error:
            form.add_error("file", str(error))
        else:
            found = read_roster(rows)
            names = dict(Unit.objects.values_list("pk", "name"))
            shown |= {
                "read": True,
                "faults": found.faults,
                "people": [(item, names[item.unit]) for item in found.people],
                "rows": "" if found.faults else signing.dumps(rows, salt=SALT, compress=True),
            }
    return render(request, "orgs/roster.html", shown)


def _rostered(request: Request) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["rows"], salt=SALT, max_age=3600)
    except signing.BadSignature as error:
        raise Refused(_("The preview is too old."), _("Send the file again.")) from error
    found = read_roster(rows)
    if found.faults:
        raise Refused(_("The accounts changed meanwhile."), _("Send the file again."))
    made = accounts.accounts_create(actor=request.actor, now=request.now, people=found.people)
    return render(request, "orgs/slips.html", {"made": made})


@page(can_appoint)
def appoint(request: Request, person: int) -> HttpResponse:
    """Give somebody a role."""
    user = reading.person(request.actor, person).user
    start = {"since": timezone.localdate(request.now), "unit": user.unit}
    return asked(
        request,
        forms.GrantForm(request.POST or None, initial=start),
        lambda given: appointments.appointments_give(
            actor=request.actor,
            now=request.now,
            grants=[
                appointments.Grantee(
                    person,
                    Role(given["role"]),
                    given["unit"].pk,
                    given["since"],
                    given["until"],
                    given["reason"],
                )
            ],
        ),
        title=_("A role for %(name)s") % {"name": user},
        verb=_("Give"),
        back=reverse("person", args=[person]),
        note=_("All sessions of the person end, so that the role counts at once."),
        done=_("The role is given."),
    )


@page(can_appoint)
def appointment_end(request: Request, appointment: int) -> HttpResponse:
    """End a role."""
    held = Appointment.objects.select_related("user", "unit").filter(pk=appointment).first()
    if held is None:
        raise Missing
    return asked(
        request,
        forms.RoleEndForm(request.POST or None, initial={"until": timezone.localdate(request.now)}),
        lambda given: appointments.appointment_end(
            actor=request.actor, now=request.now, appointment=appointment, **given
        ),
        title=f"{_('End the role')}：{held.user} · {held.get_role_display()} · {held.unit}",
        verb=_("End"),
        back=reverse("person", args=[held.user_id]),
        done=_("The role ends."),
        danger=True,
    )


@page(can_appoint)
def handover(request: Request, person: int) -> HttpResponse:
    """Hand all open duties of somebody over."""
    user = reading.person(request.actor, person).user
    others = reading.colleagues(request.actor).exclude(pk=person)
    return asked(
        request,
        forms.HandoverForm(request.POST or None, people=others),
        lambda given: handovers.duties_hand_over(
            actor=request.actor,
            now=request.now,
            giver=person,
            **{**given, "taker": given["taker"].pk},
        ),
        title=_("Hand over from %(name)s") % {"name": user},
        verb=_("Hand over"),
        back=reverse("person", args=[person]),
        note=_("All roles that are open on that day, and all personal duties, move."),
        done=_("Handed over."),
    )


@page(can_read_accounts)
def account_reviews(request: Request) -> HttpResponse:
    """List accounts that deserve a second look."""
    found = findings_for(request.actor, request.now, timezone.localdate(request.now))
    shown = {
        "findings": [(finding, FINDING_WORDS[finding.kind]) for finding in found],
        "open": sum(finding.review is None for finding in found),
        "may_mark": can_appoint(request.actor),
    }
    return render(request, "orgs/reviews.html", shown)


@page(can_appoint)
def review_mark(request: Request, person: int, kind: str) -> HttpResponse:
    """Leave a finding as it is."""
    user = reading.person(request.actor, person).user
    if kind not in FINDING_WORDS:
        raise Missing
    return asked(
        request,
        forms.NoteForm(request.POST or None),
        lambda given: reviews.account_review(
            actor=request.actor, now=request.now, user=person, kind=kind, **given
        ),
        title=f"{user}：{FINDING_WORDS[kind]}",
        verb=_("Mark as looked at"),
        back=reverse("reviews"),
        note=_("It comes up again after 180 days."),
        done=_("Marked."),
    )
