"""Units, their groups, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.Model):
    """A county, township, department, zone or state firm; the county is the root of the tree.

    ``pinyin`` orders Chinese names (PostgreSQL's own order goes by code point). ``since`` and
    ``until`` are the first and last day on which the unit exists.
    """

    class Kind(models.TextChoices):
        """What sort of unit."""

        COUNTY = "county", _("County")
        TOWNSHIP = "township", _("Township")
        DEPARTMENT = "department", _("Department")
        ZONE = "zone", _("Development zone")
        FIRM = "firm", _("State firm")

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=20, blank=True)
    pinyin = models.CharField(max_length=120, blank=True, db_index=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    statistics_code = models.CharField(max_length=12, blank=True)
    civil_code = models.CharField(max_length=12, blank=True)
    sequence = models.IntegerField(default=0)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["sequence", "pinyin", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statistics_code"],
                condition=~models.Q(statistics_code=""),
                name="unit_statistics_code",
            ),
            models.UniqueConstraint(
                fields=["civil_code"], condition=~models.Q(civil_code=""), name="unit_civil_code"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="unit_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The short name, for narrow columns."""
        return self.short_name or self.name


class UnitChange(models.Model):
    """A move, a new name or a closure, with its day and document."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes")
    on = models.DateField()
    what = models.CharField(
        max_length=8,
        choices=[("move", _("moved")), ("rename", _("renamed")), ("close", _("closed"))],
    )
    before = models.CharField(max_length=120, blank=True)
    after = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.on} {self.what}"


class Group(models.Model):
    """Units that are ranked together, in one grouping (such as 2026年乡镇分组)."""

    grouping = models.CharField(max_length=40)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    sequence = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["grouping", "sequence", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grouping", "code"], name="group_in_grouping")
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A unit in a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "unit"], name="unit_in_group")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.unit}"
