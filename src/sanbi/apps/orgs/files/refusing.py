"""One sentence for each reason why a file is not taken."""

from __future__ import annotations

from typing import NoReturn

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused


def refuse(name: str, why: str, hint: str = "", where: str = "file") -> NoReturn:
    """Say which file, why, and how to mend it; ``where`` is a row of it if one is at fault."""
    message = _("The file “%(name)s” is not taken: %(why)s") % {"name": name, "why": why}
    raise Refused(message, hint, where)


def save_again() -> str:
    """The hint that helps with most damaged or overloaded files."""
    return _("Save it again as PDF, or as a plain workbook, and send that.")
