"""Reads of the organisation."""

from sanbi.apps.orgs.queries.actors import actor_of
from sanbi.apps.orgs.queries.calendars import calendar

__all__ = ["actor_of", "calendar"]
