"""Allocations from claims to a plan in force: the worked example, re-planning, overrides."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime

import pytest

from sanbi.apps.audit.errors import Conflict, NotAllowed, Refused
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.projects.allocation.book import Supply
from sanbi.apps.projects.allocation.problem_file import problem_file
from sanbi.apps.projects.allocation.problem_json import problem_bytes, problem_from
from sanbi.apps.projects.allocation.showing import Shown, factor_uses
from sanbi.apps.projects.models import AllocationPublication, AllocationRequest, AllocationRun
from sanbi.apps.projects.queries.factors import promised_months, run_in_force
from sanbi.apps.projects.services import (
    allocation_decide,
    allocation_propose,
    claim_fix,
)
from sanbi.apps.projects.services.solving import allocation_solve
from sanbi.engine.scheduling.allocation import allocate
from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml
from tests.apps.factories.factors import (
    book,
    four_projects,
    make_book,
    make_candidate,
    make_claim,
    make_proposal,
    make_request,
    make_run,
    publish,
)
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.orgs import County


def test_the_worked_example(county: County, now: datetime) -> None:
    four_projects(county)
    run = make_run(county, now)
    assert (run.number, run.end) == (1, "proved")
    assert run.points == pytest.approx(35.003, abs=0.01)
    assert sorted(run.outcome["admitted"]) == ["A", "B"]
    left = run.outcome["left_out"]
    assert (left["C"]["binds"], left["C"]["wants"]) == ("land", {"land": 20.0})
    assert left["C"]["by_month"] == {"land": [[2, 20.0]]}
    assert left["D"]["binds"] == "exclusion"
    assert set(run.outcome["compared"]) == {"arrival", "value", "density", "rank"}
    assert run.request.state == "done"
    uses = {use.key: use.lacking for use in factor_uses(Shown(run))}
    assert uses["land"] == 1, "C waits for land; D's site is taken"
    assert set(uses.values()) <= {0, 1}


def test_a_stranger_recomputes_the_same_points(county: County, now: datetime) -> None:
    four_projects(county)
    run = make_run(county, now)
    content = blob_read(run.request.input.digest)
    problem = problem_from(content)
    assert problem_bytes(problem) == content
    again = allocate(problem, seconds=5, clock=time.monotonic)
    assert (again.points, again.bound) == (run.points, run.bound)


def test_the_file_of_the_command_line_is_the_same_problem(county: County, now: datetime) -> None:
    four_projects(county)
    publish(county, now)
    land = Supply(
        "land", "用地", "亩", (50.0, 0.1, 50.0), ("开工",), opening=3.5, ahead=2.0, keeps={1: 0.5}
    )
    kept = Supply("top", "戴帽", "亩", (9.0, 0.0, 0.0), factor="land", only_for=("D",))
    desk = Supply(
        "desk", "窗口", "人日", (8.0, 8.0, 8.0), ("开工",), staff=True, days=2.5, earlier=1
    )
    held = book(
        frozen=1, stability=0.1, basis="need", exclusions=(("A", "D"),),
        prerequisites=(("B", "C", 1),),
    )  # fmt: skip
    make_book(county, replace(held, supplies=(land, kept, desk)))
    content = blob_read(make_request(county, now).input.digest)
    read = read_allocation_yaml(problem_file(problem_from(content), "甲"), "甲.yaml")
    assert read.title == "甲"
    assert problem_bytes(read.problem) == content
    assert b'"published": [' in content


def test_the_node_chain_gives_the_windows(county: County, now: datetime) -> None:
    make_book(county, book(land=(50, 50, 50, 50)))
    project = make_candidate(county, "A", 20, 40, "", "")
    nodes = make_nodes(project)
    nodes["a"].name = "用地手续"
    nodes["a"].not_before = date(2027, 2, 10)
    nodes["a"].save()
    project.due_on = date(2027, 3, 31)
    project.save()
    problem = problem_from(blob_read(make_request(county, now).input.digest))
    milestone = problem.candidates[0].milestones[0]
    assert (milestone.key, milestone.first, milestone.last) == ("a", 1, 2)
    assert (problem.candidates[0].due, problem.candidates[0].value) == (2, 20.0)


def test_what_takes_no_part_is_said(county: County, now: datetime) -> None:
    projects = four_projects(county)
    nodes = make_nodes(projects["A"])
    nodes["a"].name, nodes["a"].finished_on = "用地手续", date(2026, 9, 1)
    nodes["a"].save()
    make_claim(projects["B"], version=2, first_month="2027-03", last_month="2027-03", amounts={
        "land": "0.0"
    })  # fmt: skip
    ground = make_request(county, now).ground
    assert [row[:1] + row[2:] for row in ground["aside"]] == [
        ["A", "taken", ""],
        ["B", "nothing", ""],
    ]


def test_a_new_plan_keeps_the_frozen_months_of_the_one_in_force(
    county: County, now: datetime
) -> None:
    four_projects(county)
    first = publish(county, now)
    assert run_in_force() == first
    months = promised_months(first)
    # A richer project comes; what was promised for January stays.
    make_candidate(county, "E", 40, 50, "2027-01", "2027-01")
    make_book(county, book(frozen=2, stability=0.1, exclusions=(("A", "D"),)))
    second = make_run(county, now)
    assert second.request.ground["published"] == first.number
    assert promised_months(second)["A"] == months["A"]
    make_book(county, book(frozen=0, stability=0.1, exclusions=(("A", "D"),)))
    third = make_run(county, now)
    assert "E" in third.outcome["admitted"]
    assert "A" not in third.outcome["admitted"]


def test_an_override_is_kept_and_its_cost_shown(county: County, now: datetime) -> None:
    projects = four_projects(county)
    claim_fix(
        actor=county.actor("bureau"),
        now=now,
        project=projects["C"].pk,
        months={"start": "2027-02"},
        by_hand=True,
        reason="省里点名",
    )
    run = make_run(county, now)
    assert run.outcome["admitted"]["C"]["months"] == [1]
    assert sorted(run.outcome["admitted"]) == ["B", "C", "D"]
    # B, C and D bring 22; A and B would bring 35.
    assert run.outcome["costs"]["C"][0] == pytest.approx(13.0, abs=0.01)
    assert run.outcome["cost"][0] == pytest.approx(13.0, abs=0.01)


def test_a_conflict_is_told_in_words(county: County, now: datetime) -> None:
    make_book(county)
    for code in ("A", "B"):
        make_candidate(county, code, 20, 40, "2027-01", "2027-01", mandatory=True)
    request = make_request(county, now)
    allocation_solve(request.pk, now, seconds=5)
    request.refresh_from_db()
    assert request.state == AllocationRequest.State.CONFLICT
    assert "2个必保项目放不到一起" in request.faults[0]["zh"]
    assert "用地" in request.faults[0]["zh"] or "land" in request.faults[0]["zh"]
    assert not AllocationRun.objects.exists()


def test_a_request_is_solved_once(county: County, now: datetime) -> None:
    four_projects(county)
    request = make_request(county, now)
    allocation_solve(request.pk, now, seconds=5)
    allocation_solve(request.pk, now, seconds=5)
    assert AllocationRun.objects.count() == 1


def test_whoever_proposes_does_not_decide(county: County, now: datetime) -> None:
    four_projects(county)
    proposal = make_proposal(county, now)

    def decide(who: str, *, approve: bool = True, reason: str = "") -> AllocationPublication:
        return allocation_decide(
            actor=county.actor(who),
            now=now,
            publication=proposal.pk,
            approve=approve,
            reason=reason,
        )

    with pytest.raises(NotAllowed):
        decide("bureau")
    with pytest.raises(NotAllowed):
        decide("clerk")
    with pytest.raises(Refused, match="原因"):
        decide("office", approve=False)
    assert decide("office").approved is True
    with pytest.raises(Conflict):
        decide("bureau2")
    with pytest.raises(Refused, match="生效"):
        allocation_propose(actor=county.actor("bureau"), now=now, run=proposal.run_id)
