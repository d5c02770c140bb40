"""Peers to catch 标兵: places outside the county with a figure for each month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from sanbi.apps.indicators.models import Indicator


class Peer(models.Model):
    """A place that the county wants to catch."""

    name = models.CharField(max_length=40, unique=True)
    why = models.CharField(max_length=200, blank=True)
    since = models.DateField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class PeerFigure(models.Model):
    """A version of a peer's figure, with who published it and when. Append-only."""

    peer = models.ForeignKey(Peer, models.PROTECT, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="peer_figures")
    period = models.CharField(max_length=7)
    version = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    source = models.CharField(max_length=120)
    published_on = models.DateField()
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["peer", "indicator", "period", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["peer", "indicator", "period", "version"], name="one_peer_figure_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peer} {self.indicator} {self.period}"
