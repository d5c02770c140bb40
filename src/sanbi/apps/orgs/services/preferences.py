"""How somebody likes to see the site."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.services.account_rows import own_account

THEMES = ("light", "dark")


@service("preference.set")
def preference_set(*, actor: Actor, now: datetime, language: str = "", theme: str = "") -> User:
    """Keep the language or the colours with the account; an empty value leaves it as it is."""
    del now
    if language and language not in dict(settings.LANGUAGES):
        raise Refused(_("The site does not speak this language."), where="language")
    if theme and theme not in THEMES:
        raise Refused(_("The colours are light or dark."), where="theme")
    user = own_account(actor)
    user.language = language or user.language
    user.theme = theme or user.theme
    user.save(update_fields=["language", "theme"])
    tell(user, language=user.language, theme=user.theme)
    return user
