"""Examples of the services for files, and a kind of thing that belongs to a unit."""

from __future__ import annotations

from datetime import UTC, datetime

from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs import attachments
from sanbi.apps.orgs.models import Attachment, Blob
from sanbi.apps.orgs.rules import can_see_unit
from sanbi.apps.orgs.services.attachments import attachment_add, attachment_withdraw
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County
from tests.apps.orgs.files.making import pdf

KIND = "tests.thing"


def sees(actor: Actor, key: str) -> bool:
    return can_see_unit(actor, int(key))


def adds(actor: Actor, key: str) -> bool:
    return int(key) in actor.units_as()


attachments.register(KIND, may_see=sees, may_add=adds, unit_of=int)


def a_file(county: County) -> int:
    """A file of the first township, whose content lies on the disk."""
    from sanbi.apps.orgs.blobs import blob_store

    town = county.towns[0]
    blob: Blob = blob_store(pdf(), "application/pdf")
    made = Attachment.objects.create(
        blob=blob,
        name="证明.pdf",
        unit=town,
        kind=KIND,
        key=str(town.pk),
        added_by=county.users["clerk"],
        added_at=datetime(2026, 10, 9, tzinfo=UTC),
    )
    return made.pk


def add(county: County, now: datetime, content: bytes) -> Deed:
    town = county.towns[0].pk
    return lambda: attachment_add(
        actor=county.actor("clerk"),
        now=now,
        name="证明.pdf",
        content=content,
        kind=KIND,
        key=str(town),
    )


def withdraw(county: County, now: datetime, by: str) -> Deed:
    key = a_file(county)
    return lambda: attachment_withdraw(actor=county.actor(by), now=now, attachment=key)


EXAMPLES = {
    "attachment.add": Example(
        lambda county, now: add(county, now, pdf()),
        lambda county, now: add(county, now, b"<html>"),
    ),
    "attachment.withdraw": Example(
        lambda county, now: withdraw(county, now, "clerk"),
        lambda county, now: withdraw(county, now, "office"),
    ),
}
