"""Example of the service that takes boundaries in."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.projects import services
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper
from tests.apps.projects.boundaries import geojson


def taken_in(county: County, now: datetime, approval: str = "云S（2026）12号") -> Deed:
    make_keeper(county)
    content = geojson({county.towns[0].name: (83.0, 39.0), county.towns[1].name: (83.1, 39.0)})
    return lambda: services.county_map_set(
        actor=county.actor("bureau"),
        now=now,
        name="乡镇.geojson",
        content=content,
        approval=approval,
        system="4490",
    )


def without_approval(county: County, now: datetime) -> Deed:
    return taken_in(county, now, "暂无")


EXAMPLES = {"county_map.set": Example(done=taken_in, refused=without_approval)}
