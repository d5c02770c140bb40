"""One example for each service of the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Action
from sanbi.apps.actions.rulebook import LIMITS, REMINDERS
from sanbi.apps.actions.services import Facts, Mark, Part
from sanbi.apps.audit.actors import SYSTEM
from tests.apps.actions.firm_examples import EXAMPLES as FIRMS
from tests.apps.actions.list_examples import EXAMPLES as LISTS
from tests.apps.actions.risk_examples import EXAMPLES as RISKS
from tests.apps.actions.visit_examples import EXAMPLES as VISITS
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.actions import (
    make_action,
    make_extension,
    make_look_back,
    make_milestone,
)
from tests.apps.factories.documents import make_document, record
from tests.apps.factories.orgs import County


def facts(county: County, **more: Any) -> Facts:
    """What an action of 青石镇 says."""
    plain: dict[str, Any] = {
        "kind": "task",
        "title": "完成老旧小区改造扫尾",
        "lead_unit": county.towns[0].pk,
        "supporting": [county.bureau.pk],
        "limit": "normal",
    }
    return Facts(**{**plain, **more})


def file_one(who: str = "supervisor", **more: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        said = facts(county, **more)
        return lambda: services.action_file(actor=county.actor(who), now=now, facts=said)

    return deed


def file_many(**more: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        rows = [facts(county), facts(county, **more)]
        return lambda: services.actions_file(actor=county.actor("supervisor"), now=now, rows=rows)

    return deed


def change(state: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held, said = make_action(county, state), facts(county, title="另一个标题")
        return lambda: services.action_change(
            actor=county.actor("supervisor"), now=now, action=held.pk, edition=0, facts=said
        )

    return deed


def step(service: Any, who: str, state: str, **given: Any) -> Prepare:
    """A step of an action in a state."""

    def deed(county: County, now: datetime) -> Deed:
        held = make_action(county, state)
        more = {name: make(county) if callable(make) else make for name, make in given.items()}
        return lambda: service(actor=county.actor(who), now=now, action=held.pk, **more)

    return deed


def moved(service: Any, who: str, state: str, **given: Any) -> Prepare:
    """A step that names the edition that was looked at."""
    return step(service, who, state, edition=0, **given)


def part(unit: int, day: int) -> Callable[[County], list[Part]]:
    return lambda county: [Part(county.towns[unit].pk, "外墙", date(2026, 10, day))]


def decide(approve: bool, note: str = "") -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        row = make_extension(county)
        return lambda: services.extension_decide(
            actor=county.actor("supervisor"),
            now=now,
            extension=row.pk,
            approve=approve,
            note=note,
        )

    return deed


def look(outcome: str, due_on: date | None) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        row = make_look_back(county)
        return lambda: services.look_back_record(
            actor=county.actor("supervisor"),
            now=now,
            look_back=row.pk,
            outcome=outcome,
            note="现场复查",
            due_on=due_on,
        )

    return deed


def finish(**more: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        row = make_milestone(county, **more)
        return lambda: services.milestone_finish(
            actor=county.actor("clerk"), now=now, milestone=row.pk, note="已完工"
        )

    return deed


def remind_unit(who: str = "") -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        make_action(county, due_on=date(2026, 9, 30), supporting=[county.bureau])
        make_action(county, due_on=date(2026, 10, 12))
        actor = county.actor(who) if who else SYSTEM
        return lambda: services.unit_remind(actor=actor, now=now, unit=county.towns[0].pk)

    return deed


def rules(near: int) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        return lambda: services.rulebook_set(
            actor=county.actor("supervisor"),
            now=now,
            limits=LIMITS,
            reminders=REMINDERS,
            near_days=near,
            valid_from=date(2026, 11, 1),
        )

    return deed


MARKS = [Mark("外墙完工", date(2026, 10, 14))]
LATE_MARKS = [Mark("外墙完工", date(2026, 11, 14))]
UNTIL = date(2026, 10, 26)
Judge = Callable[[County, datetime, int, tuple[int, int]], object]


def judge(sentence: int, deed: Judge, *, twice: bool = False) -> Prepare:
    """A deed about a sentence of a document; the second one holds a place that is not decided."""

    def prepare(county: County, now: datetime) -> Deed:
        held = make_document()
        if deed is merge_it and not Action.objects.exists():
            make_action(county)
        start, end = record()["directives"][sentence]["raw"]
        if twice:
            deed(county, now, held.pk, (start, end))
        return lambda: deed(county, now, held.pk, (start, end))

    return prepare


def file_it(county: County, now: datetime, document: int, place: tuple[int, int]) -> object:
    facts = services.Facts(
        kind="task", title="完成整改", lead_unit=county.towns[0].pk, due_on=date(2026, 10, 20)
    )
    return services.proposal_file(
        actor=county.actor("supervisor"), now=now, document=document, place=place, facts=facts
    )


def merge_it(county: County, now: datetime, document: int, place: tuple[int, int]) -> object:
    known = Action.objects.latest("pk").pk
    return services.proposal_merge(
        actor=county.actor("supervisor"), now=now, document=document, place=place, action=known
    )


def leave_it(why: str) -> Judge:
    return lambda county, now, document, place: services.proposal_reject(
        actor=county.actor("supervisor"), now=now, document=document, place=place, why=why
    )


EXAMPLES = {
    **FIRMS,
    **LISTS,
    **RISKS,
    **VISITS,
    "action.file": Example(done=file_one(), refused=file_one(limit="")),
    "actions.file": Example(done=file_many(), refused=file_many(title=" ")),
    "action.change": Example(done=change("filed"), refused=change("assigned")),
    "action.assign": Example(
        done=moved(services.action_assign, "supervisor", "filed"),
        refused=moved(services.action_assign, "supervisor", "closed"),
    ),
    "action.receive": Example(
        done=moved(services.action_receive, "clerk", "assigned"),
        refused=moved(services.action_receive, "supervisor", "assigned"),
    ),
    "action.decline": Example(
        done=moved(services.action_decline, "clerk", "assigned", text="属住建局职责"),
        refused=moved(services.action_decline, "clerk", "assigned", text=" "),
    ),
    "action.progress": Example(
        done=moved(services.action_progress, "clerk", "received", text="已进场"),
        refused=moved(services.action_progress, "clerk", "assigned", text="已进场"),
    ),
    "action.report": Example(
        done=moved(services.action_report, "clerk", "progress", text="已完工"),
        refused=moved(services.action_report, "clerk", "reported", text="已完工"),
    ),
    "action.milestones": Example(
        done=moved(services.milestones_set, "clerk", "progress", rows=MARKS),
        refused=moved(services.milestones_set, "clerk", "progress", rows=LATE_MARKS),
    ),
    "action.milestone": Example(
        done=finish(), refused=finish(done_on=date(2026, 10, 8), by_name="张三")
    ),
    "action.verify": Example(
        done=moved(services.action_verify, "supervisor", "reported", quality="good"),
        refused=moved(services.action_verify, "supervisor", "reported", quality="best"),
    ),
    "action.return": Example(
        done=moved(services.action_return, "supervisor", "reported", text="佐证不全"),
        refused=moved(services.action_return, "supervisor", "progress", text="佐证不全"),
    ),
    "action.close": Example(
        done=moved(services.action_close, "supervisor", "verified", look_back_on=UNTIL),
        refused=moved(services.action_close, "supervisor", "reported"),
    ),
    "action.withdraw": Example(
        done=moved(services.action_withdraw, "supervisor", "progress", text="重复立项"),
        refused=moved(services.action_withdraw, "supervisor", "closed", text="重复立项"),
    ),
    "action.reopen": Example(
        done=moved(services.action_reopen, "supervisor", "closed", text="反弹", due_on=UNTIL),
        refused=moved(services.action_reopen, "supervisor", "verified", text="反弹", due_on=UNTIL),
    ),
    "action.split": Example(
        done=moved(services.action_split, "clerk", "progress", parts=part(1, 14)),
        refused=moved(services.action_split, "clerk", "progress", parts=part(1, 20)),
    ),
    "extension.ask": Example(
        done=moved(services.extension_ask, "clerk", "progress", until=UNTIL, reason="雨期影响施工"),
        refused=moved(
            services.extension_ask,
            "clerk",
            "progress",
            until=date(2026, 10, 12),
            reason="雨期影响施工",
        ),
    ),
    "extension.decide": Example(done=decide(approve=True), refused=decide(approve=False)),
    "action.look_back_plan": Example(
        done=step(services.look_back_plan, "supervisor", "closed", due_on=UNTIL),
        refused=step(services.look_back_plan, "supervisor", "progress", due_on=UNTIL),
    ),
    "action.look_back": Example(done=look("relapsed", UNTIL), refused=look("relapsed", None)),
    "action.remind": Example(
        done=step(services.action_remind, "supervisor", "progress", text="请抓紧"),
        refused=step(services.action_remind, "supervisor", "reported", text="请抓紧"),
    ),
    "action.card": Example(
        done=step(services.card_show, "supervisor", "progress", colour="red", text="推诿"),
        refused=step(services.card_show, "supervisor", "progress", colour="green", text="推诿"),
    ),
    "proposal.file": Example(done=judge(0, file_it), refused=judge(1, file_it)),
    "proposal.merge": Example(done=judge(0, merge_it), refused=judge(0, merge_it, twice=True)),
    "proposal.reject": Example(done=judge(0, leave_it("已办")), refused=judge(0, leave_it(" "))),
    "actions.remind": Example(done=remind_unit(), refused=remind_unit("clerk")),
    "rulebook.set": Example(done=rules(3), refused=rules(31)),
}
