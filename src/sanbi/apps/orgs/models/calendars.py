"""The county's working calendar: days that differ from the plain week."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Day(models.Model):
    """A holiday or a make-up workday; ``provisional`` until the year is announced (暂定)."""

    date = models.DateField(primary_key=True)
    kind = models.CharField(
        max_length=8, choices=[("holiday", _("Holiday")), ("workday", _("Workday"))]
    )
    name = models.CharField(max_length=40, blank=True)
    provisional = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.kind} {self.name}"
