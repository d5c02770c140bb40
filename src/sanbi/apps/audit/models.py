"""The entries of the audit, and the anchors that chain them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now


class TransactionNumber(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction number (xid8), as int."""

    def db_type(self, connection: Any) -> str:  # noqa: ANN401 - Django's own type
        """The column's type."""
        del connection
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:  # noqa: ANN401
        """The number."""
        del expression, connection
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> str | None:  # noqa: ANN401 - Django's own type
        """The text that PostgreSQL reads."""
        return None if value is None else str(value)


class CurrentTransaction(models.Func):
    """The number of the transaction that writes the row."""

    function = "pg_current_xact_id"
    output_field: ClassVar[Any] = TransactionNumber()


class Entry(models.Model):
    """One deed: who, what, to what, when. Never changed, never deleted: triggers refuse it.

    The actor is kept as plain values, so that nothing here points upward.
    """

    class Outcome(models.TextChoices):
        """Whether it was done."""

        DONE = "done"
        REFUSED = "refused"

    at = models.DateTimeField(help_text="by the clock of the request")
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    transaction = TransactionNumber(db_default=CurrentTransaction(), editable=False)
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80, blank=True)
    actor_unit = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "key", "-id"], name="audit_by_object"),
            models.Index(fields=["actor", "-id"], name="audit_by_actor"),
            models.Index(fields=["transaction", "id"], name="audit_by_transaction"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.name}"


class Anchor(models.Model):
    """A link of the chain: the digest over a batch of entries and the anchor before.

    A batch holds the entries of transactions that had ended when it was taken, in the order
    (transaction, id), and says which: ``entries`` has a line for each, its number and digest.
    ``until`` is the transaction number that none of them reaches, in the server ``cluster``; after
    a restore into another server, whose numbers begin anew, entries up to ``above`` are those
    that came with the restore.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    cluster = models.CharField(max_length=40, help_text="the server's system identifier")
    until = TransactionNumber()
    above = models.BigIntegerField(default=0)
    count = models.IntegerField()
    last_entry = models.BigIntegerField(null=True)
    entries = models.TextField(blank=True)
    previous = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class Verification(models.Model):
    """One check of the whole audit, run in the background; how far it is and what it found."""

    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    published = models.JSONField(default=list, help_text="number and digest of anchors to compare")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    checked = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    anchored = models.BigIntegerField(default=0)
    pending = models.BigIntegerField(default=0)
    last_anchor = models.BigIntegerField(null=True)
    last_digest = models.CharField(max_length=80, blank=True)
    faults = models.BigIntegerField(default=0)
    findings = models.JSONField(default=list)
    broke_off = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.checked}/{self.total}"
