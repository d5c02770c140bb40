"""Reads of the catalogue and the data sets; everybody who reads figures reads them."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.models import Dataset, Indicator
from sanbi.apps.indicators.rules import can_read


def indicators_listed(actor: Actor) -> QuerySet[Indicator]:
    """Return the catalogue with each indicator's owner, and in how many data sets it stands."""
    if not can_read(actor):
        return Indicator.objects.none()
    return Indicator.objects.select_related("owner", "part_of").annotate(uses=Count("lines"))


def indicator_seen(actor: Actor, indicator: int) -> Indicator:
    """Return an indicator.

    Raises
        Missing  when there is none, or the actor reads no figures.
    """
    found = indicators_listed(actor).filter(pk=indicator).first()
    if found is None:
        raise Missing
    return found


def datasets_listed(actor: Actor) -> QuerySet[Dataset]:
    """Return the data sets with their owner, and how many lines and units they have."""
    if not can_read(actor):
        return Dataset.objects.none()
    return Dataset.objects.select_related("owner").annotate(
        line_count=Count("lines", distinct=True), unit_count=Count("units", distinct=True)
    )


def dataset_seen(actor: Actor, dataset: int) -> Dataset:
    """Return a data set.

    Raises
        Missing  when there is none, or the actor reads no figures.
    """
    found = datasets_listed(actor).filter(pk=dataset).first()
    if found is None:
        raise Missing
    return found
