"""Who gets which answer at the routes of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sanbi.apps.actions.models import Action, Card, Extension, LookBack, Milestone, Step
from sanbi.apps.documents.models import Document
from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    Access,
)
from tests.apps.factories.actions import (
    AT,
    make_action,
    make_extension,
    make_look_back,
    make_milestone,
)
from tests.apps.factories.documents import make_document, record
from tests.apps.factories.orgs import County

OWN = frozenset({"clerk", "town_leader"})
SUPERVISORS = frozenset({"supervisor"})
READERS = OFFICE | BUREAU | STATISTICS | STATISTICS_LEADER | COUNTY | OWN | OTHER_TOWN
SEE = OFFICE | COUNTY | OWN
HIDDEN = READERS - SEE
EDITION = {"edition": "0"}


def in_state(state: str) -> Callable[[County], Mapping[str, Any]]:
    """The address of an action in a state, one for all routes."""

    def make(county: County) -> Mapping[str, Any]:
        number = f"A-{state}"
        known = Action.objects.filter(number=number).first()
        return {"action": (known or make_action(county, state, number=number)).pk}

    return make


def row_of(
    make: Callable[..., Any], name: str, state: str
) -> Callable[[County], Mapping[str, Any]]:
    """The address of something that belongs to an action of its own."""

    def address(county: County) -> Mapping[str, Any]:
        number = f"A-{name}"
        action = Action.objects.filter(number=number).first()
        action = action or make_action(county, state, number=number)
        rows: Any = {"milestone": Milestone, "extension": Extension, "look_back": LookBack}[name]
        row = rows.objects.filter(action=action).first() or make(county, action)
        return {"action": action.pk, name: row.pk}

    return address


def step(who: frozenset[str], state: str, **form: str) -> Access:
    """A step of an action: a form that some may open and send."""
    return Access(
        reads=who, changes=who, hidden=HIDDEN, things=in_state(state), form={**EDITION, **form}
    )


INBOX = OFFICE | COUNTY
WHY = "the inbox belongs to the county's own offices: who may open it sees all of it"


def a_document(county: County) -> Mapping[str, Any]:
    """A document that was read."""
    del county
    known = Document.objects.filter(name="proposals.html").first()
    return {"document": (known or make_document(name="proposals.html")).pk}


def a_sentence(county: County) -> Mapping[str, Any]:
    """A sentence of it that may be filed."""
    start, end = record()["directives"][0]["raw"]
    return {**a_document(county), "place": f"{start}-{end}"}


ACCESS = {
    "actions": Access(reads=READERS),
    "actions-list": Access(reads=READERS, exports=True),
    "actions-board": Access(reads=READERS),
    "actions-calendar": Access(reads=READERS),
    "actions-statistics": Access(reads=READERS, exports=True),
    "actions-rules": Access(reads=SUPERVISORS, changes=SUPERVISORS, form={"near_days": "3"}),
    "action-proposals": Access(reads=SUPERVISORS),
    "action-new": Access(reads=SUPERVISORS, changes=SUPERVISORS, form={"title": "一"}),
    "action": Access(reads=SEE, hidden=HIDDEN, things=in_state("progress")),
    "action-edit": step(SUPERVISORS, "filed", title="一"),
    "action-assign": step(SUPERVISORS, "filed"),
    "action-receive": step(OWN, "assigned"),
    "action-decline": step(OWN, "assigned", text="非本单位职责"),
    "action-progress": step(OWN, "progress", text="已进场"),
    "action-report": step(OWN, "progress", text="已完工"),
    "action-verify": step(SUPERVISORS, "reported", quality="good"),
    "action-return": step(SUPERVISORS, "reported", text="佐证不全"),
    "action-close": step(SUPERVISORS, "verified"),
    "action-reopen": step(SUPERVISORS, "closed", text="反弹", due_on="2030-01-01"),
    "action-withdraw": step(SUPERVISORS, "progress", text="重复立项"),
    "action-split": step(OWN | SUPERVISORS, "progress", parts="一"),
    "action-milestones": step(OWN, "progress", rows=""),
    "action-milestone": Access(
        reads=OWN,
        changes=OWN,
        hidden=HIDDEN,
        things=row_of(make_milestone, "milestone", "progress"),
        form={"note": "一"},
    ),
    "action-time": step(OWN, "progress", until="2026-10-26", reason="雨期"),
    "action-time-decide": Access(
        reads=SUPERVISORS,
        changes=SUPERVISORS,
        hidden=HIDDEN,
        things=row_of(make_extension, "extension", "progress"),
        form={"approve": "yes"},
    ),
    "action-remind": step(SUPERVISORS, "progress", text="请抓紧"),
    "action-card": step(SUPERVISORS, "progress", colour="red", text="推诿"),
    "action-look-back": step(SUPERVISORS, "closed", due_on="2030-01-01"),
    "action-look-back-found": Access(
        reads=SUPERVISORS,
        changes=SUPERVISORS,
        hidden=HIDDEN,
        things=row_of(make_look_back, "look_back", "closed"),
        form={"outcome": "holds", "note": "一"},
    ),
    # -- from documents
    "document-proposals": Access(reads=INBOX, things=a_document, of_no_unit=WHY),
    "proposal-file": Access(
        reads=SUPERVISORS, changes=SUPERVISORS, things=a_sentence, form={}, of_no_unit=WHY
    ),
    "proposal-reject": Access(
        changes=SUPERVISORS, things=a_sentence, form={"why": "已办"}, of_no_unit=WHY
    ),
    "proposal-merge": Access(
        changes=SUPERVISORS, things=a_sentence, form={"action": "1"}, of_no_unit=WHY
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into every field of an action that the app keeps for the unit."""
    held = make_action(
        county,
        "returned",
        number=f"K-{unit.code}",
        lead_unit=unit,
        title=text,
        content=text,
        wanted=text,
        source_text=text,
        quote=text,
        due_on=date(2026, 10, 8),
    )
    Step.objects.create(
        action=held, deed="returned", state="returned", text=text, by_name=text, at=AT
    )
    make_milestone(county, held, name=text[:80], note=text)
    make_extension(county, held, reason=text, asked_by_name=text)
    make_look_back(county, held, note=text, outcome="holds", done_on=date(2026, 10, 8))
    Card.objects.create(
        action=held, unit=unit, colour="red", on=date(2026, 10, 9), reason=text, by_name=text
    )
