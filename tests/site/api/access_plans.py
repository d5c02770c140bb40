"""Who gets which answer from the API's plans, peers and good practice."""

from __future__ import annotations

from collections.abc import Callable

from sanbi.apps.indicators.models import Indicator
from tests.apps.access.declaring import EVERYONE, Access
from tests.apps.factories.orgs import County
from tests.apps.plans.access import ALL_SEE, OWN, READERS, an_indicator, plan_in, practice_in

READ = READERS | OWN


def numbered_plan(county: County) -> dict[str, int]:
    """The address of this year's plan."""
    return {"number": plan_in("adopted", 2026)(county)["plan"]}


def coded(county: County) -> dict[str, str]:
    """The address of an indicator with peers."""
    held = Indicator.objects.get(pk=an_indicator(county)["indicator"])
    return {"code": held.code}


def numbered_practice(state: str) -> Callable[[County], dict[str, int]]:
    """The address of a practice."""
    return lambda county: {"number": practice_in(state)(county)["practice"]}


ACCESS = {
    "api:plans": Access(reads=EVERYONE),
    "api:plan_nodes": Access(
        reads=READ, hidden=EVERYONE - READ, things=numbered_plan, of_no_unit=ALL_SEE
    ),
    "api:peers": Access(reads=READ, hidden=EVERYONE - READ, things=coded, of_no_unit=ALL_SEE),
    "api:practices": Access(reads=EVERYONE),
    "api:practice_takeovers": Access(
        reads=READ,
        hidden=EVERYONE - READ,
        things=numbered_practice("shared"),
        of_no_unit=ALL_SEE,
    ),
}
