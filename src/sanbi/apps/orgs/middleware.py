"""Who is acting, and when: where the clock and the account enter a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from sanbi.apps.audit.actors import NOBODY, Actor
from sanbi.apps.audit.clock import moment
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.queries import actor_of

Answer = Callable[[HttpRequest], HttpResponse]


def acting(answer: Answer) -> Answer:
    """Put ``request.now`` (aware, UTC) and ``request.actor`` on every request."""

    def respond(request: HttpRequest) -> HttpResponse:
        now = moment()
        request.now = now  # type: ignore[attr-defined]

        def actor() -> Actor:
            user = request.user
            if not isinstance(user, User):
                return NOBODY
            return actor_of(user, timezone.localdate(now))

        request.actor = SimpleLazyObject(actor)  # type: ignore[attr-defined]
        return answer(request)

    return respond
