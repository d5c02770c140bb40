"""The escalation clock: who must act at each level, for how many days, and when they are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.queries import calendar
from sanbi.apps.projects.models import Ladder

FROM_THE_START = date(2000, 1, 1)


class Answerable(TextChoices):
    """Who must act at a level."""

    UNIT = "unit", _("The unit that must act")
    UNIT_LEADER = "unit_leader", _("The head of that unit")
    RESPONSIBLE = "responsible", _("The responsible leader")
    COUNTY = "county", _("The leaders of the county")


@dataclass(frozen=True)
class Level:
    """A level of a ladder: who must act, within how many days."""

    role: str
    days: int
    name: str = ""

    @property
    def words(self) -> str:
        """Its name, or who must act."""
        return self.name or str(Answerable(self.role).label)


BUILT_IN = (
    Level(Answerable.UNIT, 7),
    Level(Answerable.UNIT_LEADER, 3),
    Level(Answerable.RESPONSIBLE, 5),
    Level(Answerable.COUNTY, 5),
)
"""7-3-5-5 days: what holds until the keeper writes a ladder of the county's own."""


def levels_of(ladder: Ladder) -> tuple[Level, ...]:
    """Return the levels of a ladder, lowest first."""
    return tuple(Level(row["role"], row["days"], row["name"]) for row in ladder.levels)


def levels_data(levels: tuple[Level, ...]) -> list[dict[str, str | int]]:
    """Return levels as they are kept."""
    return [{"name": row.name, "days": row.days, "role": str(row.role)} for row in levels]


def ladder_on(day: date) -> Ladder:
    """Return the ladder in force on a day; the built-in one, not kept yet, where there is none."""
    found = Ladder.objects.filter(valid_from__lte=day).order_by("-version").first()
    return found or Ladder(
        version=0,
        name="7-3-5-5",
        levels=levels_data(BUILT_IN),
        valid_from=FROM_THE_START,
        by_name="",
        at=datetime.combine(FROM_THE_START, time(), UTC),
    )


def ladder_kept(day: date) -> Ladder:
    """Return the ladder in force on a day, as a row that obstacles can name."""
    found = ladder_on(day)
    if found.version:
        return found
    values = {
        name: getattr(found, name)
        for name in ("name", "levels", "working_days", "valid_from", "by_name", "at")
    }
    # Two who raise the first obstacles at once meet at the unique version.
    return Ladder.objects.get_or_create(version=0, defaults=values)[0]


def level_ends(ladder: Ladder, level: int, since: date) -> date:
    """Return the last day of a level that began on a day; the first day does not count."""
    days = levels_of(ladder)[level].days
    if not ladder.working_days:
        return since + timedelta(days)
    working, day = calendar(), since
    for _turn in range(days):
        day = working.next_workday(day)
    return day


def is_top(ladder: Ladder, level: int) -> bool:
    """Whether nothing stands above a level."""
    return level + 1 >= len(ladder.levels)
