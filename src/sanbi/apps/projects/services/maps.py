"""The county's own boundaries, taken in as a new version."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.files.checking import clean_name
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.map.geojson import read_geojson
from sanbi.apps.projects.map.outlines import MOST_BYTES, Shape, checked, refuse, units_of
from sanbi.apps.projects.map.projecting import thinned
from sanbi.apps.projects.map.shapefile import read_shapefile
from sanbi.apps.projects.models import CountyMap
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.words import who_keeps
from sanbi.engine.integrity.hashes import digest

_APPROVAL = re.compile(r"[^\s（()）]{1,8}[（(]\d{4}[)）]\s?\d{1,6}号")


@service("county_map.set")
def county_map_set(
    *, actor: Actor, now: datetime, name: str, content: bytes, approval: str, system: str
) -> CountyMap:
    """Take in boundaries of townships, shown from now on with their approval.

    Parameters
    ----------
    name, content : a GeoJSON, or a zip with one layer of a Shapefile.
    approval : the 审图号 under which the map may be shown.

    Raises
    ------
    Refused
        without an approval; for another coordinate system, geometry or place; for what is damaged
        or built to harm; where an area names no unit or two name the same.
    """
    require(can_keep(actor), who_keeps())
    said = approval.strip()
    if not _APPROVAL.fullmatch(said):
        raise Refused(
            _("A map is shown under its approval number only."),
            _("Write it as it was given, such as 云S（2026）12号."),
            "approval",
        )
    if system not in CountyMap.System.values:
        raise Refused(_("The coordinate system is unknown."), _("Choose one."), "system")
    shapes = checked(_read(content))
    townships = Unit.objects.filter(until__isnull=True).order_by("sequence", "pk")
    # No lock: two who send at once run into the one version that each number has.
    last = CountyMap.objects.order_by("-version").first()
    made = CountyMap.objects.create(
        version=1 if last is None else last.version + 1,
        approval=said,
        system=system,
        name=clean_name(name),
        content=thinned(units_of(shapes, townships)),
        digest=digest(content),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(made, approval=said, system=system, areas=len(shapes), digest=made.digest)
    return made


def _read(content: bytes) -> list[Shape]:
    if len(content) > MOST_BYTES:
        refuse(_("The file is larger than 20 MB."), _("Simplify the boundaries first."))
    return read_shapefile(content) if content.startswith(b"PK") else read_geojson(content)
