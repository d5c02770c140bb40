"""One example for each service of firms, policies and requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sanbi.apps.actions import services
from sanbi.apps.actions.models import FirmMeasure
from sanbi.apps.actions.services import FirmFacts, PolicyFacts
from sanbi.apps.audit.actors import NOBODY
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.firms import credit_code, make_firm, make_policy, make_request
from tests.apps.factories.orgs import County

DUE = date(2026, 11, 30)


def firm_facts(county: County, **more: Any) -> FirmFacts:
    """What the register keeps of a firm of 青石镇."""
    plain: dict[str, Any] = {
        "name": "青石铸件有限公司",
        "credit_code": credit_code(77),
        "township": county.towns[0].pk,
        "industry": "metal",
        "size": "small",
        "contact_name": "何经理",
        "contact_phone": "138 0000 1234",
    }
    return FirmFacts(**{**plain, **more})


def policy_facts(county: County, **more: Any) -> PolicyFacts:
    """A policy for metal."""
    plain: dict[str, Any] = {
        "title": "技术改造补助",
        "unit": county.bureau.pk,
        "benefit": "最高 100 万元",
        "conditions": "设备投资 500 万元以上",
        "valid_from": date(2026, 1, 1),
        "industries": ["metal"],
        "keywords": ["技改", " ", "技改"],
    }
    return PolicyFacts(**{**plain, **more})


def by(who: str, service: Any, **given: Any) -> Prepare:
    """A service that somebody calls; what is callable is made for the county."""

    def deed(county: County, now: datetime) -> Deed:
        actor = county.actor(who) if who else NOBODY
        more = {name: make(county) if callable(make) else make for name, make in given.items()}
        return lambda: service(actor=actor, now=now, **more)

    return deed


def a_firm(county: County) -> int:
    return make_firm(county).pk


def a_request(state: str, **fields: Any) -> Any:
    return lambda county: make_request(county, state=state, **fields).action_id


def change(edition: int) -> Prepare:
    return by(
        "clerk",
        services.firm_change,
        firm=a_firm,
        edition=edition,
        facts=firm_facts,
    )


def finish(*, done: bool) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        row = FirmMeasure.objects.create(
            firm=make_firm(county),
            need="用电增容",
            measure="增设变压器",
            unit=county.bureau,
            due_on=DUE,
            done_on=DUE if done else None,
            by_name="一",
        )
        return lambda: services.firm_measure_finish(
            actor=county.actor("clerk"), now=now, firm=row.firm_id, line=row.pk, note="已送电"
        )

    return deed


def rate(rating: int) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        row = make_request(county, state="reported")
        _row, code = services.request_invite(
            actor=county.actor("bureau"), now=now, action=row.action_id
        )
        return lambda: services.request_rate(actor=NOBODY, now=now, code=code, rating=rating)

    return deed


def ask(limit: str) -> Prepare:
    return by(
        "clerk",
        services.request_file,
        firm=a_firm,
        title="申请技改设备补助",
        content="拟购设备",
        category="policy",
        lead_unit=lambda county: county.bureau.pk,
        limit=limit,
    )


def answer(text: str) -> Prepare:
    return by(
        "bureau",
        services.request_answer,
        action=a_request("progress"),
        edition=0,
        text=text,
        policy=lambda county: make_policy(county).pk,
    )


def rate_for(said_by: str) -> Prepare:
    return by(
        "clerk",
        services.request_rate_for,
        action=a_request("reported"),
        rating=4,
        said_by=said_by,
    )


EXAMPLES = {
    "firm.add": Example(
        done=by("clerk", services.firm_add, facts=firm_facts),
        refused=by("clerk2", services.firm_add, facts=firm_facts),
    ),
    "firm.change": Example(done=change(0), refused=change(3)),
    "firms.import": Example(
        done=by("supervisor", services.firms_import, rows=lambda county: [firm_facts(county)]),
        refused=by("supervisor", services.firms_import, rows=[]),
    ),
    "firm_measure.add": Example(
        done=by(
            "clerk",
            services.firm_measure_add,
            firm=a_firm,
            need="用电增容",
            measure="增设变压器",
            unit=lambda county: county.bureau.pk,
            due_on=DUE,
        ),
        refused=by(
            "clerk",
            services.firm_measure_add,
            firm=a_firm,
            need=" ",
            measure="增设变压器",
            unit=lambda county: county.bureau.pk,
            due_on=DUE,
        ),
    ),
    "firm_measure.finish": Example(done=finish(done=False), refused=finish(done=True)),
    "policy.save": Example(
        done=by("supervisor", services.policy_save, facts=policy_facts),
        refused=by(
            "supervisor", services.policy_save, facts=lambda county: policy_facts(county, title="")
        ),
    ),
    "request.file": Example(done=ask("normal"), refused=ask("")),
    "request.answer": Example(done=answer("符合条件，请申报"), refused=answer(" ")),
    "request.invite": Example(
        done=by("bureau", services.request_invite, action=a_request("reported")),
        refused=by("bureau", services.request_invite, action=a_request("progress")),
    ),
    "request.rate": Example(done=rate(5), refused=rate(6)),
    "request.rate_for": Example(done=rate_for("总经理，电话"), refused=rate_for(" ")),
}
