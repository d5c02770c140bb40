"""How many attempts an account takes, and what somebody sees who has used them up.

An account is locked for 15 minutes after 5 failures, from wherever they came (hard). An address
never is: a whole hall of people may sit behind one. After many failures from one address, accounts
tried from it lock after 2 (soft), so that one guess for each of many accounts does not pay.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def address_of(request: HttpRequest) -> str:
    """The address that asks: behind a proxy of ours, the last that the proxy has seen."""
    if settings.SECURE_PROXY_SSL_HEADER:
        passed = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if passed:
            return passed
    return str(request.META.get("REMOTE_ADDR", ""))


def account_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The account that an attempt counts for, as the sign-in itself reads the name."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()


def failure_limit(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """Failures after which an account is locked."""
    del credentials
    if failures_from(address_of(request), since=_window(request)) > settings.SANBI_NOISY_ADDRESS:
        return int(settings.SANBI_FAILURES_FROM_NOISY_ADDRESS)
    return int(settings.SANBI_FAILURES)


def failures_from(address: str, *, since: datetime) -> int:
    """Failures from an address since a moment, over all accounts."""
    found = AccessAttempt.objects.filter(ip_address=address or None, attempt_time__gte=since)
    return found.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def locked_page(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a locked account: since when nothing is tried, and until when."""
    del response
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    shown = {"username": account_name(request, credentials), "minutes": minutes}
    return render(request, "account/locked.html", shown, status=429)


def _window(request: HttpRequest) -> datetime:
    # By the machine's clock, as axes dates its rows; the demo's own clock stands elsewhere.
    del request
    return timezone.now() - settings.AXES_COOLOFF_TIME
