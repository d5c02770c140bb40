"""The chain of nodes of a project, the templates it comes from, and signed baselines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models.projects import Project


class ChainTemplate(models.Model):
    """A node chain 节点清单 as data: links 环节, steps, nodes with unit, limit, proof. Versioned.

    ``content`` is {"nodes": [{key, name, link, step, duration, calendar, unit, proof, weight,
    shortest, crash_cost, stage}], "links": [{before, after, kind, lag, overlap}]}.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    content = models.JSONField()
    retired = models.BooleanField(default=False)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["code", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="one_chain_template_version")
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class Node(models.Model):
    """A node 节点 of a project: a task of some working days, or a milestone (0 days).

    ``planned_*`` are the dates that the plan now in force promises; ``due_on`` is a limit set for
    this node alone. ``unit`` must act; ``asks_owner`` and the rest follow by the links.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="nodes")
    key = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    link = models.CharField(max_length=40, blank=True)  # 环节
    step = models.CharField(max_length=60, blank=True)
    stage = models.CharField(max_length=10, blank=True)  # reaching it is evidence for this stage
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="nodes")
    duration = models.PositiveIntegerField(default=0)
    calendar = models.CharField(max_length=20, default="approval")
    weight = models.DecimalField(max_digits=9, decimal_places=4, default=1)
    shortest = models.PositiveIntegerField(null=True, blank=True)
    crash_cost = models.DecimalField(max_digits=12, decimal_places=2, default=1)
    not_before = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=120, blank=True)  # 印证资料 that finishing needs
    planned_start = models.DateField(null=True, blank=True)
    planned_finish = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    remaining = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["project", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "key"], name="one_node_per_key"),
            models.CheckConstraint(
                condition=models.Q(finished_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(finished_on__gte=models.F("started_on")),
                name="node_finished_after_start",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "planned_finish"], name="node_by_unit"),
            models.Index(
                fields=["planned_finish"],
                condition=models.Q(finished_on__isnull=True),
                name="node_open_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.name}"


class NodeLink(models.Model):
    """``after`` waits for ``before``; lag and agreed overlap in working days."""

    class Kind(models.TextChoices):
        """What waits for what."""

        FS = "FS", _("Finish to start")
        SS = "SS", _("Start to start")
        FF = "FF", _("Finish to finish")
        SF = "SF", _("Start to finish")

    before = models.ForeignKey(Node, models.CASCADE, related_name="later")
    after = models.ForeignKey(Node, models.CASCADE, related_name="earlier")
    kind = models.CharField(max_length=2, choices=Kind.choices, default=Kind.FS)
    lag = models.IntegerField(default=0)
    overlap = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["before", "after", "kind"], name="one_link_per_pair"),
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="no_link_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id} {self.kind}"


class Baseline(models.Model):
    """A plan as it was signed: the dates of every node, with who signed and why. Append-only.

    ``content`` is [{key, name, start, finish, weight}]; ``due_on`` the due date it was counted
    back from.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="baselines")
    number = models.PositiveIntegerField()
    due_on = models.DateField(null=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["project", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "number"], name="one_baseline_number")
        ]

    def __str__(self) -> str:
        return f"{self.project} #{self.number}"
