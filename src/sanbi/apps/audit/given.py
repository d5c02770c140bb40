"""What a service was given, looked at before it is used."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Conflict, Refused


class Edited(Protocol):
    """A row that counts its changes."""

    edition: int


def same_edition(held: Edited, edition: int | None) -> None:
    """Go on only with the edition that was looked at; with any where none is named.

    Raises
    ------
    Conflict
        when somebody changed it since.
    """
    if edition is not None and held.edition != edition:
        raise Conflict(
            _("Somebody changed “%(name)s” in the meantime.") % {"name": held},
            _("Look at the newest state, then change it again."),
        )


def needed(text: str, field: str = "text") -> str:
    """Return a text without blanks around it.

    Raises
    ------
    Refused
        when nothing is left.
    """
    said = text.strip()
    if not said:
        raise Refused(_("This cannot stay empty."), _("Write it in a few words."), field)
    return said
