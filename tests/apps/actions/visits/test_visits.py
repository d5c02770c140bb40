"""Field visits: recorded, their findings filed once or left, and shown to the next visit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Action, Visit
from sanbi.apps.actions.queries.visits import visit_before, visits_for, visits_found
from sanbi.apps.actions.services import Facts
from sanbi.apps.audit.errors import NotAllowed, Refused
from tests.apps.actions.visit_examples import visit_facts
from tests.apps.conftest import NOW
from tests.apps.factories.firms import make_firm
from tests.apps.factories.orgs import County
from tests.apps.factories.visits import make_visit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def file_it(county: County, held: Visit, place: int) -> Action:
    return services.finding_file(
        actor=county.actor("supervisor"),
        now=NOW,
        visit=held.pk,
        finding=held.findings.get(place=place).pk,
        facts=Facts(kind="task", title="招工", lead_unit=county.towns[0].pk, limit="normal"),
        assign=True,
    )


def test_a_finding_becomes_an_action_that_keeps_its_sentence_once(county: County) -> None:
    held = services.visit_record(
        actor=county.actor("supervisor"), now=NOW, facts=visit_facts(county)
    )
    assert [row.text for row in held.findings.all()] == ["三家企业缺熟练工。", "园区道路未硬化。"]
    made = file_it(county, held, 1)
    assert (made.quote, made.state) == ("三家企业缺熟练工。", "assigned")
    assert made.source_link == f"/actions/visits/{held.pk}/"
    with pytest.raises(Refused, match="已处理"):
        file_it(county, held, 1)
    left = services.finding_leave(
        actor=county.actor("supervisor"),
        now=NOW,
        visit=held.pk,
        finding=held.findings.get(place=2).pk,
        why="已列入年度计划",
    )
    assert (left.state, left.why) == ("left", "已列入年度计划")
    with pytest.raises(Refused, match="已处理"):
        file_it(county, held, 2)
    assert Action.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"on": date(2026, 10, 10)}, "on"),
        ({"topic": " "}, "topic"),
        ({"people": ""}, "people"),
        ({"place": ""}, "place"),
        ({"unit": 0}, "unit"),
        ({"firm": 0}, "firm"),
        ({"findings": ["一"] * 41}, "findings"),
        ({"findings": ["长" * 1001]}, "findings"),
    ],
)
def test_a_visit_that_does_not_fit_is_refused(
    county: County, wrong: dict[str, Any], where: str
) -> None:
    with pytest.raises(Refused) as caught:
        services.visit_record(
            actor=county.actor("supervisor"), now=NOW, facts=visit_facts(county, **wrong)
        )
    assert caught.value.where == where
    assert not Visit.objects.exists()


def test_only_the_supervision_office_records(county: County) -> None:
    with pytest.raises(NotAllowed):
        services.visit_record(actor=county.actor("clerk"), now=NOW, facts=visit_facts(county))


def test_the_next_visit_shows_what_became_of_the_last(county: County, client: Any) -> None:
    first = make_visit(county, "三家企业缺熟练工。", "道路未硬化。")
    made = file_it(county, first, 1)
    of_firm = make_visit(county, firm=make_firm(county), on=date(2026, 9, 20))
    second = make_visit(county, "食堂偏小。", on=date(2026, 10, 8))
    elsewhere = make_visit(county, unit=county.towns[1], on=date(2026, 10, 8))
    office = county.actor("office")
    assert visit_before(office, second) == first
    assert [visit_before(office, item) for item in (first, of_firm, elsewhere)] == [None] * 3
    client.force_login(county.users["clerk"], backend=BACKEND)
    page = client.get(f"/actions/visits/{second.pk}/").content.decode()
    assert "2026-09-08 调研发现的处理结果" in page
    assert made.number in page
    assert set(visits_for(county.actor("clerk2"))) == {elsewhere}
    assert set(visits_found(office, "waiting", "")) == {first, second}
    found = visits_found(office, "", "青石").get(pk=first.pk)
    assert (found.count, found.waiting, found.filed) == (2, 1, 1)
    heads = client.get("/actions/visits/").content.decode().partition("</thead>")[0]
    assert ("已立项" in heads, "待处理" in heads) == (True, True)
