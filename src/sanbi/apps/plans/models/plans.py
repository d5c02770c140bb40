"""A year's plan as a tree: theme → target → measure, with links to where its progress is read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Action
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.projects.models import Project


class PlanState(models.TextChoices):
    """How far a plan has come (docs/mechanisms/plans.md)."""

    DRAFT = "draft", _("Draft plan")
    ADOPTED = "adopted", _("Plan adopted")
    CLOSED = "closed", _("Year closed")


class Level(models.TextChoices):
    """Where a node stands in the tree."""

    THEME = "theme", _("Theme")
    TARGET = "target", _("Target of the plan")
    MEASURE = "measure", _("Measure of the plan")


class Theme(models.TextChoices):
    """What a theme is about; of the battles 攻坚战 a plan has several."""

    INNOVATION = "innovation", _("Innovation")
    PROJECTS = "projects", _("Building projects")
    PROSPERITY = "prosperity", _("Common prosperity")
    BATTLE = "battle", _("Battle")
    FINDINGS = "findings", _("Findings of inspections")
    OTHER = "other", _("Another theme")


class Plan(models.Model):
    """The county's plan of a year. ``result`` keeps each node's progress at the close, by key."""

    year = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.DRAFT)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    written_by = models.BigIntegerField(null=True)  # who wrote in the draft last
    adopted_by_name = models.CharField(max_length=80, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(adopted_on__isnull=False),
                name="plan_adopted_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Node(models.Model):
    """A theme, target or measure as it holds now; `NodeVersion` keeps what was promised before.

    A target may be a place to reach (``rank_wanted``, the worst place that still counts, of
    ``rank_of`` in ``rank_among``), or a number (``goal``, in the unit of its one indicator), or
    both. ``wording`` is the sentence of the retreat, ``meeting_link`` a path of the site.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="nodes")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    level = models.CharField(max_length=8, choices=Level.choices)
    theme = models.CharField(max_length=12, choices=Theme.choices, blank=True)
    sequence = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    wording = models.TextField(blank=True)
    meeting_text = models.CharField(max_length=120, blank=True)
    meeting_link = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="plan_nodes")
    leader = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="plan_nodes"
    )
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    due_on = models.DateField(null=True, blank=True)
    rank_wanted = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_of = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_among = models.CharField(max_length=60, blank=True)
    goal = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["sequence", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(level="theme", parent__isnull=True)
                | ~models.Q(level="theme") & models.Q(parent__isnull=False),
                name="plan_node_theme_on_top",
            ),
            models.CheckConstraint(
                condition=models.Q(level="theme") | models.Q(unit__isnull=False),
                name="plan_node_has_an_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0), name="plan_node_weight_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NodeVersion(models.Model):
    """What a node said from a moment on, since the plan was adopted. Append-only."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    facts = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["node", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["node", "version"], name="one_plan_node_version"),
        ]

    def __str__(self) -> str:
        return f"{self.node} v{self.version}"


class Link(models.Model):
    """Where a node's progress is read: one indicator, project or action."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="links")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="plan_links"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="plan_links"
    )
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="plan_links"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(indicator__isnull=False, project=None, action=None)
                | models.Q(indicator=None, project__isnull=False, action=None)
                | models.Q(indicator=None, project=None, action__isnull=False),
                name="plan_link_names_one_thing",
            ),
            models.UniqueConstraint(
                fields=["node", "indicator", "project", "action"],
                name="plan_link_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node}: {self.indicator or self.project or self.action}"


class Standing(models.Model):
    """The place that a target had reached in a month, as somebody published it. Append-only."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="standings")
    period = models.CharField(max_length=7)  # 2026-09
    version = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=120)
    published_on = models.DateField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["node", "period", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["node", "period", "version"], name="one_plan_standing_version"
            ),
            models.CheckConstraint(
                condition=models.Q(place__gte=1), name="plan_standing_from_the_first_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node} {self.period}: {self.place}"
