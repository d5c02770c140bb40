"""What loading works with: the generated county beside the rows that it has become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from django.utils import timezone

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.indicators.models import Dataset, Indicator
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.orgs.queries import actor_of
from sanbi.site.demo.model import County, Form, Measure, Place

BEGINNING = date(2025, 10, 9)
"""The day on which the county begins to use the platform; earlier figures are fed in."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Happening:
    """Something that people did at a moment."""

    at: datetime
    deed: Callable[[datetime], object]


@dataclass
class Desk:
    """The county with the keys of its rows; read once, when they are there."""

    county: County
    say: Say
    _actors: dict[str, Actor] = field(default_factory=dict)

    @cached_property
    def units(self) -> dict[str, int]:
        """Primary keys of the units by code."""
        return dict(Unit.objects.values_list("code", "pk"))

    @cached_property
    def indicators(self) -> dict[str, int]:
        """Primary keys of the indicators by code."""
        return dict(Indicator.objects.values_list("code", "pk"))

    @cached_property
    def datasets(self) -> dict[str, int]:
        """Primary keys of the data sets by code."""
        return dict(Dataset.objects.values_list("code", "pk"))

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The catalogue by code."""
        return {measure.code: measure for measure in self.county.measures}

    @cached_property
    def forms(self) -> dict[str, Form]:
        """The data sets by code."""
        return {form.code: form for form in self.county.forms}

    @cached_property
    def places(self) -> dict[str, Place]:
        """The units by code."""
        return {place.code: place for place in self.county.places}

    def named(self, username: str) -> Actor:
        """Somebody as actor, with the roles of the beginning."""
        if username not in self._actors:
            self._actors[username] = actor_of(User.objects.get(username=username), BEGINNING)
        return self._actors[username]

    def acting(self, role: Role, unit: str) -> Actor:
        """Whoever holds a role for a unit; the first of several."""
        found = (p for p in self.county.people if (p.role, p.unit) == (role.value, unit))
        return self.named(next(found).username)


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment of the county's clock, in UTC."""
    local = datetime(on.year, on.month, on.day, hour, minute)  # noqa: DTZ001 - zone follows
    return timezone.make_aware(local).astimezone(UTC)
