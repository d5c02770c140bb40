"""The register: what a project is, where it stands, and the evidence for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit, User


class Stage(models.TextChoices):
    """How far a project has come 阶段; each but the first needs dated evidence."""

    LEAD = "lead", _("Lead")
    SIGNED = "signed", _("Signed")
    STARTED = "started", _("Started")
    PRODUCING = "producing", _("In production")
    CAPACITY = "capacity", _("At capacity")


LADDER = tuple(Stage)


class Sort(models.TextChoices):
    """What a project is about 项目类别."""

    INDUSTRY = "industry", _("Industry")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    LIVELIHOOD = "livelihood", _("Public services")
    AGRICULTURE = "agriculture", _("Agriculture")
    SERVICES = "services", _("Services and trade")
    ENERGY = "energy", _("Energy and environment")


class Origin(models.TextChoices):
    """Where the investor's money comes from."""

    STATE = "state", _("State funds")
    PRIVATE = "private", _("Private")
    FOREIGN = "foreign", _("Foreign funded")
    MIXED = "mixed", _("Mixed")


class Entry(models.TextChoices):
    """Whether the statistics bureau counts the project 入库."""

    NOT_YET = "not_yet", _("Not due yet")
    PENDING = "pending", _("Due, not entered")
    ENTERED = "entered", _("Entered")


class Project(models.Model):
    """A project of the register. Money is in 万元; ``edition`` grows with every change.

    ``unit`` is the township or zone that answers for it, ``owner_unit`` the firm or office that
    builds it, ``lead_unit`` the department in charge, ``leader`` who answers for it in the county
    leadership 包联领导. A project that was given up is ``dropped_on``, with the reason, and stays.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=240, blank=True)  # pinyin: the order of lists
    sort = models.CharField(max_length=16, choices=Sort.choices)
    content = models.TextField(blank=True)  # what is built, and how much of it
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="projects")
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="owned_projects"
    )
    lead_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="led_projects"
    )
    departments = models.ManyToManyField(Unit, blank=True, related_name="supported_projects")
    leader = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="watched_projects"
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="owned_projects"
    )
    investor = models.CharField(max_length=120, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.PRIVATE)
    total_wan = models.DecimalField(max_digits=16, decimal_places=2)
    land_mu = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    energy_tce = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    emission_t = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    funds_wan = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    jobs = models.PositiveIntegerField(null=True, blank=True)
    tax_wan = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    location = models.CharField(max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.LEAD)
    stage_on = models.DateField()
    start_on = models.DateField(null=True, blank=True)  # planned start of work
    due_on = models.DateField(null=True, blank=True)  # planned start of production
    statistics_entry = models.CharField(max_length=8, choices=Entry.choices, default=Entry.NOT_YET)
    statistics_on = models.DateField(null=True, blank=True)
    tags = models.JSONField(default=list, blank=True)  # texts: 省重点, 专项债, …
    dropped_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name_key", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(total_wan__gt=0), name="project_total_above_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="project_on_the_globe",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "stage"], name="project_by_unit"),
            models.Index(fields=["stage", "stage_on"], name="project_by_stage"),
            models.Index(fields=["name_key", "id"], name="project_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class StageStep(models.Model):
    """A step on the ladder, with the day on which it happened. Append-only.

    A step up cites its proof (files hang on the step); a step that is revoked 退回 is a new row
    that leads back, with the reason.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="steps")
    from_stage = models.CharField(max_length=10, choices=Stage.choices)
    to_stage = models.CharField(max_length=10, choices=Stage.choices)
    happened_on = models.DateField()
    proofs = models.JSONField(default=list)  # kinds of proof that the rule asked for and were given
    note = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["to_stage", "happened_on"], name="stage_step_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.from_stage} → {self.to_stage}"


class RecognitionRule(models.Model):
    """What counts as having reached a stage 认定标准: the proof that it needs. Versioned.

    ``proofs`` is a list of {"code", "name", "needed": bool}; ``text`` the rule in words.
    """

    stage = models.CharField(max_length=10, choices=Stage.choices)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    text = models.TextField()
    proofs = models.JSONField(default=list)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["stage", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "version"], name="one_recognition_version")
        ]

    def __str__(self) -> str:
        return f"{self.stage} v{self.version}"


class Keeper(models.Model):
    """A bureau that keeps the register, such as 发展和改革局; the office appoints it."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="keeps_projects")
    since = models.DateField()

    def __str__(self) -> str:
        return str(self.unit)
