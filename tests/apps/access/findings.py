"""Walks of all routes. Each returns what it finds wrong, as plain sentences."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from sanbi.apps.orgs.rules import units_seen
from tests.apps.access.declaring import Access
from tests.apps.factories.orgs import County

Listed = Mapping[str, Access]
T = TypeVar("T")
API = "api:"
SIGN_IN = "/accounts/login/"
UNDONE = 405
SERVER_FAULT = 500


QUIET = ("django.request", "django.security.csrf", "axes")


@contextmanager
def _quiet() -> Iterator[None]:
    """Thousands of refusals are what the walk is for: none is worth a line in the log."""
    loggers = [logging.getLogger(name) for name in QUIET]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


@dataclass(frozen=True)
class Route:
    """One route: its full name, its pattern, and what answers."""

    name: str
    pattern: str
    view: Any


def routes(urlconf: str | None = None) -> list[Route]:
    """Every route of the site."""
    return list(_routes(get_resolver(urlconf), "", ""))


def _routes(resolver: Any, before: str, space: str) -> Iterator[Route]:
    for part in resolver.url_patterns:
        pattern = f"{before}{part.pattern}"
        if hasattr(part, "url_patterns"):
            inner = f"{space}{part.namespace}:" if part.namespace else space
            yield from _routes(part, pattern, inner)
        else:
            yield Route(f"{space}{part.name}" if part.name else "", pattern, part.callback)


def unlisted(found: list[Route], listed: Listed) -> list[str]:
    """Routes that no file lists, and names that no route has."""
    names = {route.name for route in found}
    wrong = [f"{route.pattern}: has no name" for route in found if not route.name]
    wrong += [f"{name}: is not listed" for name in sorted(names - listed.keys() - {""})]
    return wrong + [f"{name}: is listed, but no route" for name in sorted(listed.keys() - names)]


def unframed(found: list[Route], listed: Listed) -> list[str]:
    """Views that were not made with `page`, and do not say who else guards them."""
    return [
        f"{route.name}: its view was not made with @page"
        for route in found
        if not route.name.startswith(API)
        and route.name in listed
        and not hasattr(route.view, "sanbi_page")
        and not (listed[route.name].other_frame or listed[route.name].public)
    ]


def addresses(county: County, listed: Listed) -> dict[str, str]:
    """The address of each route, its thing made."""
    return {
        name: reverse(name, kwargs=dict(access.things(county))) + _query(county, access)
        for name, access in sorted(listed.items())
    }


def _query(county: County, access: Access) -> str:
    asked = access.query(county)
    return f"?{urlencode(asked)}" if asked else ""


def sent(browser: Client, address: str, access: Access) -> Any:
    """The answer to a change: a form, or what a program sends as JSON."""
    if access.body is None:
        return browser.post(address, dict(access.form))
    text = json.dumps(access.body)
    return browser.generic(access.sends, address, text, content_type="application/json")


def clients(county: County) -> dict[str, Client]:
    """A browser for each person, signed in."""
    found = {}
    for name, user in county.users.items():
        found[name] = Client(raise_request_exception=False)
        found[name].force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return found


@_quiet()
def wrong_answers(
    county: County,
    listed: Listed,
    where: Mapping[str, str],
    canaries: Mapping[int, str] | None = None,
) -> tuple[list[str], int]:
    """Cells of route × person × method with another answer than listed; and how many there are.

    A page read that shows the text of a unit which the reader may not see is wrong, too.
    """
    wrong, cells = [], 0
    for person, browser in clients(county).items():
        foreign = _foreign(county, person, canaries or {})
        for name, access in listed.items():
            for method in ("GET", "POST"):
                cells += 1
                expected = access.expected(person, method)
                status, text = _status(browser, where[name], method, access)
                if status not in expected:
                    wanted = "any but 5xx" if access.other_frame else sorted(expected)
                    wrong.append(f"{method} {name} as {person}: {status} instead of {wanted}")
                wrong += [f"{method} {name} as {person}: shows {t}" for t in foreign if t in text]
    return wrong, cells


def _foreign(county: County, person: str, canaries: Mapping[int, str]) -> list[str]:
    seen = units_seen(county.actor(person))
    return [text for unit, text in canaries.items() if seen is not None and unit not in seen]


def _status(browser: Client, address: str, method: str, access: Access) -> tuple[int, str]:
    def ask() -> tuple[int, str]:
        answer = browser.get(address) if method == "GET" else sent(browser, address, access)
        return answer.status_code, readable(answer)

    kept = dict(browser.cookies)
    found = undone(ask)
    browser.cookies.clear()
    browser.cookies.update(kept)
    return found


def undone(deed: Callable[[], T]) -> T:
    """What a deed returns, all that it wrote taken back."""
    with transaction.atomic():
        found = deed()
        transaction.set_rollback(True)
    return found


@_quiet()
def open_to_strangers(listed: Listed, where: Mapping[str, str]) -> list[str]:
    """Routes that answer somebody who is not signed in."""
    wrong = []
    for name, access in listed.items():
        if access.public:
            continue
        for method in ("GET", "POST"):
            stranger = Client(raise_request_exception=False)
            answer = stranger.generic(method, where[name])
            led = answer.status_code == 302 and SIGN_IN in answer.get("Location", "")
            if not led and answer.status_code not in {401, 403, 404, UNDONE}:
                wrong.append(f"{method} {name}: {answer.status_code} for a stranger")
    return wrong


@_quiet()
def without_token(county: County, listed: Listed, where: Mapping[str, str]) -> list[str]:
    """Routes that take a change without the token against forgery."""
    wrong = []
    for name, access in listed.items():
        for person in sorted(access.changes)[:1]:
            browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
            browser.force_login(
                county.users[person], "allauth.account.auth_backends.AuthenticationBackend"
            )
            found = undone(
                lambda browser=browser, name=name, access=access: (
                    sent(browser, where[name], access).status_code
                )
            )
            if found not in {403, UNDONE}:
                wrong.append(f"POST {name} as {person} without a token: {found}")
    return wrong


@_quiet()
def leaks(
    county: County, listed: Listed, where: Mapping[str, str], canaries: Mapping[int, str]
) -> list[str]:
    """Downloads that show a text of a unit whose figures the reader may not see."""
    wrong = []
    exports = [name for name, access in listed.items() if access.exports]
    for person, browser in clients(county).items():
        foreign = _foreign(county, person, canaries)
        for name in exports:
            for form in ("xlsx", "csv") if person in listed[name].reads and foreign else ():
                shown = readable(browser.get(where[name], {"format": form}))
                wrong += [f"{form} {name} as {person}: shows {t}" for t in foreign if t in shown]
    return wrong


def readable(answer: Any) -> str:
    """The text of an answer, also inside a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return str(content.decode("utf-8", "replace"))
