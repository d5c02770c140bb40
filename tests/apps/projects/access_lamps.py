"""Who gets which answer at the routes of lamps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import LampReading, LampRules, LampWaiver, Project
from tests.apps.access.declaring import BUREAU, OFFICE, Access
from tests.apps.factories.lamps import make_lamp, make_rules, make_waiver
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_project
from tests.apps.projects.access import (
    COUNTYWIDE,
    HIDDEN,
    READERS,
    REPORTERS,
    SEE,
    of_project,
)

DECIDERS = OFFICE | {"leader"}


def rules(county: County) -> Mapping[str, Any]:
    """A version of the rules."""
    make_keeper(county)
    return {"version": (LampRules.objects.filter(version=1).first() or make_rules()).version}


def waiver(**fields: Any) -> Callable[[County], Mapping[str, Any]]:
    """A waiver that waits for a decision."""

    def make(county: County) -> Mapping[str, Any]:
        code = f"W-{len(fields)}"
        known = LampWaiver.objects.filter(project__code=code).first()
        if known is None:
            project = make_project(county, code=code, stage="signed")
            known = make_waiver(project, **{k: county.users[v].pk for k, v in fields.items()})
        return {"waiver": known.pk}

    return make


def read_project(county: County) -> Mapping[str, Any]:
    """A project whose lamps were read."""
    things = of_project()(county)
    held = Project.objects.get(pk=things["project"])
    if not LampReading.objects.filter(project=held).exists():
        make_lamp(held, "green", facts={"facts": {}, "history": {}, "waivers": []})
    return things


ACCESS = {
    "lamps": Access(reads=READERS, exports=True),
    "lamps-read": Access(changes=BUREAU),
    "lamp-rules": Access(reads=BUREAU, changes=BUREAU, form={"text": "a: 1"}),
    "lamp-rules-text": Access(reads=READERS, things=rules, of_no_unit=COUNTYWIDE),
    "project-lamps": Access(reads=SEE, hidden=HIDDEN, things=of_project()),
    "lamp-grounds": Access(reads=SEE, hidden=HIDDEN, things=read_project),
    "lamp-waive": Access(
        reads=REPORTERS, changes=REPORTERS, hidden=HIDDEN, things=of_project(), form={"lamp": "x"}
    ),
    "lamp-waiver": Access(
        reads=SEE,
        changes=DECIDERS,
        hidden=HIDDEN,
        things=waiver(),
        form={"approve": "yes"},
    ),
    "lamp-waiver-withdraw": Access(
        changes=frozenset({"clerk"}), hidden=HIDDEN, things=waiver(proposed_by="clerk")
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into every field of lamps that the app keeps for the unit."""
    project = make_project(county, unit=unit, code=f"L-{unit.code}", name=f"{unit.code} 灯")
    words = {"size": text[:60], "size_en": text, "reason": text, "reason_en": text}
    make_lamp(project, LampReading.Colour.RED, **words)
    make_waiver(project, reason=text, proposed_by_name=text, decided_by_name=text, decided_why=text)
