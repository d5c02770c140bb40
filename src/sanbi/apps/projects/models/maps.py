"""The county's own boundaries, as they were sent and approved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CountyMap(models.Model):
    """Boundaries of the townships; the newest version is shown, with its approval 审图号.

    ``content`` is primary key of a unit → rings of [longitude, latitude], thinned out to what a
    drawing shows; ``digest`` that of the file as it was sent. Append-only.
    """

    class System(models.TextChoices):
        """In which coordinates the boundaries are."""

        CGCS2000 = "4490", _("CGCS2000 (EPSG:4490)")
        WGS84 = "4326", _("WGS 84 (EPSG:4326)")
        GCJ02 = "gcj02", _("GCJ-02, as web maps have it")

    version = models.PositiveIntegerField(unique=True)
    approval = models.CharField(max_length=40)
    system = models.CharField(max_length=6, choices=System.choices)
    name = models.CharField(max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]

    def __str__(self) -> str:
        return f"{self.approval} v{self.version}"
