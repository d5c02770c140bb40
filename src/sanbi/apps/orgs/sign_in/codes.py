"""Codes of a second factor: each is good once, and wrong ones count as wrong passwords do.

allauth keeps used codes and failures in the memory of each process, and a code longer valid than it
remembers its use. Here both stand in the database: a code is refused again by whichever process is
asked, and five wrong ones lock the account.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest

from sanbi.apps.orgs.models import User

LAST = "last_counter"  # of the latest code that was taken: it and all before it are used up


def taken_by(user: User, code: str) -> Authenticator | None:
    """Use a code up: the factor that takes it, or None for a wrong or used one."""
    with transaction.atomic():
        for factor in (
            Authenticator.objects.select_for_update()
            .filter(user=user)
            .exclude(type=Authenticator.Type.WEBAUTHN)
            .order_by("pk")
        ):
            if _takes(factor, code):
                return factor
    return None


def begin_after_set_up(factor: Authenticator) -> None:
    """Count the code with which the app was set up as used."""
    if factor.type == Authenticator.Type.TOTP:
        counters = list(totp.yield_hotp_counters_from_time())
        factor.data[LAST] = counters[len(counters) // 2]
        factor.save(update_fields=["data"])


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether the account takes no attempts; the answer is then the page that says so."""
    names = {"username": user.get_username()}
    if AxesProxyHandler.is_allowed(request, names):
        return False
    request.axes_locked_out, request.axes_credentials = True, names  # type: ignore[attr-defined]
    return True


def count_failure(user: User) -> None:
    """Count a wrong code, and lock the account at the fifth failure."""
    request, names = context.request, {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=names, request=request)
    get_account_adapter().authentication_failed(request, **names)


def _takes(factor: Authenticator, code: str) -> bool:
    if factor.type != Authenticator.Type.TOTP:
        return bool(factor.wrap().validate_code(code))
    secret = decrypt(factor.data["secret"])
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > factor.data.get(LAST, -1) and compare_user_code(
            actual=code, expected=expected
        ):
            factor.data[LAST] = counter
            factor.save(update_fields=["data"])
            return True
    return False
