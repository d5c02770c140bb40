"""What the register says of a project, as plain values, and what cannot be so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused

LONGEST_CODE, LONGEST_NAME, LONGEST_TAG, MOST_TAGS = 40, 120, 20, 10
MOST_WAN = Decimal(10) ** 13  # a hundred billion yuan many times over: beyond it is a slip


@dataclass(frozen=True)
class Facts:
    """A project as the keeper describes it. Money in 万元, land in 亩, energy in tce.

    ``unit``, ``owner_unit``, ``lead_unit`` and ``departments`` are primary keys of units,
    ``leader`` and ``owner`` of accounts.
    """

    code: str
    name: str
    sort: str
    unit: int
    total_wan: Decimal
    content: str = ""
    owner_unit: int | None = None
    lead_unit: int | None = None
    departments: tuple[int, ...] = ()
    leader: int | None = None
    owner: int | None = None
    investor: str = ""
    origin: str = "private"
    land_mu: Decimal | None = None
    energy_tce: Decimal | None = None
    emission_t: Decimal | None = None
    funds_wan: Decimal | None = None
    jobs: int | None = None
    tax_wan: Decimal | None = None
    location: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    start_on: date | None = None
    due_on: date | None = None
    tags: tuple[str, ...] = ()


COLUMNS = tuple(name for name in Facts.__dataclass_fields__ if name != "departments")
RELATIONS = frozenset({"unit", "owner_unit", "lead_unit", "leader", "owner"})


def faults_of(facts: Facts) -> Iterator[Refused]:
    """Everything that cannot be so, each with the field that it stands in."""
    yield from _texts(facts)
    yield from _numbers(facts)
    if facts.start_on and facts.due_on and facts.due_on < facts.start_on:
        yield Refused(
            _("Production would begin before the work does."), _("Mend one of the days."), "due_on"
        )


def _texts(facts: Facts) -> Iterator[Refused]:
    if not facts.code.strip():
        yield Refused(_("The code is missing."), _("Give the project a code."), "code")
    elif len(facts.code) > LONGEST_CODE:
        yield Refused(_("The code is too long."), _("Use 40 characters at most."), "code")
    if not facts.name.strip():
        yield Refused(_("The name is missing."), _("Write the project's full name."), "name")
    elif len(facts.name) > LONGEST_NAME:
        yield Refused(_("The name is too long."), _("Use 120 characters at most."), "name")
    if len(facts.tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in facts.tags):
        yield Refused(
            _("Too many tags, or one that is too long."),
            _("Ten tags of 20 characters at most, with commas between."),
            "tags",
        )


def _numbers(facts: Facts) -> Iterator[Refused]:
    if not 0 < facts.total_wan < MOST_WAN:
        yield Refused(
            _("The total investment must be above 0."), _("Write it in 万元."), "total_wan"
        )
    for name in ("land_mu", "energy_tce", "emission_t", "funds_wan", "jobs", "tax_wan"):
        value = getattr(facts, name)
        if value is not None and not 0 <= value < MOST_WAN:
            yield Refused(_("This number is negative or far too large."), _("Mend it."), name)
    if (facts.longitude is None) != (facts.latitude is None):
        yield Refused(
            _("A place on the map needs longitude and latitude."),
            _("Write both, or neither."),
            "latitude" if facts.latitude is None else "longitude",
        )
    for name, most in (("longitude", 180), ("latitude", 90)):
        value = getattr(facts, name)
        if value is not None and not -most <= value <= most:
            yield Refused(
                _("There is no such place on the globe."), _("Write degrees such as 104.06."), name
            )
