"""Firms 企业, their plan 一企一策, policies, and what firms ask for."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models.actions import Action
from sanbi.apps.orgs.models import Unit, User


class Industry(models.TextChoices):
    """What a firm does."""

    FARMING = "farming", _("Farming")
    FOOD = "food", _("Food processing")
    TEXTILES = "textiles", _("Textiles and clothing")
    TIMBER = "timber", _("Timber, bamboo, furniture")
    CHEMICALS = "chemicals", _("Chemicals and medicine")
    MATERIALS = "materials", _("Building materials")
    METAL = "metal", _("Metals and machinery")
    ELECTRONICS = "electronics", _("Electronics and electrics")
    BUILDING = "building", _("Building trade")
    TRADE = "trade", _("Trade and logistics")
    TOURISM = "tourism", _("Culture and tourism")
    OTHER = "other", _("Other")


class Size(models.TextChoices):
    """How large a firm is, by the statistics bureau's classes."""

    LARGE = "large", _("Large firm")
    MEDIUM = "medium", _("Medium firm")
    SMALL = "small", _("Small firm")
    MICRO = "micro", _("Micro firm")


class Firm(models.Model):
    """A firm of the register, with its credit code 统一社会信用代码; ``leader`` looks after it.

    The telephone number of its contact is masked in lists and tables.
    """

    name = models.CharField(max_length=80, unique=True)
    credit_code = models.CharField(max_length=18, unique=True)
    township = models.ForeignKey(Unit, models.PROTECT, related_name="firms")
    industry = models.CharField(max_length=12, choices=Industry.choices)
    size = models.CharField(max_length=8, choices=Size.choices)
    products = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    leader = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="firms")
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["township", "name"]
        indexes: ClassVar = [models.Index(fields=["township", "industry"], name="firm_by_place")]

    def __str__(self) -> str:
        return self.name


class FirmMeasure(models.Model):
    """A line of a firm's plan 一企一策: what it needs, what is done about it, by whom, by when."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="measures")
    need = models.CharField(max_length=300)
    measure = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="firm_measures")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["firm", "due_on", "id"]

    def __str__(self) -> str:
        return self.need


class Policy(models.Model):
    """A policy for firms: its conditions as text, and what it is found by.

    Without industries or sizes it is for all of them; ``keywords`` are looked for in a request.
    """

    title = models.CharField(max_length=120, unique=True)
    document = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="policies")
    benefit = models.CharField(max_length=500)
    conditions = models.TextField()
    industries = models.JSONField(default=list, blank=True)
    sizes = models.JSONField(default=list, blank=True)
    keywords = models.JSONField(default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    edition = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="policy_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title


class FirmRequest(models.Model):
    """What a firm asks for: its action, the answer with a policy, and what the firm says of it.

    ``code_digest`` is that of the one-time code with which the firm rates, until ``code_until``;
    a rating that a clerk typed says in ``rating_note`` who gave it, and how.
    """

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="requests")
    action = models.OneToOneField(Action, models.PROTECT, related_name="firm_request")
    policy = models.ForeignKey(
        Policy, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    code_until = models.DateField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    rating_text = models.CharField(max_length=500, blank=True)
    rating_note = models.CharField(max_length=300, blank=True)
    rated_by_name = models.CharField(max_length=80, blank=True)  # of the clerk; empty: the firm
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True, rated_at__isnull=True)
                | models.Q(rating__range=(1, 5), rated_at__isnull=False),
                name="request_rated_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return f"{self.firm}: {self.action}"
