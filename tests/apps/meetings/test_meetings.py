"""A dispatch meeting: proposals by gravity, the call, decisions with their limits, who is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import AgendaItem, Decision, Meeting
from sanbi.apps.meetings.queries.meetings import decisions_open, meetings_for, slots_open
from sanbi.apps.meetings.words import why_words
from sanbi.apps.orgs.models import Day, Message
from sanbi.apps.projects.models import LampReading, LampRules, Node
from sanbi.apps.projects.queries.dispatch import Ground, Reason, needs_dispatch
from tests.apps.factories.meetings import (
    facts_of,
    item_facts,
    late_project,
    make_decision,
    make_item,
    make_meeting,
    make_series,
)
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.orgs import ON, County
from tests.apps.factories.projects import AT, make_project

pytestmark = pytest.mark.django_db


def red(project: Any, **more: Any) -> None:
    """Let the overall lamp of a project be red."""
    rules = LampRules.objects.first() or LampRules.objects.create(
        version=1, name="试行", content={}, valid_from=ON, by_name="发改局", at=AT
    )
    LampReading.objects.create(
        project=project,
        period="2026-09",
        lamp="overall",
        colour="red",
        reason="落后计划 12 个百分点",
        rules=rules,
        at=AT,
        **more,
    )


class TestProposals:
    def test_the_gravest_comes_first(self, county: County) -> None:
        make_project(county, name="平安项目")
        node = make_project(county, name="节点超期", stage="started")
        make_nodes(node)
        Node.objects.filter(project=node, key="a").update(planned_finish=date(2026, 9, 29))
        late_project(county, name="堵点超期")
        due = make_project(county, name="到期难保", stage="started", due_on=date(2026, 10, 20))
        make_nodes(due)  # 5 and 10 days from Monday the 12th: until the 26th
        red(make_project(county, name="红灯项目", stage="signed"))
        found = needs_dispatch(county.actor("office"), ON)
        assert [need.project.name for need in found] == [
            "红灯项目",
            "到期难保",
            "堵点超期",
            "节点超期",
        ]
        said = [(need.reasons[0].ground, need.reasons[0].days) for need in found]
        assert said == [
            (Ground.LAMP, 0),
            (Ground.DUE_DATE, 6),
            (Ground.OBSTACLE, 8),
            (Ground.NODE, 10),
        ]
        assert why_words(found[2].reasons) == "堵点“红线内 32 亩未完成征收”超期 8 天"

    def test_a_reading_that_names_its_colour_says_it_once(self) -> None:
        reading = Reason(Ground.LAMP, 0, "红灯：进度；低于计划进度35个百分点。")
        assert why_words([reading]) == "红灯：进度；低于计划进度35个百分点"

    def test_a_waived_lamp_and_what_is_done_need_none(self, county: County) -> None:
        red(make_project(county, stage="signed"), waived=True)
        late_project(county, dropped_on=ON, dropped_why="退出")
        red(make_project(county, stage="producing"))
        assert needs_dispatch(county.actor("office"), ON) == []

    def test_it_costs_as_many_queries_for_three(self, county: County, count_queries: Any) -> None:
        costs = []
        for _turn in range(2):
            make_nodes(late_project(county))
            with count_queries() as found:
                needs_dispatch(county.actor("office"), ON)
            costs.append(len(found))
        assert costs[0] == costs[1]

    def test_they_are_put_on_in_order_with_their_reasons(
        self, county: County, now: datetime
    ) -> None:
        late, lit = late_project(county, name="堵点"), make_project(county, name="红灯")
        red(lit)
        held = make_meeting(county)
        make_item(held)
        services.agenda_propose(
            actor=county.actor("office"), now=now, meeting=held.pk, projects=[late.pk, lit.pk]
        )
        rows = AgendaItem.objects.values_list("place", "title", "why", "unit__name")
        assert list(rows) == [
            (1, "部署下周工作", "", None),
            (2, "红灯", "红灯：落后计划 12 个百分点", "青石镇"),
            (3, "堵点", "堵点“红线内 32 亩未完成征收”超期 8 天", "青石镇"),
        ]


class TestCall:
    def test_who_is_invited_is_told_and_sees_it(self, county: County, now: datetime) -> None:
        made = services.meeting_call(actor=county.actor("office"), now=now, facts=facts_of(county))
        told = Message.objects.order_by("user__username")
        assert [line.user.username for line in told] == [
            "bureau",
            "bureau2",
            "clerk",
            "leader",
            "town_leader",
        ]
        assert told[0].values["when"] == "2026-10-09 15:00"
        assert list(meetings_for(county.actor("clerk"))) == [made]
        assert list(meetings_for(county.actor("clerk2"))) == []

    def test_a_day_of_a_series_is_called_once(self, county: County, now: datetime) -> None:
        held = make_series(county)
        slots = slots_open(ON)
        assert [slot.on for slot in slots] == [date(2026, 10, 12), date(2026, 10, 19)]
        call: dict[str, Any] = {
            "actor": county.actor("office"),
            "now": now,
            "facts": facts_of(county, begins_at=now + timedelta(days=3)),
            "series": held.pk,
            "slot_on": date(2026, 10, 12),
        }
        made = services.meeting_call(**call)
        assert [slot.on for slot in slots_open(ON)] == [date(2026, 10, 19)]
        with pytest.raises(Conflict):
            services.meeting_call(**call)
        services.meeting_cancel(
            actor=county.actor("office"), now=now, meeting=made.pk, edition=0, reason="防汛"
        )
        assert services.meeting_call(**call).slot_on == date(2026, 10, 12)

    def test_a_day_that_the_series_lacks_is_refused(self, county: County, now: datetime) -> None:
        held = make_series(county)
        with pytest.raises(Refused, match="不在这一天"):
            services.meeting_call(
                actor=county.actor("office"),
                now=now,
                facts=facts_of(county),
                series=held.pk,
                slot_on=date(2026, 10, 13),
            )
        assert Meeting.objects.count() == 0

    def test_units_left_out_lose_it(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        services.meeting_change(
            actor=county.actor("office"),
            now=now,
            meeting=held.pk,
            edition=0,
            facts=facts_of(county, units=[county.towns[1].pk]),
        )
        assert list(meetings_for(county.actor("clerk2"))) == [held]
        assert list(meetings_for(county.actor("clerk"))) == []


class TestAgenda:
    def test_an_order_names_each_item_once(self, county: County, now: datetime) -> None:
        held = make_meeting(county)
        first, second, third = (make_item(held, title=name).pk for name in "甲乙丙")
        order: dict[str, Any] = {"actor": county.actor("office"), "now": now, "meeting": held.pk}
        services.agenda_order(**order, items=[third, first, second])
        assert [row.title for row in held.items.order_by("place")] == ["丙", "甲", "乙"]
        for wrong in ([first, first, second], [first, second], [first, second, third, 0]):
            with pytest.raises(Conflict):
                services.agenda_order(**order, items=wrong)
        assert [row.title for row in held.items.order_by("place")] == ["丙", "甲", "乙"]

    def test_a_project_stands_on_it_once(self, county: County, now: datetime) -> None:
        held, project = make_meeting(county), make_project(county)
        make_item(held, project)
        with pytest.raises(Refused, match="已列入议程"):
            services.agenda_add(
                actor=county.actor("office"),
                now=now,
                meeting=held.pk,
                facts=item_facts(project=project.pk),
            )

    def test_nothing_changes_after_the_end(self, county: County, now: datetime) -> None:
        held = make_meeting(county, "closed")
        with pytest.raises(Refused, match="已召开"):
            services.agenda_add(
                actor=county.actor("office"), now=now, meeting=held.pk, facts=item_facts()
            )


class TestDecisions:
    def record(self, county: County, now: datetime, held: Meeting, **given: Any) -> Decision:
        return services.decision_record(
            actor=county.actor("office"),
            now=now,
            meeting=held.pk,
            **{"text": "完成征收。", "unit": county.bureau.pk, **given},
        )

    def test_working_days_are_those_of_the_county(self, county: County, now: datetime) -> None:
        Day.objects.create(date=date(2026, 10, 10), kind="workday", name="调休")
        Day.objects.create(date=date(2026, 10, 12), kind="holiday", name="县定假日")
        held = make_meeting(county, "open")
        made = self.record(county, now, held, working_days=3)
        # From Friday the 9th: Saturday the 10th is worked, Monday the 12th is not.
        assert made.due_on == date(2026, 10, 14)

    @pytest.mark.parametrize(
        ("given", "where"),
        [
            ({}, "working_days"),
            ({"working_days": 3, "due_on": date(2026, 10, 20)}, "working_days"),
            ({"due_on": date(2026, 10, 8)}, "due_on"),
            ({"working_days": 367}, "working_days"),
            ({"working_days": 3, "text": "  "}, "text"),
        ],
    )
    def test_an_impossible_limit_names_its_field(
        self, county: County, now: datetime, given: dict[str, Any], where: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            self.record(county, now, make_meeting(county, "open"), **given)
        assert refused.value.where == where
        assert Decision.objects.count() == 0

    @pytest.mark.parametrize("state", ["planned", "closed", "cancelled"])
    def test_only_while_it_runs(self, county: County, now: datetime, state: str) -> None:
        with pytest.raises(Refused):
            self.record(county, now, make_meeting(county, state), working_days=3)

    def test_they_hold_and_are_told_when_it_closes(self, county: County, now: datetime) -> None:
        held = make_meeting(county, "open")
        project = make_project(county)
        item = make_item(held, project)
        held.invitations.update(presence="present")
        made = self.record(
            county, now, held, item=item.pk, unit=county.statistics.pk, working_days=5
        )
        assert list(decisions_open(county.actor("office"))) == []
        services.meeting_close(actor=county.actor("office"), now=now, meeting=held.pk, edition=0)
        assert [line.user.username for line in Message.objects.order_by("pk")] == [
            "stats",
            "stats2",
            "stats_leader",
        ]
        found = decisions_open(county.actor("stats"))
        assert [(row.project, row.due_on) for row in found] == [(project, date(2026, 10, 16))]
        assert list(decisions_open(county.actor("clerk2"))) == []
        assert list(decisions_open(county.actor("stats"), overdue_on=date(2026, 10, 16))) == []
        assert list(decisions_open(county.actor("stats"), overdue_on=date(2026, 10, 17))) == [made]

    def test_the_unit_says_that_it_is_done(self, county: County, now: datetime) -> None:
        held = make_meeting(county, "closed")
        made = make_decision(held, county.statistics)
        give: dict[str, Any] = {"now": now, "decision": made.pk, "note": "已办结。"}
        with pytest.raises(Missing):
            services.decision_finish(actor=county.actor("clerk2"), **give)
        with pytest.raises(NotAllowed):
            services.decision_finish(actor=county.actor("clerk"), **give)
        done = services.decision_finish(actor=county.actor("stats"), **give)
        assert (done.state, done.done_on, done.done_by_name) == ("done", ON, "stats")
        assert list(decisions_open(county.actor("office"))) == []
