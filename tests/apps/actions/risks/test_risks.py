"""Hidden dangers from finding to close-out; incidents graded, confirmed by another, withdrawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.grading import least_grade
from sanbi.apps.actions.models import Action, Danger, Incident
from sanbi.apps.actions.queries.risks import bottom_lines, dangers_found, incidents_for
from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from tests.apps.actions.risk_examples import danger_facts, incident_facts
from tests.apps.conftest import NOW
from tests.apps.factories.lists import make_proof
from tests.apps.factories.orgs import County
from tests.apps.factories.risks import make_danger, make_incident

TODAY = date(2026, 10, 9)


def go(county: County, held: Action, verb: str, who: str, **given: Any) -> Action:
    held.refresh_from_db()
    made: Action = getattr(services, f"action_{verb}")(
        actor=county.actor(who), now=NOW, action=held.pk, edition=held.edition, **given
    )
    return made


def grade(county: County, row: Danger, key: str, who: str = "supervisor") -> Danger:
    return services.danger_grade(
        actor=county.actor(who), now=NOW, action=row.action_id, grade=key, why="专家判定"
    )


def test_a_danger_is_found_graded_rectified_and_checked(county: County) -> None:
    row = services.danger_report(actor=county.actor("clerk"), now=NOW, facts=danger_facts(county))
    action = row.action
    assert (action.kind, action.category, action.state) == ("risk", "safety", "filed")
    assert (action.source, row.grade) == ("self", "")
    with pytest.raises(NotAllowed):
        grade(county, row, "major", "clerk")
    assert grade(county, row, "major").graded_on == TODAY
    go(county, action, "assign", "supervisor")
    go(county, action, "receive", "clerk")
    with pytest.raises(Refused, match="没有佐证材料"):
        go(county, action, "report", "clerk", text="已清淤")
    make_proof(county, action)
    go(county, action, "report", "clerk", text="已清淤")
    go(county, action, "verify", "supervisor", quality="good")
    assert go(county, action, "close", "supervisor").state == "closed"
    with pytest.raises(Refused, match="已办结"):
        grade(county, row, "general")


def test_an_ungraded_danger_is_not_closed_out(county: County) -> None:
    row = make_danger(county, "verified", grade="")
    with pytest.raises(Refused, match="还没有评定等级"):
        go(county, row.action, "close", "supervisor")
    grade(county, row, "general")
    assert go(county, row.action, "close", "supervisor").state == "closed"


def test_the_supervision_office_assigns_at_once_and_units_report_their_own(county: County) -> None:
    row = services.danger_report(
        actor=county.actor("supervisor"), now=NOW, facts=danger_facts(county)
    )
    assert (row.action.state, row.action.source) == ("assigned", "inspection")
    with pytest.raises(NotAllowed):
        services.danger_report(actor=county.actor("clerk2"), now=NOW, facts=danger_facts(county))
    with pytest.raises(Refused) as caught:
        services.danger_report(
            actor=county.actor("clerk"),
            now=NOW,
            facts=danger_facts(county, found_on=date(2026, 10, 10)),
        )
    assert caught.value.where == "found_on"


def test_bottom_lines_count_what_stands(county: County) -> None:
    make_danger(county, due_on=date(2026, 10, 8), grade="major")
    make_danger(county, "closed")
    make_danger(county, category="environment", grade="", lead_unit=county.towns[1])
    make_incident(county)
    make_incident(county, "recorded", title="另一起")
    counts = [
        (line.key, line.open, line.major, line.overdue, line.incidents)
        for line in bottom_lines(county.actor("office"), TODAY)
    ]
    assert counts == [("safety", 1, 1, 1, 1), ("environment", 1, 0, 0, 0), ("petition", 0, 0, 0, 0)]
    own = bottom_lines(county.actor("clerk2"), TODAY)
    assert [(line.open, line.incidents) for line in own] == [(0, 0), (1, 0), (0, 0)]
    office = county.actor("office")
    assert dangers_found(office, "environment", "none", "", TODAY).count() == 1
    assert dangers_found(office, "safety", "", "all", TODAY).count() == 2
    assert dangers_found(office, "", "", "overdue", TODAY).count() == 1


# -- incidents -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("deaths", "injured", "loss", "least"),
    [
        (0, 0, "0", "general"),
        (2, 9, "999.99", "general"),
        (3, 0, "0", "larger"),
        (0, 10, "0", "larger"),
        (0, 0, "1000", "larger"),
        (9, 49, "4999.99", "larger"),
        (10, 0, "0", "major"),
        (0, 50, "0", "major"),
        (0, 0, "5000", "major"),
        (29, 99, "9999.99", "major"),
        (30, 0, "0", "grave"),
        (0, 100, "0", "grave"),
        (0, 0, "10000", "grave"),
    ],
)
def test_the_figures_ask_for_a_grade(deaths: int, injured: int, loss: str, least: str) -> None:
    assert least_grade(deaths, injured, Decimal(loss)) == least


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"deaths": 3}, "grade"),
        ({"injured": 10}, "grade"),
        ({"loss_wan": Decimal(1000)}, "grade"),
        ({"grade": "tiny"}, "grade"),
        ({"injured": -1}, "deaths"),
        ({"line": "song"}, "line"),
        ({"title": " "}, "title"),
        ({"document": ""}, "document"),
        ({"unit": 0}, "unit"),
        ({"happened_on": date(2026, 10, 10)}, "happened_on"),
        ({"happened_on": date(206, 10, 10)}, "happened_on"),
        ({"danger": 0}, "danger"),
    ],
)
def test_an_incident_that_does_not_fit_is_refused(
    county: County, wrong: dict[str, Any], where: str
) -> None:
    with pytest.raises(Refused) as caught:
        services.incident_record(
            actor=county.actor("supervisor"), now=NOW, facts=incident_facts(county, **wrong)
        )
    assert caught.value.where == where
    assert not Incident.objects.exists()


def test_an_incident_is_confirmed_by_another_and_withdrawn_with_a_reason(county: County) -> None:
    held = services.incident_record(
        actor=county.actor("bureau"), now=NOW, facts=incident_facts(county, grade="larger")
    )
    given: dict[str, Any] = {"now": NOW, "incident": held.pk}
    with pytest.raises(NotAllowed):
        services.incident_confirm(actor=county.actor("bureau"), **given)
    with pytest.raises(Missing):
        services.incident_confirm(actor=county.actor("clerk2"), **given)
    done = services.incident_confirm(actor=county.actor("office"), **given)
    assert (done.state, done.decided_by_name) == ("confirmed", "office")
    with pytest.raises(Refused, match="已确认"):
        services.incident_confirm(actor=county.actor("office2"), **given)
    with pytest.raises(NotAllowed):
        services.incident_withdraw(actor=county.actor("bureau"), **given, why="误报")
    with pytest.raises(Refused):
        services.incident_withdraw(actor=county.actor("office"), **given, why=" ")
    gone = services.incident_withdraw(actor=county.actor("office2"), **given, why="认定有误")
    assert (gone.state, gone.why) == ("withdrawn", "认定有误")


def test_who_recorded_it_takes_it_back_before_it_counts(county: County) -> None:
    held = make_incident(county, "recorded")
    gone = services.incident_withdraw(
        actor=county.actor("supervisor"), now=NOW, incident=held.pk, why="重复登记"
    )
    assert gone.state == "withdrawn"


def test_an_office_that_recorded_an_incident_does_not_confirm_it(county: County) -> None:
    held = make_incident(county, "recorded", recorded_by=county.users["office"].pk)
    with pytest.raises(NotAllowed):
        services.incident_confirm(actor=county.actor("office"), now=NOW, incident=held.pk)


def test_one_incident_is_recorded_once_and_seen_by_its_unit(county: County) -> None:
    make_incident(county)
    with pytest.raises(Conflict):
        services.incident_record(
            actor=county.actor("supervisor"), now=NOW, facts=incident_facts(county)
        )
    seen = {who: incidents_for(county.actor(who)).count() for who in ("clerk", "clerk2", "auditor")}
    assert seen == {"clerk": 1, "clerk2": 0, "auditor": 1}
