"""The frame of every write: one service, one transaction, one audit entry.

A service is a keyword-only function under `service`. It says what it did with `tell`, once::

    @service("report.submit")
    def report_submit(*, actor: Actor, now: datetime, report: int) -> Report:
        ...
        tell(report, cells=7)
        return report

If it raises `Refused` or `NotAllowed`, its transaction is undone, and the attempt is recorded in
one entry of its own. So it is where the database finds that somebody else saved the same thing
(a name, a code, a version) between the service's look and its writing: that is a `Conflict`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from sanbi.apps.audit.actors import Actor, acting
from sanbi.apps.audit.contents import digest_of
from sanbi.apps.audit.errors import Conflict, NotAllowed, Refused
from sanbi.apps.audit.models import Entry

P = ParamSpec("P")
R = TypeVar("R")

SERVICES: dict[str, Callable[..., Any]] = {}
"""Every service of the platform by its action, for the tests that walk them all."""


@dataclass
class _Slip:
    """What a running service has told of itself."""

    action: str
    told: bool = False
    kind: str = ""
    key: str = ""
    name: str = ""
    details: dict[str, Any] = field(default_factory=dict)


_running: ContextVar[_Slip | None] = ContextVar("sanbi_running_service", default=None)


def service(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a service: in one transaction, with exactly one audit entry.

    The function takes ``actor`` and ``now`` by keyword, and calls `tell` exactly once.

    Raises
    ------
    RuntimeError
        when a service is called inside another, or ends without having told what it did.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if _running.get() is not None:
                raise RuntimeError(f"{action}: a service cannot call another; share a function")
            actor, now = kwargs["actor"], kwargs["now"]
            if not isinstance(actor, Actor) or not isinstance(now, datetime):
                raise TypeError(f"{action}: actor and now come by keyword")
            actor = acting(actor)
            kwargs["actor"] = actor
            slip = _Slip(action)
            token = _running.set(slip)
            try:
                with _same_saved_elsewhere(), transaction.atomic():
                    result = function(*args, **kwargs)
                    if not slip.told:
                        raise RuntimeError(f"{action}: it ended without telling what it did")
                    _write(actor, now, slip, Entry.Outcome.DONE)
            except (Refused, NotAllowed) as error:
                slip.details = {**slip.details, "why": str(error)}
                with transaction.atomic():
                    _write(actor, now, slip, Entry.Outcome.REFUSED)
                raise
            finally:
                _running.reset(token)
            return result

        if action in SERVICES:
            raise RuntimeError(f"two services are called {action}")
        SERVICES[action] = run
        return run

    return decorate


@contextmanager
def _same_saved_elsewhere() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, UniqueViolation) as error:  # the second as it is, from COPY
        if not any(isinstance(found, UniqueViolation) for found in (error, error.__cause__)):
            raise
        raise Conflict(
            _("Somebody saved the same at the same moment."),
            _("Look at the newest state, then try again."),
        ) from error


def tell(target: models.Model | None, **details: object) -> None:
    """Say what the running service did, and to what; once.

    Parameters
    ----------
    target : Model or None
        What was changed; its model label, key and text are kept as plain values.
    details : plain values, decimals, dates, and lists or mappings of them

    Raises
    ------
    RuntimeError
        outside a service, or when it was told already.
    """
    slip = _running.get()
    if slip is None:
        raise RuntimeError("only a running service tells what it did")
    if slip.told:
        raise RuntimeError(f"{slip.action}: told twice; one service writes one entry")
    slip.told = True
    if target is not None:
        slip.kind, slip.key = target._meta.label_lower, str(target.pk)  # noqa: SLF001 - its API
        slip.name = str(target)[:200]
    slip.details = {name: plain(value) for name, value in details.items()}


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a value as JSON holds it; numbers that are not whole as text, exactly."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in items]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction | float):
        return str(value)
    return str(value)


def _write(actor: Actor, now: datetime, slip: _Slip, outcome: Entry.Outcome) -> None:
    entry = Entry(
        at=now,
        actor=actor.user,
        actor_name=actor.name,
        actor_unit=actor.unit_name,
        action=slip.action,
        kind=slip.kind,
        key=slip.key,
        name=slip.name,
        outcome=outcome,
        details=slip.details,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
