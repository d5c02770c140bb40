"""Who gets which answer at the routes of rounds, register, appeals, measures and schemes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.assessments import proof
from sanbi.apps.assessments.models import (
    Appeal,
    Item,
    Measure,
    MeasureRule,
    Publication,
    Round,
    SchemeVersion,
)
from sanbi.apps.assessments.services import (
    appeal_accept,
    item_propose,
    measure_rules_save,
    measures_propose,
    publication_propose,
    scheme_version_start,
)
from sanbi.apps.assessments.services.measures import RuleText
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.models import Attachment, Unit
from tests.apps.access.declaring import (
    ADMINISTRATORS,
    BUREAU,
    COUNTY,
    EVERYONE,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    TOWN,
    Access,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, Stage, make_appeal, make_round
from tests.apps.orgs.files.making import pdf

READERS = EVERYONE - ADMINISTRATORS
WIDE = OFFICE | BUREAU | STATISTICS | COUNTY
SUPERVISOR, LEADER = frozenset({"supervisor"}), frozenset({"leader"})
PROPOSERS = OFFICE | BUREAU | STATISTICS | SUPERVISOR
CLERK_AND_LEADER = frozenset({"clerk", "town_leader"})
ELSEWHERE = OTHER_TOWN | STATISTICS_LEADER
PERIODS = {
    "draft": "2025Q1",
    "collecting": "2026Q3",
    "scored": "2025Q2",
    "appeals": "2026Q2",
    "final": "2025Q3",
}


def stage_in(county: County, state: str) -> Stage:
    """One round for each state, made once."""
    return make_round(county, state, period=PERIODS[state])


def code_of(state: str, **more: Any) -> Callable[[County], Mapping[str, Any]]:
    """The address of a round in a state."""
    return lambda county: {"code": stage_in(county, state).round.code, **more}


def item(county: County) -> Mapping[str, Any]:
    """A fact about the first township that waits for its check; the bureau put it forward."""
    held = stage_in(county, "collecting").round
    known = Item.objects.filter(round=held, leaf="表彰", document="9号").first()
    made = known or item_propose(
        actor=county.actor("bureau"),
        now=NOW,
        round=held.pk,
        proposal=Proposal(
            county.towns[0].pk, "bonus", "表彰", "省级表彰", document="9号", kind="省级"
        ),
    )
    return {"pk": made.pk}


def proposal(county: County) -> Mapping[str, Any]:
    """A publication that `office` proposed."""
    stage = stage_in(county, "scored")
    known = Publication.objects.filter(round=stage.round).first()
    run = stage.round.runs.get()
    made = known or publication_propose(
        actor=county.actor("office"), now=NOW, round=stage.round.pk, run=run.pk
    )
    return {"pk": made.pk}


def appeal(county: County) -> Mapping[str, Any]:
    """An appeal of the first township."""
    return {"pk": make_appeal(stage_in(county, "appeals")).pk}


def appeal_in_review(county: County) -> Mapping[str, Any]:
    """Another, which the supervision office has taken."""
    found = make_appeal(stage_in(county, "appeals"), leaf="工业")
    if found.state == Appeal.State.FILED:
        appeal_accept(actor=county.actor("supervisor"), now=NOW, appeal=found.pk)
    return {"pk": found.pk}


def new_appeal(county: County) -> Mapping[str, Any]:
    """The form in which the first township appeals."""
    return {"code": stage_in(county, "appeals").round.code, "unit": county.towns[0].pk}


def measure(county: County) -> Mapping[str, Any]:
    """A restricted measure for the first township."""
    stage = stage_in(county, "final")
    if not MeasureRule.objects.exists():
        rule = RuleText(
            "all", "通报", "notice", {"fact": "rank", "op": ">=", "value": 1}, "书面通报"
        )
        office = county.actor("office")
        scheme = stage.round.scheme_version.scheme_id
        measure_rules_save(actor=office, now=NOW, scheme=scheme, rules=[rule])
        measures_propose(actor=office, now=NOW, round=stage.round.pk)
    return {"pk": Measure.objects.get(unit=county.towns[0], rule="all").pk}


def version(county: County) -> Mapping[str, Any]:
    """An adopted version."""
    return {"pk": stage_in(county, "collecting").version.pk}


def draft(county: County) -> Mapping[str, Any]:
    """A draft."""
    scheme = stage_in(county, "collecting").version.scheme_id
    known = SchemeVersion.objects.filter(scheme=scheme, adopted_at__isnull=True).first()
    made = known or scheme_version_start(actor=county.actor("office"), now=NOW, scheme=scheme)
    return {"pk": made.pk}


def scheme(county: County) -> Mapping[str, Any]:
    """A scheme."""
    return {"pk": stage_in(county, "collecting").version.scheme_id}


def rule(county: County) -> Mapping[str, Any]:
    """A rule of a scheme that proposes measures."""
    measure(county)
    return {"pk": MeasureRule.objects.get(code="all").pk}


def two_versions(county: County) -> Mapping[str, Any]:
    """Draft and adopted version: only who sees the draft sees the difference."""
    return {**draft(county), "other": version(county)["pk"]}


ALL = "a round concerns every unit"
SHARED = "schemes are for all units"
RULED = "the rule refuses before it is looked up"
ACCESS = {
    "rounds": Access(reads=READERS),
    "round-new": Access(reads=OFFICE, changes=OFFICE),
    "round": Access(reads=READERS, things=code_of("collecting"), of_no_unit=ALL),
    "round-missing": Access(
        reads=READERS, things=code_of("collecting"), of_no_unit=ALL, exports=True
    ),
    "round-notice": Access(reads=READERS, things=code_of("appeals"), of_no_unit=ALL),
    "round-do": Access(
        reads=OFFICE, changes=OFFICE, things=code_of("collecting", verb="freeze"), of_no_unit=ALL
    ),
    "publication-decide": Access(
        reads=OFFICE,
        changes=frozenset({"office2"}),
        things=proposal,
        of_no_unit=ALL,
        form={"approve": "yes"},
    ),
    "publication-withdraw": Access(
        reads=OFFICE,
        changes=frozenset({"office"}),
        things=proposal,
        of_no_unit=ALL,
        form={"reason": "有误"},
    ),
    "register": Access(reads=READERS, things=code_of("collecting"), of_no_unit=ALL, exports=True),
    "item-new": Access(
        reads=PROPOSERS, changes=PROPOSERS, things=code_of("collecting"), of_no_unit=ALL
    ),
    "item": Access(reads=WIDE | TOWN, hidden=ELSEWHERE, things=item),
    "item-check": Access(
        reads=PROPOSERS,
        changes=PROPOSERS - {"bureau"},
        things=item,
        of_no_unit=RULED,
        form={"accept": "yes"},
    ),
    "item-withdraw": Access(
        reads=PROPOSERS,
        changes=OFFICE | {"bureau"},
        things=item,
        of_no_unit=RULED,
        form={"reason": "重复"},
    ),
    "appeals": Access(reads=READERS, exports=True),
    "appeal": Access(reads=WIDE | TOWN, hidden=ELSEWHERE, things=appeal),
    "appeal-new": Access(
        reads=CLERK_AND_LEADER,
        changes=CLERK_AND_LEADER,
        hidden=ELSEWHERE | LEADER,
        things=new_appeal,
    ),
    "appeal-accept": Access(
        reads=OFFICE | SUPERVISOR,
        changes=SUPERVISOR | {"office2"},
        things=appeal,
        of_no_unit=RULED,
    ),
    "appeal-decide": Access(
        reads=OFFICE | SUPERVISOR,
        changes=SUPERVISOR,
        things=appeal_in_review,
        of_no_unit=RULED,
        form={"uphold": "no", "decision": "已核实"},
    ),
    "appeal-withdraw": Access(
        reads=CLERK_AND_LEADER | LEADER,
        changes=CLERK_AND_LEADER,
        hidden=ELSEWHERE,
        things=appeal,
        form={"reason": "已说明"},
    ),
    "measures": Access(reads=READERS),
    "measure": Access(
        reads=OFFICE | COUNTY | {"town_leader"},
        hidden=READERS - OFFICE - COUNTY - {"town_leader"},
        things=measure,
    ),
    "measure-do": Access(
        reads=OFFICE | LEADER,
        changes=OFFICE,
        things=lambda county: {**measure(county), "verb": "hear"},
        of_no_unit=RULED,
        form={"note": "已说明情况"},
    ),
    "measure-rules": Access(reads=OFFICE | COUNTY, things=scheme, of_no_unit=SHARED),
    "measure-rule": Access(reads=OFFICE, changes=OFFICE, things=rule, of_no_unit=SHARED),
    "measure-rule-new": Access(reads=OFFICE, changes=OFFICE, things=scheme, of_no_unit=SHARED),
    "measure-rule-check": Access(reads=OFFICE, changes=OFFICE, things=scheme, of_no_unit=SHARED),
    "year-copy": Access(reads=OFFICE, changes=OFFICE),
    "year-plan": Access(reads=OFFICE, changes=OFFICE),
    "leads": Access(reads=OFFICE | {"auditor"}, exports=True),
    "schemes": Access(reads=READERS),
    "scheme-new": Access(reads=OFFICE, changes=OFFICE),
    "scheme-check": Access(reads=OFFICE, changes=OFFICE),
    "scheme-curve": Access(reads=OFFICE, changes=OFFICE),
    "scheme-tree": Access(reads=OFFICE, changes=OFFICE, things=draft, of_no_unit=SHARED),
    "scheme-leaf": Access(
        reads=OFFICE,
        changes=OFFICE,
        things=lambda county: {**draft(county), "leaf": "投资"},
        of_no_unit=SHARED,
    ),
    "scheme-next": Access(reads=OFFICE, changes=OFFICE, things=scheme, of_no_unit=SHARED),
    "scheme-version": Access(reads=READERS, things=version, of_no_unit=SHARED),
    "scheme-edit": Access(reads=OFFICE, changes=OFFICE, things=draft, of_no_unit=SHARED),
    "scheme-adopt": Access(reads=OFFICE, changes=OFFICE, things=draft, of_no_unit=SHARED),
    "scheme-compare": Access(
        reads=OFFICE | {"auditor"}, hidden=READERS - OFFICE - {"auditor"}, things=two_versions
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into the register, an appeal, their files and a measure of the unit."""
    held = stage_in(county, "appeals").round
    item = Item.objects.create(
        round=held,
        unit=unit,
        sort="bonus",
        leaf="表彰",
        document=text,
        reason=text,
        proposed_by=0,
        proposed_by_name="x",
        proposed_at=NOW,
    )
    appeal = Appeal.objects.create(
        round=held,
        run=Round.objects.get(pk=held.pk).current_run,
        unit=unit,
        leaf="投资",
        leaf_name="投资",
        reason=text,
        filed_by=0,
        filed_by_name="x",
        filed_at=NOW,
    )
    Measure.objects.create(
        round=held, unit=unit, rule="canary", ground=text, kind="talk", text=text
    )
    for kind, thing in ((proof.ITEM, item), (proof.APPEAL, appeal)):
        Attachment.objects.create(
            blob=blob_store(pdf(), "application/pdf"),
            name=f"{text}.pdf",
            unit=unit,
            kind=kind,
            key=str(thing.pk),
            added_by=county.users["clerk"],
            added_at=NOW,
        )
