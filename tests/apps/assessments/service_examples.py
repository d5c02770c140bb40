"""One example for each service of the app."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from sanbi.apps.assessments import services
from sanbi.apps.assessments.models import Item, Measure, Publication
from sanbi.apps.assessments.services.measures import RuleText
from sanbi.apps.assessments.services.register import Proposal
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import (
    GROUPING,
    SCHEME,
    Stage,
    make_appeal,
    make_figures,
    make_grouping,
    make_round,
    make_scheme,
    rate_all,
)

LAST = {"fact": "rank_from_bottom", "op": "<=", "value": 1}


def mark(county: County, sort: str = "rating", leaf: str = "营商") -> Proposal:
    return Proposal(county.towns[0].pk, sort, leaf, "季度评价", document="1号", rating=Decimal(92))


# -- schemes --------------------------------------------------------------------------------------
def scheme_create(county: County, now: datetime, code: str = "towns") -> Deed:
    return lambda: services.scheme_create(
        actor=county.actor("office"),
        now=now,
        code=code,
        title="乡镇考核",
        owner=county.root.pk,
        text=SCHEME,
    )


def scheme_without_code(county: County, now: datetime) -> Deed:
    return scheme_create(county, now, code=" ")


def scheme_version(county: County, now: datetime) -> Deed:
    version = make_scheme(county)
    return lambda: services.scheme_version_start(
        actor=county.actor("office"), now=now, scheme=version.scheme_id
    )


def second_draft(county: County, now: datetime) -> Deed:
    deed = scheme_version(county, now)
    deed()
    return deed


def draft_save(county: County, now: datetime, seen: str = "") -> Deed:
    version = scheme_create(county, now)()
    return lambda: services.scheme_draft_save(
        actor=county.actor("office"),
        now=now,
        version=version.pk,  # type: ignore[attr-defined]
        text=SCHEME + "\n",
        seen=seen or version.digest,  # type: ignore[attr-defined]
    )


def draft_changed_meanwhile(county: County, now: datetime) -> Deed:
    return draft_save(county, now, seen="sha256:other")


def scheme_adopt(county: County, now: datetime) -> Deed:
    version = scheme_create(county, now)()
    return lambda: services.scheme_adopt(
        actor=county.actor("office"),
        now=now,
        version=version.pk,  # type: ignore[attr-defined]
    )


def adopt_twice(county: County, now: datetime) -> Deed:
    deed = scheme_adopt(county, now)
    deed()
    return deed


# -- rounds ---------------------------------------------------------------------------------------
def round_create(county: County, now: datetime, period: str = "2026Q3") -> Deed:
    make_grouping(county)
    version = make_scheme(county)
    return lambda: services.round_create(
        actor=county.actor("office"),
        now=now,
        code="R1",
        title="三季度",
        period=period,
        scheme_version=version.pk,
        grouping=GROUPING,
    )


def round_out_of_force(county: County, now: datetime) -> Deed:
    return round_create(county, now, period="2029Q3")


def on_round(state: str, verb: str, **more: object) -> object:
    """An example that does something with a round in a state, as the office."""

    def prepare(county: County, now: datetime) -> Deed:
        stage = make_round(county, state)
        if state == "collecting" and verb == "round_freeze":
            rate_all(stage)
        later = now + timedelta(days=30) if verb == "round_finish" else now
        return lambda: getattr(services, verb)(
            actor=county.actor("office"), now=later, round=stage.round.pk, **more
        )

    return prepare


def propose_publication(county: County, now: datetime, run: int | None = None) -> Deed:
    stage = make_round(county, "scored")
    return lambda: services.publication_propose(
        actor=county.actor("office"), now=now, round=stage.round.pk, run=stage.run.pk
    )


def propose_twice(county: County, now: datetime) -> Deed:
    deed = propose_publication(county, now)
    deed()
    return deed


def decide_publication(county: County, now: datetime, who: str = "office2") -> Deed:
    propose_publication(county, now)()
    proposal = Publication.objects.get()
    return lambda: services.publication_decide(
        actor=county.actor(who), now=now, publication=proposal.pk, approve=True
    )


def decide_ones_own(county: County, now: datetime) -> Deed:
    return decide_publication(county, now, who="office")


def withdraw_publication(county: County, now: datetime, who: str = "office") -> Deed:
    propose_publication(county, now)()
    proposal = Publication.objects.get()
    return lambda: services.publication_withdraw(
        actor=county.actor(who), now=now, publication=proposal.pk, reason="数据有误"
    )


def withdraw_anothers(county: County, now: datetime) -> Deed:
    return withdraw_publication(county, now, who="office2")


# -- register -------------------------------------------------------------------------------------
def propose_item(county: County, now: datetime, leaf: str = "营商") -> Deed:
    stage = make_round(county)
    return lambda: services.item_propose(
        actor=county.actor("bureau"),
        now=now,
        round=stage.round.pk,
        proposal=mark(county, leaf=leaf),
    )


def propose_unknown(county: County, now: datetime) -> Deed:
    return propose_item(county, now, leaf="没有")


def propose_items(county: County, now: datetime, state: str = "collecting") -> Deed:
    stage = make_round(county, state)
    return lambda: services.items_propose(
        actor=county.actor("bureau"), now=now, round=stage.round.pk, proposals=[mark(county)]
    )


def propose_when_closed(county: County, now: datetime) -> Deed:
    return propose_items(county, now, state="frozen")


def check_item(county: County, now: datetime, who: str = "bureau2") -> Deed:
    propose_item(county, now)()
    item = Item.objects.get()
    return lambda: services.item_check(actor=county.actor(who), now=now, item=item.pk, accept=True)


def check_ones_own(county: County, now: datetime) -> Deed:
    return check_item(county, now, who="bureau")


def check_items(county: County, now: datetime, who: str = "bureau2") -> Deed:
    propose_item(county, now)()
    item = Item.objects.get()
    return lambda: services.items_check(
        actor=county.actor(who), now=now, round=item.round_id, items=[item.pk]
    )


def check_ones_own_items(county: County, now: datetime) -> Deed:
    return check_items(county, now, who="bureau")


def withdraw_item(county: County, now: datetime, who: str = "bureau") -> Deed:
    propose_item(county, now)()
    item = Item.objects.get()
    return lambda: services.item_withdraw(
        actor=county.actor(who), now=now, item=item.pk, reason="重复登记"
    )


def withdraw_others_item(county: County, now: datetime) -> Deed:
    return withdraw_item(county, now, who="bureau2")


# -- appeals --------------------------------------------------------------------------------------
def file_appeal(county: County, now: datetime, leaf: str = "投资") -> Deed:
    stage = make_round(county, "appeals")
    return lambda: make_appeal(stage, now, leaf)


def appeal_nothing(county: County, now: datetime) -> Deed:
    return file_appeal(county, now, leaf="没有")


def accept_appeal(county: County, now: datetime, who: str = "supervisor") -> Deed:
    appeal = make_appeal(make_round(county, "appeals"))
    return lambda: services.appeal_accept(actor=county.actor(who), now=now, appeal=appeal.pk)


def accept_with_a_hand_in_it(county: County, now: datetime) -> Deed:
    return accept_appeal(county, now, who="office")


def decide_appeal(county: County, now: datetime, who: str = "supervisor") -> Deed:
    appeal = make_appeal(make_round(county, "appeals"))
    services.appeal_accept(actor=county.actor("supervisor"), now=now, appeal=appeal.pk)
    return lambda: services.appeal_decide(
        actor=county.actor(who), now=now, appeal=appeal.pk, uphold=True, decision="属实"
    )


def decide_anothers(county: County, now: datetime) -> Deed:
    return decide_appeal(county, now, who="office2")


def withdraw_appeal(county: County, now: datetime, who: str = "clerk") -> Deed:
    appeal = make_appeal(make_round(county, "appeals"))
    return lambda: services.appeal_withdraw(actor=county.actor(who), now=now, appeal=appeal.pk)


def withdraw_others_appeal(county: County, now: datetime) -> Deed:
    return withdraw_appeal(county, now, who="supervisor")


# -- measures -------------------------------------------------------------------------------------
def save_rules(county: County, now: datetime, op: str = "<=") -> Deed:
    version = make_scheme(county)
    rule = RuleText("last", "末位", "talk", {**LAST, "op": op}, "约谈主要负责人")
    return lambda: services.measure_rules_save(
        actor=county.actor("office"), now=now, scheme=version.scheme_id, rules=[rule]
    )


def save_broken_rules(county: County, now: datetime) -> Deed:
    return save_rules(county, now, op="about")


def final_with_measures(county: County, now: datetime) -> Stage:
    stage = make_round(county, "final")
    services.measure_rules_save(
        actor=county.actor("office"),
        now=now,
        scheme=stage.version.scheme_id,
        rules=[RuleText("last", "末位", "talk", LAST, "约谈主要负责人")],
    )
    return stage


def propose_measures(county: County, now: datetime) -> Deed:
    stage = final_with_measures(county, now)
    return lambda: services.measures_propose(
        actor=county.actor("office"), now=now, round=stage.round.pk
    )


ORDER = ("hear", "approve", "deliver", "close")
WORDS = {
    "hear": ("office", {"note": "已说明情况"}),
    "approve": ("leader", {"document": "县办〔2026〕9号"}),
    "deliver": ("office", {}),
    "close": ("office", {"note": "整改到位"}),
    "revoke": ("leader", {"note": "情况有变"}),
    "exempt": ("leader", {"note": "不可抗力"}),
}


def on_measure(verb: str, after: int) -> object:
    """An example that does something with a measure after so many steps of its usual way."""

    def prepare(county: County, now: datetime) -> Deed:
        propose_measures(county, now)()
        measure = Measure.objects.get()
        for step in ORDER[:after]:
            who, more = WORDS[step]
            getattr(services, f"measure_{step}")(
                actor=county.actor(who), now=now, measure=measure.pk, **more
            )
        who, more = WORDS[verb]
        return lambda: getattr(services, f"measure_{verb}")(
            actor=county.actor(who), now=now, measure=measure.pk, **more
        )

    return prepare


# -- the new year ---------------------------------------------------------------------------------
def copy_year(county: County, now: datetime, to_year: int = 2027) -> Deed:
    make_grouping(county)
    make_figures(county)
    version = make_scheme(county)
    return lambda: services.year_copy(
        actor=county.actor("office"),
        now=now,
        from_year=2026,
        to_year=to_year,
        scheme=version.scheme_id,
    )


def copy_backwards(county: County, now: datetime) -> Deed:
    return copy_year(county, now, to_year=2025)


EXAMPLES = {
    "year.copy": Example(copy_year, copy_backwards),
    "scheme.create": Example(scheme_create, scheme_without_code),
    "scheme.start_version": Example(scheme_version, second_draft),
    "scheme.save_draft": Example(draft_save, draft_changed_meanwhile),
    "scheme.adopt": Example(scheme_adopt, adopt_twice),
    "round.create": Example(round_create, round_out_of_force),
    "round.open": Example(on_round("draft", "round_open"), on_round("scored", "round_open")),
    "round.freeze": Example(
        on_round("collecting", "round_freeze"), on_round("draft", "round_freeze")
    ),
    "round.unfreeze": Example(
        on_round("frozen", "round_unfreeze", reason="补数"),
        on_round("frozen", "round_unfreeze", reason=" "),
    ),
    "run.make": Example(on_round("frozen", "run_make"), on_round("collecting", "run_make")),
    "run.correct": Example(
        on_round("appeals", "run_correct", reason="补计"),
        on_round("scored", "run_correct", reason="补计"),
    ),
    "publication.propose": Example(propose_publication, propose_twice),
    "publication.decide": Example(decide_publication, decide_ones_own),
    "publication.withdraw": Example(withdraw_publication, withdraw_anothers),
    "appeals.open": Example(
        on_round("published", "appeals_open"), on_round("scored", "appeals_open")
    ),
    "round.finish": Example(
        on_round("appeals", "round_finish"), on_round("published", "round_finish")
    ),
    "item.propose": Example(propose_item, propose_unknown),
    "items.propose": Example(propose_items, propose_when_closed),
    "item.check": Example(check_item, check_ones_own),
    "items.check": Example(check_items, check_ones_own_items),
    "item.withdraw": Example(withdraw_item, withdraw_others_item),
    "appeal.file": Example(file_appeal, appeal_nothing),
    "appeal.accept": Example(accept_appeal, accept_with_a_hand_in_it),
    "appeal.decide": Example(decide_appeal, decide_anothers),
    "appeal.withdraw": Example(withdraw_appeal, withdraw_others_appeal),
    "measure_rules.save": Example(save_rules, save_broken_rules),
    "measures.propose": Example(propose_measures, on_round("appeals", "measures_propose")),
    "measure.hear": Example(on_measure("hear", 0), on_measure("hear", 1)),
    "measure.approve": Example(on_measure("approve", 1), on_measure("approve", 0)),
    "measure.deliver": Example(on_measure("deliver", 2), on_measure("deliver", 0)),
    "measure.close": Example(on_measure("close", 3), on_measure("close", 0)),
    "measure.revoke": Example(on_measure("revoke", 2), on_measure("revoke", 0)),
    "measure.exempt": Example(on_measure("exempt", 1), on_measure("exempt", 2)),
}
