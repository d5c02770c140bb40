"""Who gets which answer from the API's rounds, schemes, register, appeals and measures."""

from __future__ import annotations

from collections.abc import Mapping

from tests.apps.access.declaring import (
    ADMINISTRATORS,
    COUNTY,
    EVERYONE,
    OFFICE,
    TOWN,
    Access,
    Things,
)
from tests.apps.assessments import access as pages
from tests.apps.factories.orgs import County

READERS = EVERYONE - ADMINISTRATORS
SEERS = pages.WIDE | TOWN
OTHERS = EVERYONE - SEERS
ALL = "a round concerns every unit"
LEADS = frozenset({"town_leader"})


def numbered(things: Things) -> Things:
    """The same thing as on the page, under the name that the API's address has for it."""
    return lambda county: {"number": things(county)["pk"]}


def one(things: Things, reads: frozenset[str]) -> Access:
    """A thing that some read, and that does not exist for the others."""
    return Access(reads=reads, hidden=EVERYONE - reads, things=things)


SHOWN = pages.code_of("appeals")
RESULT = one(SHOWN, READERS)
COLLECTING = one(pages.code_of("collecting"), READERS)


def asked_leaf(county: County) -> Mapping[str, str]:
    """The query for the working of a leaf of the first township."""
    return {"unit": county.towns[0].code, "leaf": "投资"}


ACCESS = {
    "api:rounds": Access(reads=EVERYONE),
    "api:round_one": COLLECTING,
    "api:runs": RESULT,
    "api:snapshots": RESULT,
    "api:missing": COLLECTING,
    "api:notice": RESULT,
    "api:table": RESULT,
    "api:nodes": RESULT,
    "api:leaves": RESULT,
    "api:working": Access(reads=READERS, hidden=ADMINISTRATORS, things=SHOWN, query=asked_leaf),
    "api:package": RESULT,
    "api:schemes": Access(reads=EVERYONE),
    "api:scheme_one": one(numbered(pages.draft), OFFICE | {"auditor"}),
    "api:register": Access(reads=EVERYONE),
    "api:item": one(numbered(pages.item), SEERS),
    "api:choices": COLLECTING,
    "api:propose": Access(
        changes=pages.PROPOSERS,
        hidden=ADMINISTRATORS,
        things=pages.code_of("collecting"),
        body={
            "items": [
                {
                    "unit": "T1",
                    "sort": "bonus",
                    "leaf": "表彰",
                    "kind": "省级",
                    "reason": "获省级表彰",
                    "document": "云考发〔2026〕19号",
                }
            ]
        },
    ),
    "api:check": Access(
        changes=pages.PROPOSERS - {"bureau"},
        hidden=EVERYONE - pages.PROPOSERS,
        things=numbered(pages.item),
        body={"accept": True},
    ),
    "api:withdraw": Access(
        changes=OFFICE | {"bureau"},
        hidden=EVERYONE - pages.PROPOSERS,
        things=numbered(pages.item),
        body={"reason": "重复"},
    ),
    "api:appeals": Access(reads=EVERYONE),
    "api:appeal": one(numbered(pages.appeal), SEERS),
    "api:file_appeal": Access(
        changes=pages.CLERK_AND_LEADER,
        hidden=EVERYONE - pages.CLERK_AND_LEADER,
        things=SHOWN,
        body={"unit": "T1", "leaf": "营商", "reason": "评分依据不全。"},
    ),
    "api:accept": Access(
        changes=pages.SUPERVISOR | {"office2"},
        hidden=OTHERS,
        things=numbered(pages.appeal),
    ),
    "api:decide": Access(
        changes=pages.SUPERVISOR,
        hidden=OTHERS,
        things=numbered(pages.appeal_in_review),
        body={"uphold": False, "decision": "已核实"},
    ),
    "api:take_back": Access(
        changes=pages.CLERK_AND_LEADER,
        hidden=OTHERS,
        things=numbered(pages.appeal),
        body={"reason": "已说明"},
    ),
    "api:measures": Access(reads=EVERYONE),
    "api:measure": one(numbered(pages.measure), OFFICE | COUNTY | LEADS),
}
