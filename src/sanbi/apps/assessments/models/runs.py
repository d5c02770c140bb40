"""Snapshots and runs: what was scored, and what came out. Never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.assessments.models.rounds import Round
from sanbi.apps.orgs.models import Blob, Unit


class Snapshot(models.Model):
    """All data of a round as they were frozen: the canonical CSV files of a package.

    ``files`` maps a file's name (data/observations.csv …) to its digest; the contents are blobs.
    ``versions`` keeps which version of which observation each figure was.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    files = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    digest = models.CharField(max_length=80)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["round", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_snapshot_number")
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class Run(models.Model):
    """One scoring of a snapshot by the round's scheme version, with its package."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="runs")
    package = models.ForeignKey(Blob, models.PROTECT, related_name="runs")
    digest = models.CharField(max_length=80)
    engine = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    notes = models.JSONField(default=list)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["round", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_run_number")
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class RunRow(models.Model):
    """A unit's total, rank and grade in a run; unit name and group as of then.

    ``order`` is the place in the table within the group, from 1.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="results")
    unit_name = models.CharField(max_length=60)
    group = models.CharField(max_length=40, blank=True)
    group_name = models.CharField(max_length=60, blank=True)
    order = models.PositiveIntegerField()
    score = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    rank = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    previous_rank = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    rank_change = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    gap = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    grade = models.CharField(max_length=40, blank=True)
    effects = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["run", "group", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "group", "unit"], name="one_row_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.unit_name}"


class RunStudy(models.Model):
    """How firm the ranks of a group are in a run, made with it (docs/algorithms/robustness.md).

    ``share`` is how far each weight was moved, ``level`` the share of the replications that an
    interval holds, ``alike`` below which share of being ahead two units cannot be told apart.
    ``content`` holds for each unit with a rank, by its key: lowest and highest place, mean place,
    number of its band from 0, and how often it had each place.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="studies")
    group = models.CharField(max_length=40, blank=True)
    replications = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    share = models.DecimalField(max_digits=4, decimal_places=3)
    level = models.DecimalField(max_digits=4, decimal_places=3)
    alike = models.DecimalField(max_digits=4, decimal_places=3)
    content = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["run", "group"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "group"], name="one_study_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.group}"


class RunNode(models.Model):
    """A node's score: the dimensions of a board (``depth`` 1 is below the root)."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="nodes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.CharField(max_length=40, blank=True)
    node = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    depth = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    score = models.DecimalField(max_digits=20, decimal_places=8, null=True)

    class Meta:
        ordering: ClassVar = ["run", "sequence"]
        indexes: ClassVar = [models.Index(fields=["run", "unit"], name="node_of_unit")]

    def __str__(self) -> str:
        return f"{self.run} {self.node}"


class RunLeaf(models.Model):
    """A leaf's score with the working that the package holds."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="leaves")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group = models.CharField(max_length=40, blank=True)
    leaf = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    node = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    sequence = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    score = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    lost = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    x = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=60)
    inputs = models.TextField(blank=True)
    substituted = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["run", "sequence"]
        indexes: ClassVar = [
            models.Index(fields=["run", "unit"], name="leaf_of_unit"),
            models.Index(fields=["run", "leaf"], name="leaf_of_run"),
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.leaf}"
