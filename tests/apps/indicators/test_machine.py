"""Any order of deeds by anybody leads where the table of transitions says (TRUST M1)."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.indicators import services
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Observation, Report, ReportState
from sanbi.apps.indicators.transitions import STEPS
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import make_county

MACHINES = int(os.environ.get("SANBI_MACHINES", "50"))  # make soak: the full number

NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
PEOPLE = ("clerk", "town_leader", "bureau", "bureau2", "office", "auditor", "clerk2")
# Who may take a step from a state, and where it leads: written again, apart from the code.
TABLE = {
    ("draft", "submit"): ({"clerk"}, "submitted"),
    ("submitted", "sign"): ({"town_leader"}, "unit_signed"),
    ("unit_signed", "check"): ({"bureau", "bureau2"}, "bureau_checked"),
    ("bureau_checked", "lock"): ({"office", "bureau", "bureau2"}, "locked"),
    ("submitted", "return"): ({"town_leader"}, "draft"),
    ("unit_signed", "return"): ({"bureau", "bureau2"}, "draft"),
    ("bureau_checked", "return"): ({"office", "bureau", "bureau2"}, "draft"),
}
VERBS: dict[str, Any] = {
    "submit": services.report_submit,
    "sign": services.report_sign,
    "check": services.report_check,
    "lock": services.report_lock,
    "return": services.report_return,
}


class ReportMachine(RuleBasedStateMachine):
    """A report beside a model of it: its state, its draft, and every version handed in."""

    def __init__(self) -> None:
        super().__init__()
        self.county = make_county()
        self.indicator = make_indicator("m", self.county.bureau)
        dataset = make_dataset("m", self.county.bureau, [self.indicator], self.county.towns)
        self.report = make_report(dataset, self.county.towns[0])
        self.state, self.edition = "draft", 0
        self.draft: Decimal | None = None
        self.versions: list[tuple[Decimal | None, bool]] = []

    @rule(who=st.sampled_from(PEOPLE), value=st.integers(0, 3))
    def type_a_value(self, who: str, value: int) -> None:
        change = CellChange(self.report.pk, self.indicator.pk, Decimal(value))
        allowed = who == "clerk" and self.state == "draft"
        try:
            services.cells_save(
                actor=self.county.actor(who),
                now=NOW,
                changes=[change],
                editions={self.report.pk: self.edition},
            )
        except (Refused, NotAllowed, Missing):
            assert not allowed
        else:
            assert allowed
            self.draft, self.edition = Decimal(value), self.edition + 1

    @rule(who=st.sampled_from(PEOPLE), verb=st.sampled_from(sorted(VERBS)))
    def take_a_step(self, who: str, verb: str) -> None:
        people, leads_to = TABLE.get((self.state, verb), (set(), ""))
        allowed = who in people and not (verb == "submit" and self.draft is None)
        more = {"reason": "x"} if verb == "return" else {}
        try:
            VERBS[verb](
                actor=self.county.actor(who),
                now=NOW,
                report=self.report.pk,
                edition=self.edition,
                **more,
            )
        except (Refused, NotAllowed, Missing):
            assert not allowed
            return
        assert allowed
        self.state, self.edition = leads_to, self.edition + 1
        if verb == "submit" and (not self.versions or self.versions[-1][0] != self.draft):
            self.versions.append((self.draft, False))

    @precondition(lambda self: self.state == "locked")
    @rule(who=st.sampled_from(PEOPLE), value=st.integers(0, 3))
    def correct_a_value(self, who: str, value: int) -> None:
        allowed = who in {"bureau", "bureau2"} and self.versions[-1][0] != Decimal(value)
        try:
            services.observations_correct(
                actor=self.county.actor(who),
                now=NOW,
                report=self.report.pk,
                edition=self.edition,
                values={self.indicator.pk: Decimal(value)},
                reason="x",
            )
        except (Refused, NotAllowed, Missing):
            assert not allowed
        else:
            assert allowed
            self.edition += 1
            self.versions.append((Decimal(value), True))

    @invariant()
    def the_database_says_the_same(self) -> None:
        held = Report.objects.get(pk=self.report.pk)
        assert (held.state, held.edition) == (self.state, self.edition)
        rows = Observation.objects.order_by("version").values_list("value", "revised")
        assert list(rows) == self.versions


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("runs", "steps"), [(12, 30), pytest.param(MACHINES, 50, marks=pytest.mark.slow)]
)
def test_any_order_of_deeds(runs: int, steps: int) -> None:
    from django.db import transaction
    from hypothesis.stateful import run_state_machine_as_test

    class Machine(ReportMachine):
        def __init__(self) -> None:
            self.undo = transaction.atomic()
            self.undo.__enter__()
            super().__init__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_model_knows_every_state() -> None:
    reached = {leads_to for _people, leads_to in TABLE.values()}
    assert reached == set(ReportState.values)


def test_the_page_of_reporting_shows_the_same_table(repo: Path) -> None:
    page = (repo / "docs/mechanisms/reporting.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)`[^|]*\| ([\w, ]+) \| (\w+) \|", page, flags=re.MULTILINE)
    written = {verb: (tuple(sources.split(", ")), to) for verb, sources, to in rows}
    coded = {
        step.verb: (tuple(source.value for source in step.sources), step.to.value)
        for step in STEPS.values()
    }
    assert written == coded
