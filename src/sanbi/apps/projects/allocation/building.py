"""From the register, claims and book to the engine's problem, with what people need to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sanbi.apps.projects.allocation.book import Basis, Book, Rules
from sanbi.apps.projects.allocation.claims import amount_of, newest_claims
from sanbi.apps.projects.allocation.wanting import Aside, Wanted, wanted_of
from sanbi.apps.projects.models import FactorClaim, Node, NodeLink, Project
from sanbi.apps.projects.timetables import Calendars, Plan, county_calendars, links_of, plan_of
from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Quota,
    Staff,
)

Promised = Mapping[str, Mapping[str, str]]
"""Code of a project → milestone → month, of the plan in force."""


@dataclass
class Built:
    """The problem, and its ground: names, working of the points, who was left aside and why."""

    problem: AllocationProblem
    ground: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Worth:
    """How the points of a project come about."""

    invest: float
    tax: float
    jobs: float
    weight: float

    @property
    def points(self) -> float:
        """The sum, weighted by the class."""
        return self.weight * (self.invest + self.tax + self.jobs)


def worth_of(project: Project, claim: FactorClaim, rules: Rules) -> Worth:
    """Return a project's points with their working."""
    return Worth(
        rules.invest * float(project.total_wan) / 10_000,
        rules.tax * float(project.tax_wan or 0) / 100,
        rules.jobs * float(project.jobs or 0) / 100,
        rules.classes[claim.rank - 1],
    )


def build(book: Book, promised: Promised, today: date) -> Built:
    """Return the problem of all claims as of a day; a few queries, however many projects.

    Raises
    ------
    SchedulingFaults
        for what the engine refuses, and for nodes of a project that cannot be reckoned.
    """
    claims = {pk: claim for pk, claim in newest_claims().items() if not claim.withdrawn}
    projects = list(
        Project.objects.filter(pk__in=claims, dropped_on__isnull=True)
        .select_related("unit")
        .order_by("code")
    )
    plans = plans_of(projects, county_calendars())
    candidates: list[Candidate] = []
    ground: dict[str, Any] = {"months": book.months, "projects": {}, "aside": []}
    for project in projects:
        claim = claims[project.pk]
        found = wanted_of(project, claim, book, plans[project.pk], today)
        worth = worth_of(project, claim, book.rules)
        if not isinstance(found, Aside) and worth.points <= 0:
            found = Aside("worthless")
        if isinstance(found, Aside):
            ground["aside"].append([project.code, project.name, found.why, found.detail])
            continue
        made = _candidate(project, claim, found, worth, book, promised)
        candidates.append(made)
        ground["projects"][project.code] = _said(project, claim, found, worth, book) | {
            "promised": made.published is not None
        }
    return Built(_problem(book, candidates), ground)


def plans_of(projects: Sequence[Project], calendars: Calendars) -> dict[int, Plan]:
    """Return the plan of each project's nodes: two queries."""
    nodes: dict[int, list[Node]] = {}
    rows = Node.objects.filter(project__in=[project.pk for project in projects])
    for node in rows.order_by("project_id", "place"):
        nodes.setdefault(node.project_id, []).append(node)
    owner = {node.pk: pk for pk, held in nodes.items() for node in held}
    links: dict[int, list[NodeLink]] = {}
    for link in links_of(list(owner)):
        links.setdefault(owner[link.after_id], []).append(link)
    return {
        project.pk: plan_of(
            nodes.get(project.pk, ()), project.due_on, calendars, links.get(project.pk, ())
        )
        for project in projects
    }


def _candidate(
    project: Project,
    claim: FactorClaim,
    wanted: Wanted,
    worth: Worth,
    book: Book,
    promised: Promised,
) -> Candidate:
    return Candidate(
        project.code,
        project.unit.code,
        worth.points,
        wanted.milestones,
        name=project.name,
        due=wanted.due,
        late=book.rules.late,
        rank=claim.rank,
        arrived=claim.arrived_on.toordinal(),
        mandatory=claim.mandatory or (wanted.held and wanted.fixed is None),
        approved=wanted.fixed,
        published=_promised(wanted, promised.get(project.code, {}), book.months),
    )


def _promised(
    wanted: Wanted, months: Mapping[str, str], labels: Sequence[str]
) -> tuple[int, ...] | None:
    """The published months of the milestones that are left; none where one lies elsewhere."""
    found = [months.get(each.key, "") for each in wanted.milestones]
    if not found or any(label not in labels for label in found):
        return None
    return tuple(labels.index(label) for label in found)


def _said(
    project: Project, claim: FactorClaim, wanted: Wanted, worth: Worth, book: Book
) -> dict[str, Any]:
    return {
        "pk": project.pk,
        "name": project.name,
        "unit": project.unit.name,
        "milestones": [[each.key, wanted.names.get(each.key, "")] for each in wanted.milestones],
        "uses": {each.key: dict(each.uses) for each in wanted.milestones},
        "amounts": {
            item.key: amount
            for item in book.factors()
            if (amount := amount_of(project, claim, item.key))
        },
        "worth": [worth.invest, worth.tax, worth.jobs, worth.weight],
        "rank": claim.rank,
        "mandatory": claim.mandatory,
        "by_hand": claim.reason if claim.by_hand and wanted.held else "",
    }


def _problem(book: Book, candidates: Sequence[Candidate]) -> AllocationProblem:
    rules, keys = book.rules, {item.key for item in candidates}
    return AllocationProblem(
        months=book.months,
        candidates=candidates,
        quotas=[
            Quota(
                item.key,
                item.months,
                opening=item.opening,
                keeps=item.keeps,
                ahead=item.ahead,
                only_for=frozenset(item.only_for) & keys if item.only_for else frozenset(),
                name=item.name,
                measure=item.measure,
            )
            for item in book.supplies
            if not item.staff and not (item.only_for and not keys & set(item.only_for))
        ],
        staffs=[
            Staff(item.key, item.months, name=item.name, measure=item.measure)
            for item in book.supplies
            if item.staff
        ],
        fairness=_fairness(rules, candidates),
        exclusions=_kept_groups(rules.exclusions, keys),
        prerequisites=[row for row in rules.prerequisites if row[0] in keys and row[1] in keys],
        frozen=min(rules.frozen, book.horizon),
        stability=rules.stability,
    )


def _kept_groups(groups: Iterable[Sequence[str]], keys: set[str]) -> list[tuple[str, ...]]:
    kept = [tuple(key for key in group if key in keys) for group in groups]
    return [group for group in kept if len(group) > 1]


def _fairness(rules: Rules, candidates: Sequence[Candidate]) -> Fairness | None:
    """Shares of the townships by the county's choice of basis; None where none is chosen."""
    towns = sorted({item.township for item in candidates})
    if rules.basis == Basis.NONE or not towns:
        return None
    need = dict.fromkeys(towns, 0.0)
    for item in candidates:
        for each in item.milestones:
            need[item.township] += each.uses.get(rules.shared, 0.0)
    if rules.basis == Basis.EQUAL:
        parts = dict.fromkeys(towns, 1.0)
    elif rules.basis == Basis.GIVEN:
        parts = {town: float(rules.shares.get(town, 0.0)) for town in towns}
    else:
        parts = need
    total = sum(parts.values())
    if total <= 0:
        return None
    shares = {town: part / total for town, part in parts.items()}
    return Fairness(rules.shared, shares, least=rules.least, most=rules.most, penalty=rules.penalty)
