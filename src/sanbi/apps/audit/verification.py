"""Services of the check that runs in the background: asked for, carried out, ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import SYSTEM, Actor
from sanbi.apps.audit.checking import Report, check_audit
from sanbi.apps.audit.errors import Conflict, require
from sanbi.apps.audit.models import Verification
from sanbi.apps.audit.published import Published
from sanbi.apps.audit.rules import can_check
from sanbi.apps.audit.services import service, tell

GIVEN_UP_AFTER = timedelta(hours=6)


@service("verification.ask")
def verification_ask(
    *, actor: Actor, now: datetime, published: Sequence[Published] = ()
) -> Verification:
    """Have the whole audit checked by the worker, against anchors kept elsewhere if given.

    Raises
    ------
    NotAllowed
        when the actor may not.
    Conflict
        when another check is not yet ended.
    """
    require(actor == SYSTEM or can_check(actor))
    with connection.cursor() as cursor:  # there may be no row yet that two could lock
        cursor.execute("lock table audit_verification in share row exclusive mode")
    running = Verification.objects.filter(ended_at__isnull=True, asked_at__gt=now - GIVEN_UP_AFTER)
    if running.exists():
        raise Conflict(_("A check is at work already."), _("Wait until it has ended."))
    check = Verification.objects.create(
        asked_at=now,
        asked_by=actor.name,
        published=[[known.number, known.digest] for known in published],
    )
    app.configure_task("audit.verify", lock="audit.verify").defer(verification=check.pk)
    tell(check, anchors=len(published))
    return check


@service("verification.end")
def verification_end(
    *, actor: Actor, now: datetime, verification: int, report: Report | None, broke_off: str = ""
) -> Verification:
    """Keep what a check found, or why it broke off."""
    require(actor == SYSTEM)
    check = Verification.objects.select_for_update().get(pk=verification)
    if check.ended_at is not None:
        raise Conflict(_("This check has ended."))
    check.ended_at = now
    check.broke_off = broke_off[:200]
    if report is not None:
        check.checked = check.total = report.entries
        check.anchored, check.pending = report.anchored, report.pending
        check.last_anchor, check.last_digest = report.last_anchor, report.last_digest
        check.faults = report.faults
        check.findings = [finding.as_plain() for finding in report.findings]
    check.save()
    tell(check, entries=check.total, faults=check.faults, broke_off=check.broke_off)
    return check


def carry_out(verification: int, now: datetime) -> Report:
    """Check the audit for a request, and tell on the way how far it is.

    How far it is is no deed and has no entry; it is written by a connection of its own, because
    the check reads everything in one transaction that cannot write.
    """
    check = Verification.objects.get(pk=verification)
    published = [Published(number, digest) for number, digest in check.published]
    with _own_connection() as own:

        def tell_progress(checked: int, total: int) -> None:
            with own.cursor() as cursor:
                cursor.execute(
                    "update audit_verification set checked = %s, total = %s,"
                    " started_at = coalesce(started_at, %s) where id = %s",
                    [checked, total, now, verification],
                )

        tell_progress(0, 0)
        return check_audit(published, tell_progress)


@contextmanager
def _own_connection() -> Iterator[BaseDatabaseWrapper]:
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield own
    finally:
        own.close()
