"""One service, one transaction, one entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import pytest

from sanbi.apps.audit.actors import Actor, Grant, Role
from sanbi.apps.audit.contents import digest_of
from sanbi.apps.audit.errors import NotAllowed, Refused, require
from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.services import SERVICES, service, tell
from sanbi.apps.orgs.models import Unit

ACTOR = Actor(7, "李敏", 3, "青石镇", (Grant(Role.CLERK, 3),))


@pytest.fixture(autouse=True)
def _own_services() -> Iterator[None]:
    before = dict(SERVICES)
    yield
    SERVICES.clear()
    SERVICES.update(before)


def make(**fields: str) -> Unit:
    """A unit, for services that write something."""
    return Unit.objects.create(name="甲", kind="township", **fields)


@pytest.mark.django_db
def test_a_service_writes_one_entry_with_plain_values(now: datetime) -> None:
    @service("unit.make")
    def unit_make(*, actor: Actor, now: datetime, code: str) -> Unit:
        unit = make(code=code)
        tell(unit, share=Decimal("1.50"), since=now.date(), seen={2, 1})
        return unit

    unit = unit_make(actor=ACTOR, now=now, code="T9")
    entry = Entry.objects.get()
    assert (entry.actor, entry.actor_name, entry.actor_unit) == (7, "李敏", "青石镇")
    assert (entry.action, entry.kind, entry.key, entry.name) == (
        "unit.make",
        "orgs.unit",
        str(unit.pk),
        "甲",
    )
    assert entry.details == {"share": "1.50", "since": "2026-10-09", "seen": [1, 2]}
    assert (entry.at, entry.outcome) == (now, "done")
    assert entry.digest == digest_of(entry)
    entry.details = {"share": "1.51"}
    assert entry.digest != digest_of(entry)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [Refused("no", "ask"), NotAllowed("not you")])
def test_a_refusal_undoes_the_write_and_is_recorded(now: datetime, error: Exception) -> None:
    @service("unit.refuse")
    def unit_refuse(*, actor: Actor, now: datetime) -> None:
        tell(make(code="T9"), step=1)
        raise error

    with pytest.raises(type(error)):
        unit_refuse(actor=ACTOR, now=now)
    assert not Unit.objects.exists()
    entry = Entry.objects.get()
    assert (entry.outcome, entry.details) == ("refused", {"step": 1, "why": str(error)})


@pytest.mark.django_db
def test_a_crash_leaves_neither_write_nor_entry(now: datetime) -> None:
    @service("unit.crash")
    def unit_crash(*, actor: Actor, now: datetime) -> None:
        tell(make(code="T9"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        unit_crash(actor=ACTOR, now=now)
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_service_that_tells_nothing_or_twice_is_undone(now: datetime) -> None:
    @service("unit.mute")
    def unit_mute(*, actor: Actor, now: datetime) -> None:
        make(code="T9")

    @service("unit.twice")
    def unit_twice(*, actor: Actor, now: datetime) -> None:
        tell(make(code="T9"))
        tell(None)

    with pytest.raises(RuntimeError, match="without telling"):
        unit_mute(actor=ACTOR, now=now)
    with pytest.raises(RuntimeError, match="told twice"):
        unit_twice(actor=ACTOR, now=now)
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_services_do_not_call_services(now: datetime) -> None:
    @service("unit.inner")
    def unit_inner(*, actor: Actor, now: datetime) -> None:
        tell(None)

    @service("unit.outer")
    def unit_outer(*, actor: Actor, now: datetime) -> None:
        unit_inner(actor=actor, now=now)

    with pytest.raises(RuntimeError, match="cannot call another"):
        unit_outer(actor=ACTOR, now=now)
    unit_inner(actor=ACTOR, now=now)
    assert Entry.objects.count() == 1


def test_names_of_services_are_unique() -> None:
    service("unit.same")(lambda **_: None)
    with pytest.raises(RuntimeError, match=r"unit\.same"):
        service("unit.same")(lambda **_: None)


def test_tell_and_require() -> None:
    with pytest.raises(RuntimeError, match="only a running service"):
        tell(None)
    require(True)
    with pytest.raises(NotAllowed):
        require(False)
