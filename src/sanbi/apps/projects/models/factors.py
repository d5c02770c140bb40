"""Scarce factors 要素: what there is, who asks for how much, what was reckoned and published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Blob, User
from sanbi.apps.projects.models.projects import Project


class FactorBook(models.Model):
    """Quotas, staff and rules as they were set 要素盘子; the newest is in force. Append-only.

    ``content`` is what `sanbi.apps.projects.allocation.book` reads and writes.
    """

    version = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return f"v{self.version}"


class FactorClaim(models.Model):
    """What a project asks for 要素申请; the newest version holds. Append-only.

    ``amounts`` are by factor, as texts of numbers; what is lacking there comes from the register.
    ``fixed`` maps the key of a milestone to its month: granted already, or set by hand with a
    ``reason``. A claim that was taken back is ``withdrawn``.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="claims")
    version = models.PositiveIntegerField()
    amounts = models.JSONField(default=dict)
    rank = models.PositiveSmallIntegerField(default=2)
    mandatory = models.BooleanField(default=False)
    arrived_on = models.DateField()
    first_month = models.CharField(max_length=7, blank=True)
    last_month = models.CharField(max_length=7, blank=True)
    fixed = models.JSONField(default=dict)
    by_hand = models.BooleanField(default=False)  # an override, not what was granted before
    withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["project", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "version"], name="one_claim_version")
        ]

    def __str__(self) -> str:
        return f"{self.project} v{self.version}"


class AllocationRequest(models.Model):
    """An allocation that was asked for: its input, and how far it is.

    ``input`` is the problem as `sanbi allocate` reads it; ``ground`` names its projects and says
    which were left aside and why. ``faults`` are the conflicts where no plan exists.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("At work")
        DONE = "done", _("Done")
        CONFLICT = "conflict", _("No plan exists")
        BROKEN = "broken", _("Broke off")

    book = models.ForeignKey(FactorBook, models.PROTECT, related_name="requests")
    input = models.ForeignKey(Blob, models.PROTECT, related_name="allocation_requests")
    digest = models.CharField(max_length=80)
    ground = models.JSONField()
    seconds = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    faults = models.JSONField(default=list)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class AllocationRun(models.Model):
    """A plan for the factors with its proof. Append-only."""

    number = models.PositiveIntegerField(unique=True)
    request = models.OneToOneField(AllocationRequest, models.PROTECT, related_name="run")
    outcome = models.JSONField()
    points = models.FloatField()
    bound = models.FloatField()
    end = models.CharField(max_length=8)  # proved, gap, time
    engine = models.CharField(max_length=40)
    solver = models.CharField(max_length=40)
    took = models.FloatField()  # seconds
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"#{self.number}"


class AllocationPublication(models.Model):
    """A run put forward by one person and decided by another; the last one approved is in force."""

    run = models.ForeignKey(AllocationRun, models.PROTECT, related_name="publications")
    note = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["approved"],
                condition=models.Q(approved__isnull=True),
                nulls_distinct=False,
                name="one_open_allocation_proposal",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run}"
