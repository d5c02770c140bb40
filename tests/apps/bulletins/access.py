"""Who gets which answer at the routes of bulletins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import ADMINISTRATORS, EVERYONE, OFFICE, Access
from tests.apps.factories.bulletins import make_bulletin
from tests.apps.factories.orgs import County

STAFF = EVERYONE - ADMINISTRATORS
AUDITOR, LEADER = frozenset({"auditor"}), frozenset({"leader"})
NO_DRAFT = STAFF - OFFICE - AUDITOR
NOT_WAITING = NO_DRAFT - LEADER


def held(county: County, state: str) -> Bulletin:
    """A bulletin in a state, made once."""
    return Bulletin.objects.filter(state=state).first() or make_bulletin(county, state)


def of(state: str, *, section: bool = False) -> Callable[[County], Mapping[str, Any]]:
    """The address of a bulletin, and of its last section."""

    def address(county: County) -> Mapping[str, Any]:
        made = held(county, state)
        rows = made.sections.order_by("-place")
        return {"bulletin": made.pk, **({"section": rows[0].pk} if section else {})}

    return address


def read() -> Access:
    """A page or paper of an issued bulletin."""
    return Access(reads=STAFF, things=of("signed"), of_no_unit="issued bulletins are for all")


def form_of(*, section: bool = False, **form: str) -> Access:
    """A form of a draft."""
    things = of("draft", section=section)
    return Access(reads=OFFICE, changes=OFFICE, hidden=NO_DRAFT, things=things, form=form)


def deed_of(*, section: bool = False, **form: str) -> Access:
    """A button of a draft."""
    things = of("draft", section=section)
    return Access(changes=OFFICE, hidden=NO_DRAFT, things=things, form=form)


ACCESS = {
    "bulletins": Access(reads=STAFF, exports=True),
    "bulletin": read(),
    "bulletin-word": read(),
    "bulletin-pdf": read(),
    "bulletin-annex": read(),
    "bulletin-new": Access(
        reads=OFFICE, changes=OFFICE, of_no_unit="it is new", form={"kind": "quarter"}
    ),
    "bulletin-compose": Access(reads=OFFICE, hidden=NO_DRAFT, things=of("draft")),
    "bulletin-edit": form_of(title="一", edition="0"),
    "bulletin-section": form_of(section=True, text="一", edition="0"),
    "bulletin-section-add": form_of(sort="text", text="", edition="0"),
    "bulletin-section-move": deed_of(section=True, move="up", edition="0"),
    "bulletin-section-remove": deed_of(section=True, edition="99"),
    "bulletin-refresh": deed_of(edition="0"),
    "bulletin-submit": deed_of(edition="99"),
    "bulletin-return": Access(
        reads=OFFICE | LEADER,
        changes=OFFICE | LEADER,
        hidden=NOT_WAITING,
        things=of("submitted"),
        form={"reason": "措辞", "edition": "99"},
    ),
    "bulletin-sign": Access(
        changes=frozenset({"office2"}) | LEADER,
        hidden=NOT_WAITING,
        things=of("submitted"),
        form={"edition": "99"},
    ),
    "bulletin-recall": Access(
        reads=OFFICE,
        changes=OFFICE,
        things=of("signed"),
        of_no_unit="issued bulletins are for all",
        form={"reason": "数据有误", "edition": "99"},
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into a draft: of all units only who sees them all may read it."""
    del unit
    made = make_bulletin(county, title=text)
    made.sections.update(text=text, heading=text[:60])
