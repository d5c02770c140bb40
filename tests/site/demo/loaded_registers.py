"""What the registers of supervision must hold once the county is loaded up to October 2026."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sanbi.apps.actions.credit_codes import is_credit_code
from sanbi.apps.actions.models import (
    Action,
    Danger,
    Finding,
    Firm,
    FirmMeasure,
    FirmRequest,
    Incident,
    Policy,
    Problem,
    ProblemList,
    Visit,
)
from sanbi.apps.actions.policies import is_valid
from sanbi.apps.actions.queries.firms import Wanted, firms_found, projects_of
from sanbi.apps.actions.queries.lists import lists_found, progress_of, proofs_of
from sanbi.apps.actions.queries.risks import bottom_lines
from sanbi.apps.actions.queries.visits import visit_before, visits_found
from sanbi.apps.audit.actors import SYSTEM

TODAY = date(2026, 10, 19)


def check_registers() -> None:
    """Counts by state, exactly: every one is a row of the YAML files of `registers`."""
    _lists()
    _firms()
    _requests()
    _dangers()
    _incidents()
    _visits()


def _states(**about: object) -> Counter[str]:
    """How many actions stand in each state."""
    return Counter(Action.objects.filter(**about).values_list("state", flat=True))


def _lists() -> None:
    kinds = dict(ProblemList.objects.order_by().values_list("kind", "owner__code"))
    assert kinds == {
        "inspection": None, "audit": None, "petition": None,
        "environment": "huanjing", "safety": "yingji",
    }  # fmt: skip
    assert _states(problem__isnull=False) == {
        "closed": 7, "progress": 8, "received": 2, "reported": 2, "verified": 2,
        "returned": 1, "withdrawn": 1,
    }  # fmt: skip
    assert _states(follows__problem__isnull=False) == {"closed": 2, "progress": 2, "reported": 3}
    lists = list(ProblemList.objects.all())
    found = {row.kind: progress_of(SYSTEM, lists, TODAY)[row.pk] for row in lists}
    assert {
        kind: (row.closed, row.total, row.overdue, row.followers) for kind, row in found.items()
    } == {
        "inspection": (1, 5, 0, 3),
        "audit": (1, 4, 1, 0),
        "environment": (2, 5, 1, 2),
        "safety": (2, 4, 1, 2),
        "petition": (1, 4, 0, 0),
    }
    assert lists_found(SYSTEM, "", "overdue", TODAY).count() == 3
    ended = Problem.objects.filter(action__state__in=("closed", "verified", "reported", "returned"))
    assert sorted(proofs_of(ended).values()) == [1] * 11 + [2]  # the last was reported twice


def _firms() -> None:
    firms = list(firms_found(SYSTEM, Wanted()))
    assert len(firms) == 12
    assert all(is_credit_code(firm.credit_code) for firm in firms)
    assert sum(bool(projects_of(SYSTEM, firm)) for firm in firms) == 12
    assert FirmMeasure.objects.count() == 9
    assert FirmMeasure.objects.filter(done_on__isnull=False).count() == 3
    valid = [is_valid(policy, TODAY) for policy in Policy.objects.all()]
    assert (len(valid), sum(valid)) == (5, 4)
    assert Firm.objects.filter(leader__isnull=False).count() == 5


def _requests() -> None:
    assert _states(firm_request__isnull=False) == {
        "closed": 4, "progress": 2, "filed": 1, "assigned": 1, "received": 1, "reported": 1,
        "verified": 1, "returned": 1,
    }  # fmt: skip
    rated = FirmRequest.objects.filter(rating__isnull=False)
    said = [(row.firm.township.code, row.rating, row.rated_by_name) for row in rated.order_by("pk")]
    clerk = said[1][2]
    assert said == [
        ("songtao", 5, ""), ("bailu", 4, clerk), ("shuangquan", 2, ""),
        ("liuxi", 3, ""), ("longtan", 5, ""),
    ]  # fmt: skip
    assert clerk
    invited = FirmRequest.objects.get(code_digest__isnull=False)
    assert (invited.firm.township.code, invited.code_until) == ("qingshi", date(2026, 11, 13))
    late = Action.objects.filter(firm_request__isnull=False, due_on__lt=TODAY, reported_on=None)
    assert [(row.lead_unit.code, row.state) for row in late] == [("jiaotong", "received")]
    assert FirmRequest.objects.filter(policy__isnull=False).count() == 4


def _dangers() -> None:
    assert _states(danger__isnull=False) == {
        "closed": 4, "progress": 1, "filed": 1, "assigned": 1, "received": 1, "reported": 1,
        "verified": 1,
    }  # fmt: skip
    assert Counter(Danger.objects.values_list("grade", flat=True)) == {
        "major": 4, "general": 4, "": 2,
    }  # fmt: skip
    standing = {
        line.key: (line.open, line.major, line.overdue, line.incidents)
        for line in bottom_lines(SYSTEM, TODAY)
    }
    assert standing == {
        "safety": (2, 1, 1, 1),
        "environment": (2, 1, 0, 0),
        "petition": (2, 0, 0, 0),
    }


def _incidents() -> None:
    rows = Incident.objects.order_by("happened_on")
    found = [(row.unit.code, row.grade, row.state, bool(row.why)) for row in rows]
    assert found == [
        ("tongpo", "larger", "confirmed", False),
        ("fenglin", "general", "withdrawn", True),
    ]


def _visits() -> None:
    assert Visit.objects.count() == 5
    assert Counter(Finding.objects.values_list("state", flat=True)) == {
        "filed": 6, "left": 3, "waits": 3,
    }  # fmt: skip
    assert _states(finding__isnull=False) == {
        "progress": 2, "closed": 2, "reported": 1, "received": 1,
    }  # fmt: skip
    assert visits_found(SYSTEM, "waiting", "").count() == 2
    again = Visit.objects.get(topic="食品企业诉求回访")
    before = visit_before(SYSTEM, again)
    assert before is not None
    assert before.on == date(2026, 9, 8)
