"""What a new year would take over from the old one."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.apps.assessments.models import Scheme
from sanbi.apps.assessments.rules import is_office
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.models import Target
from sanbi.apps.orgs.models import Group


@dataclass(frozen=True)
class YearPlan:
    """What `year_copy` would do: groupings as (old name, new name), targets as numbers.

    ``version`` is the number of the scheme's new draft, 0 without a scheme or with an open draft;
    ``lines`` are the lines of its text that would change: number, before, after.
    """

    groupings: tuple[tuple[str, str], ...]
    groupings_there: tuple[str, ...]
    targets: int
    targets_there: int
    scheme: str = ""
    version: int = 0
    lines: tuple[tuple[int, str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be copied."""
        return not self.groupings and not self.targets and not self.version


def year_plan(actor: Actor, from_year: int, to_year: int, scheme: int | None) -> YearPlan:
    """Return what would be copied, and what is there already and left alone.

    Raises
    ------
    Missing
        for others than the office, or for a scheme that does not exist.
    """
    if not is_office(actor):
        raise Missing
    named = groupings_of(from_year, to_year)
    copied = len(targets_to_copy(from_year, to_year))
    there = Target.objects.filter(year=to_year).values("unit", "indicator").distinct().count()
    title, version, text = _next_version(scheme)
    return YearPlan(
        tuple((old, new) for old, new, is_there in named if not is_there),
        tuple(new for _old, new, is_there in named if is_there),
        copied,
        there,
        title,
        version,
        _changed_lines(text, from_year, to_year),
    )


def in_new_year(text: str, from_year: int, to_year: int) -> str:
    """Return the text of a scheme with the new year in its dates."""
    return text.replace(str(from_year), str(to_year))


def _changed_lines(text: str, from_year: int, to_year: int) -> tuple[tuple[int, str, str], ...]:
    before, after = text.splitlines(), in_new_year(text, from_year, to_year).splitlines()
    pairs = enumerate(zip(before, after, strict=True), start=1)
    return tuple((number, old.strip(), new.strip()) for number, (old, new) in pairs if old != new)


def groupings_of(from_year: int, to_year: int) -> list[tuple[str, str, bool]]:
    """Return groupings with the year in their name: old name, new name, whether it is there."""
    names = (
        Group.objects.filter(grouping__contains=str(from_year))
        .order_by("grouping")
        .values_list("grouping", flat=True)
        .distinct()
    )
    renamed = [(name, name.replace(str(from_year), str(to_year))) for name in names]
    there = set(
        Group.objects.filter(grouping__in=[new for _old, new in renamed]).values_list(
            "grouping", flat=True
        )
    )
    return [(old, new, new in there) for old, new in renamed]


def targets_to_copy(from_year: int, to_year: int) -> list[Target]:
    """Return the latest target of each unit and active indicator that the new year lacks."""
    there = set(Target.objects.filter(year=to_year).values_list("unit", "indicator"))
    latest = (
        Target.objects.filter(year=from_year, indicator__active=True, unit__until__isnull=True)
        .order_by("unit_id", "indicator_id", "-version")
        .distinct("unit_id", "indicator_id")
    )
    return [goal for goal in latest if (goal.unit_id, goal.indicator_id) not in there]


def _next_version(scheme: int | None) -> tuple[str, int, str]:
    """The scheme's title, the number of its new draft, and the text that this begins from."""
    if scheme is None:
        return "", 0, ""
    held = Scheme.objects.filter(pk=scheme).first()
    if held is None:
        raise Missing
    latest = held.versions.order_by("-number").first()
    if latest is None or held.versions.filter(adopted_at__isnull=True).exists():
        return held.title, 0, ""
    return held.title, latest.number + 1, latest.text
