"""The main navigation: what each role finds in the masthead."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbi.apps.audit.actors import Actor, Role

ADMINISTRATORS = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN})
EVERYONE = frozenset(Role) - ADMINISTRATORS
AUDITING = frozenset({Role.AUDITOR, Role.SECADMIN, Role.AUDITADMIN})
SUPERVISED = EVERYONE - {Role.EVALUATOR, Role.OWNER}


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: route name, words, and who sees it."""

    route: str
    words: Promise
    roles: frozenset[Role] = EVERYONE


PLACES = (
    Place("home", _("Overview"), frozenset(Role)),
    Place("boards", _("League tables")),
    Place("indicators", _("Indicators")),
    Place("projects", _("Projects"), EVERYONE - {Role.EVALUATOR}),
    Place("actions", _("Supervision"), SUPERVISED),
    Place("meetings", _("Meetings"), EVERYONE - {Role.EVALUATOR}),
    Place("polls", _("Polls")),
    Place("rounds", _("Assessment")),
    Place("bulletins", _("Bulletins")),
    Place("screens", _("Screens")),
    Place("manage", _("Administration"), frozenset(Role)),
    Place("audit", _("Audit"), AUDITING),
)


@dataclass(frozen=True)
class Link:
    """A place as a page shows it."""

    url: str
    words: str
    current: bool


def links_for(actor: Actor, path: str) -> tuple[Link, ...]:
    """Return the places that the actor sees and that exist, the current one marked."""
    found = []
    for place in PLACES:
        if not place.roles & actor.roles:
            continue
        try:
            url = reverse(place.route)
        except NoReverseMatch:
            continue  # its app is not there yet
        current = path == url if place.route == "home" else path.startswith(url)
        found.append(Link(url, str(place.words), current))
    return tuple(found)
