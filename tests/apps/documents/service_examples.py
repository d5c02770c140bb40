"""One example for each service of the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sanbi.apps.documents import services
from sanbi.apps.documents.reading import Read
from sanbi.apps.documents.services import Chosen, Facts
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.documents import make_document, make_kinship, make_reading, record
from tests.apps.factories.orgs import County

ASIDE = {"set_aside_on": date(2026, 10, 8), "set_aside_why": "重复"}


def by(service: Any, who: str, given: Callable[[], dict[str, Any]]) -> Prepare:
    """A call of a service by somebody, with what is made first."""

    def prepare(county: County, now: datetime) -> Deed:
        more = given()
        return lambda: service(actor=county.actor(who), now=now, **more)

    return prepare


def sent(content: bytes) -> Callable[[], dict[str, Any]]:
    return lambda: {"name": "通报.txt", "content": content, "facts": Facts()}


def of(state: str = "read", made: dict[str, Any] | None = None, **given: Any) -> Any:
    """A document, looked at as it is, and what else the service takes."""

    def prepared() -> dict[str, Any]:
        held = make_document(state, **(made or {}))
        return {"document": held.pk, "edition": held.edition, **given}

    return prepared


def judged(**given: Any) -> Callable[[], dict[str, Any]]:
    """Two documents that tell of one event, and what is said of them."""

    def prepared() -> dict[str, Any]:
        row = make_kinship()
        return {"first": row.first_id, "second": row.second_id, **given}

    return prepared


def beside_a_copy(open_repairs: int) -> Callable[[], dict[str, Any]]:
    """A document with open places, and a copy that has so many itself."""

    def prepared() -> dict[str, Any]:
        row = make_kinship()
        whole = make_reading(row.second, open_repairs=open_repairs)
        row.second.reading = whole
        row.second.save()
        return {"document": row.first_id}

    return prepared


EXAMPLES = {
    "document.judge": Example(
        done=by(services.kinship_judge, "supervisor", judged(verdict="same")),
        refused=by(services.kinship_judge, "supervisor", judged(verdict="apart")),
    ),
    "document.reread": Example(
        done=by(services.document_reread, "supervisor", beside_a_copy(0)),
        refused=by(services.document_reread, "supervisor", beside_a_copy(1)),
    ),
    "document.receive": Example(
        done=by(services.document_receive, "supervisor", sent("通报".encode())),
        refused=by(services.document_receive, "supervisor", sent(b" ")),
    ),
    "document.describe": Example(
        done=by(services.document_describe, "office", of(facts=Facts("通报"))),
        refused=by(
            services.document_describe, "office", of(facts=Facts(published_on=date(2027, 1, 1)))
        ),
    ),
    "document.set_aside": Example(
        done=by(services.document_set_aside, "supervisor", of(reason="重复")),
        refused=by(services.document_set_aside, "supervisor", of(reason=" ")),
    ),
    "document.take_back": Example(
        done=by(services.document_take_back, "supervisor", of(made=ASIDE)),
        refused=by(services.document_take_back, "supervisor", of()),
    ),
    "document.repair": Example(
        done=by(
            services.document_repair,
            "supervisor",
            of(chosen=[Chosen((52, 71), "平常上狠下功夫，")]),
        ),
        refused=by(services.document_repair, "supervisor", of(chosen=[Chosen((1, 2), "x")])),
    ),
    "document.read": Example(
        done=by(services.reading_keep, "supervisor", of("waiting", read=Read(record()))),
        refused=by(
            services.reading_keep,
            "supervisor",
            lambda: {**of("waiting", read=Read())(), "edition": 9},
        ),
    ),
}
