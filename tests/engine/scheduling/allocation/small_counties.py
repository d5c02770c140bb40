"""Hypothesis strategies: problems so small that every plan of theirs can be tried."""

from __future__ import annotations

from hypothesis import strategies as st

from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)

TOWNSHIPS = ("east", "west")
amounts = st.integers(1, 9).map(float)
stocks = st.sampled_from([0.0, 0.0, 4.0, 8.0, 12.0])
SOMETIMES = {"land": 3, "energy": 2, "direct": 1}  # of four projects, so many take it


@st.composite
def milestones(draw: st.DrawFn, horizon: int) -> list[Milestone]:
    """One or two milestones within windows of at most three months."""
    found: list[Milestone] = []
    for number in range(draw(st.integers(1, 2))):
        first = draw(st.integers(found[-1].first if found else 0, horizon - 1))
        last = min(first + draw(st.integers(0, 2)), horizon - 1)
        uses = {
            key: draw(amounts)
            for key, often in SOMETIMES.items()
            if draw(st.integers(0, 3)) < often
        }
        staff = [("office", draw(st.integers(0, 2)), draw(amounts))] * draw(st.booleans())
        gap = draw(st.integers(0, 1))
        found.append(Milestone(f"m{number}", first, last, gap, uses, staff))
    return found


@st.composite
def candidates(draw: st.DrawFn, key: str, horizon: int) -> Candidate:
    """A project; now and then one that is approved, published or mandatory."""
    asked = draw(milestones(horizon))
    kinds = ["", "", "", "", "", "mandatory", "approved", "published", "published"]
    kind = draw(st.sampled_from(kinds))
    months = tuple(sorted(draw(st.integers(m.first, m.last)) for m in asked))
    return Candidate(
        key,
        draw(st.sampled_from(TOWNSHIPS)),
        float(draw(st.integers(1, 30))),
        asked,
        due=draw(st.none() | st.integers(0, horizon - 1)),
        late=draw(st.sampled_from([0.05, 0.3])),
        rank=draw(st.integers(1, 3)),
        arrived=draw(st.integers(0, 9)),
        mandatory=kind == "mandatory",
        approved=months if kind == "approved" else None,
        published=months if kind == "published" else None,
    )


@st.composite
def quotas(draw: st.DrawFn, key: str, horizon: int) -> Quota:
    """Batches, expiry with a partial carry-over, opening stock and use ahead."""
    return Quota(
        key,
        draw(st.lists(stocks, min_size=horizon, max_size=horizon)),
        opening=draw(st.sampled_from([0.0, 0.0, 3.0, 8.0])),
        keeps=draw(
            st.dictionaries(
                st.integers(1, horizon - 1), st.sampled_from([0.0, 0.5, 1.0]), max_size=2
            )
        ),
        ahead=draw(st.sampled_from([0.0, 0.0, 2.0, 5.0])),
    )


@st.composite
def counties(draw: st.DrawFn, most: int = 4) -> AllocationProblem:
    """A problem with up to ``most`` projects and every kind of rule."""
    horizon = draw(st.integers(2, 4))
    keys = [f"p{number}" for number in range(draw(st.integers(1, most)))]
    drawn = [draw(candidates(key, horizon)) for key in keys]
    users = {item.key for item in drawn if any("direct" in m.uses for m in item.milestones)}
    direct = Quota("direct", [draw(stocks)] + [0.0] * (horizon - 1), only_for=frozenset(users))
    pairs = [(a, b) for n, a in enumerate(keys) for b in keys[n + 1 :]]
    some = st.lists(st.sampled_from(pairs), max_size=1) if pairs else st.just([])
    return AllocationProblem(
        months=[f"2027-{month:02}" for month in range(1, horizon + 1)],
        candidates=drawn,
        quotas=[draw(quotas("land", horizon)), draw(quotas("energy", horizon)), direct],
        staffs=[Staff("office", draw(st.lists(stocks, min_size=horizon, max_size=horizon)))],
        fairness=draw(
            st.none()
            | st.builds(
                Fairness,
                st.just("land"),
                st.sampled_from([{"east": 0.5, "west": 0.5}, {"east": 0.25, "west": 0.75}]),
                least=st.sampled_from([0.0, 0.6]),
                most=st.sampled_from([0.8, 1.6]),
                penalty=st.sampled_from([0.0, 0.5, 2.0]),
            )
        ),
        exclusions=draw(some),
        prerequisites=[(*pair, draw(st.integers(0, 1))) for pair in draw(some)],
        frozen=draw(st.sampled_from([0, 0, 1, 2])),
        stability=draw(st.sampled_from([0.0, 0.2])),
    )
