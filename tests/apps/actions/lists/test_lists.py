"""Rectification lists: opened, filled, struck off with proof by their owner, carried over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Action, Problem, State
from sanbi.apps.actions.moves import moves_open_to
from sanbi.apps.actions.queries.desk import desk
from sanbi.apps.actions.queries.lists import lists_for, lists_found, progress_of
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.orgs.models import Message
from tests.apps.actions.list_examples import list_facts, problem_facts
from tests.apps.conftest import NOW
from tests.apps.factories.actions import make_action
from tests.apps.factories.lists import make_list, make_problem, make_proof
from tests.apps.factories.orgs import County

TODAY = date(2026, 10, 9)


def add(county: County, held: Any, *rows: dict[str, Any]) -> list[Problem]:
    return services.problems_add(
        actor=county.actor("supervisor"),
        now=NOW,
        problem_list=held.pk,
        rows=[problem_facts(county, **row) for row in rows],
    )


def go(county: County, held: Action, verb: str, who: str, **given: Any) -> Action:
    deed = getattr(services, f"action_{verb}")
    held.refresh_from_db()
    made: Action = deed(
        actor=county.actor(who), now=NOW, action=held.pk, edition=held.edition, **given
    )
    return made


def test_problems_become_actions_that_their_units_are_given(county: County) -> None:
    held = services.list_create(actor=county.actor("supervisor"), now=NOW, facts=list_facts(county))
    first, second, third = add(county, held, {}, {"place": 7, "term": "long"}, {})
    assert [row.place for row in (first, second, third)] == [8, 7, 9]
    made = first.action
    assert (made.kind, made.category, made.state) == ("rectify", "environment", "assigned")
    assert made.title == "河道沿线砂石堆场未采取防尘措施"
    assert made.content == "河道沿线砂石堆场未采取防尘措施。雨季淤泥入河。"
    assert (made.due_on, made.limit) == (date(2026, 11, 30), "")
    assert made.source_text == "省生态环保督察组 省生态环保督察反馈问题整改清单"
    assert made.source_link == f"/actions/problems/{held.pk}/"
    assert Message.objects.filter(user=county.users["clerk"]).count() == 3


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"finding": " "}, "finding"),
        ({"wanted": ""}, "wanted"),
        ({"wanted": "长" * 301}, "wanted"),
        ({"due_on": date(2026, 10, 8)}, "due_on"),
        ({"term": "never"}, "term"),
        ({"lead_unit": 0}, "lead_unit"),
        ({"place": 1}, "place"),
    ],
)
def test_one_wrong_problem_and_none_is_put_on_the_list(
    county: County, wrong: dict[str, Any], where: str
) -> None:
    held = make_list(county)
    make_problem(county, held)
    with pytest.raises(Refused) as caught:
        add(county, held, {}, wrong)
    assert caught.value.where == where
    assert (Problem.objects.count(), Action.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"kind": "risk"}, "kind"),
        ({"title": " "}, "title"),
        ({"issued_by": ""}, "issued_by"),
        ({"due_on": date(2026, 9, 19)}, "due_on"),
        ({"owner": 0}, "owner"),
        ({"heads": [("问题", "song")]}, "heads"),
        ({"title": "已有的清单"}, "title"),
    ],
)
def test_a_list_that_does_not_fit_is_refused(
    county: County, wrong: dict[str, Any], where: str
) -> None:
    make_list(county, title="已有的清单")
    with pytest.raises(Refused) as caught:
        services.list_create(
            actor=county.actor("supervisor"), now=NOW, facts=list_facts(county, **wrong)
        )
    assert caught.value.where == where


def test_a_list_with_problems_keeps_its_kind(county: County) -> None:
    held = make_problem(county).list
    office = county.actor("supervisor")
    given: dict[str, Any] = {"actor": office, "now": NOW, "problem_list": held.pk, "edition": 0}
    with pytest.raises(Refused, match="类别不再改变"):
        services.list_change(**given, facts=list_facts(county, kind="audit"))
    changed = services.list_change(**given, facts=list_facts(county, title="新题"))
    assert (changed.title, changed.edition) == ("新题", 1)


def test_a_problem_is_struck_off_with_proof_by_the_owner_of_its_list(county: County) -> None:
    action = make_problem(county).action
    with pytest.raises(Refused, match="没有佐证材料"):
        go(county, action, "report", "clerk", text="已清零")
    proof = make_proof(county, action)
    go(county, action, "report", "clerk", text="已清零")
    held = go(county, action, "verify", "supervisor", quality="good")
    assert [part.key for part in desk(county.actor("bureau"), TODAY)] == ["strike"]
    assert "close" not in [part.key for part in desk(county.actor("supervisor"), TODAY)]
    assert moves_open_to(county.actor("supervisor"), held) == ("return",)
    assert moves_open_to(county.actor("bureau"), held) == ("return", "close")
    with pytest.raises(NotAllowed):
        go(county, action, "close", "supervisor")
    proof.withdrawn_at = NOW
    proof.save()
    with pytest.raises(Refused, match="没有佐证材料"):
        go(county, action, "close", "bureau")
    make_proof(county, action)
    assert go(county, action, "close", "bureau", text="现场核查属实").state == State.CLOSED


def test_the_owner_of_a_list_returns_what_does_not_do(county: County) -> None:
    action = make_problem(county, state="verified").action
    assert go(county, action, "return", "bureau", text="仍有扬尘").state == State.RETURNED


@pytest.mark.parametrize("owner", ["nobody", "the lead unit"])
def test_nobody_checks_the_own_rectification(county: County, owner: str) -> None:
    unit = None if owner == "nobody" else county.towns[0]
    action = make_problem(county, make_list(county, owner=unit), "verified").action
    assert "close" not in moves_open_to(county.actor("clerk"), action)
    assert "close" in moves_open_to(county.actor("supervisor"), action)
    assert "close" in [part.key for part in desk(county.actor("supervisor"), TODAY)]


def test_what_stands_on_no_list_is_closed_without_files(county: County) -> None:
    action = make_action(county, "verified", kind="rectify")
    assert go(county, action, "close", "supervisor").state == State.CLOSED


def test_progress_counts_what_somebody_sees(county: County) -> None:
    held = make_list(county)
    one, two = county.towns[:2]
    make_problem(county, held, "closed", lead_unit=one)
    make_problem(county, held, "progress", lead_unit=one, due_on=date(2026, 9, 30))
    long = make_problem(county, held, "progress", lead_unit=two, term="long")
    make_problem(county, held, "withdrawn", lead_unit=two)
    make_action(county, "assigned", follows=long.action, lead_unit=county.towns[2])
    seen = {
        who: progress_of(county.actor(who), [held], TODAY)[held.pk]
        for who in ("office", "bureau", "clerk", "clerk2")
    }
    counts = {
        who: (row.total, row.closed, row.overdue, row.long_term, row.followers)
        for who, row in seen.items()
    }
    assert counts == {
        "office": (3, 1, 1, 1, 1),
        "bureau": (3, 1, 1, 1, 0),
        "clerk": (2, 1, 1, 0, 0),
        "clerk2": (1, 0, 0, 1, 0),
    }
    assert list(lists_for(county.actor("stats"))) == []
    assert list(lists_found(county.actor("office"), "", "overdue", TODAY)) == [held]
    assert list(lists_found(county.actor("office"), "audit", "", TODAY)) == []
    assert list(lists_found(county.actor("clerk2"), "", "overdue", TODAY)) == []


def test_other_units_look_for_the_same_at_home(county: County) -> None:
    problem = make_problem(county)
    one, two, three = (town.pk for town in county.towns)

    def ask(*units: int) -> list[Action]:
        return services.problem_spread(
            actor=county.actor("supervisor"),
            now=NOW,
            action=problem.action_id,
            units=units,
            due_on=date(2026, 11, 30),
            text="排查河道沿线堆场",
        )

    made = ask(two)
    assert [(row.lead_unit_id, row.follows_id, row.state) for row in made] == [
        (two, problem.action_id, "assigned")
    ]
    assert made[0].title == "举一反三：河道沿线砂石堆场未采取防尘措施"
    for units, why in (((), "请选择"), ((one, three), "以外"), ((two, three), "松涛镇")):
        with pytest.raises(Refused, match=why):
            ask(*units)
    assert Action.objects.filter(follows=problem.action_id).count() == 1


def test_a_list_of_others_does_not_exist(county: County) -> None:
    held = make_problem(county).list
    with pytest.raises(NotAllowed):
        add_as(county, held.pk, "clerk2")
    with pytest.raises(Missing):
        add_as(county, held.pk + 1, "supervisor")


def add_as(county: County, problem_list: int, who: str) -> None:
    services.problems_add(
        actor=county.actor(who),
        now=NOW,
        problem_list=problem_list,
        rows=[problem_facts(county)],
    )
