"""How a route says who gets which answer (docs/mechanisms/access.md).

People are those of `tests.apps.factories.orgs.make_county`, named after their roles. A route that
shows one thing is given a thing of the first township (`clerk`, `town_leader`, `owner` and
`evaluator` belong to it); `clerk2` and `town_leader2` belong to another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.apps.factories.orgs import County

OFFICE = frozenset({"office", "office2"})
BUREAU = frozenset({"bureau", "bureau2"})  # of the bureau that owns what the factories make
STATISTICS = frozenset({"stats", "stats2"})
STATISTICS_LEADER = frozenset({"stats_leader"})
TOWN = frozenset({"clerk", "town_leader", "owner", "evaluator"})
OTHER_TOWN = frozenset({"clerk2", "town_leader2"})
COUNTY = frozenset({"supervisor", "leader", "auditor"})
SYSADMIN, SECADMIN, AUDITADMIN = (
    frozenset({name}) for name in ("sysadmin", "secadmin", "auditadmin")
)
ADMINISTRATORS = SYSADMIN | SECADMIN | AUDITADMIN
EVERYONE = (
    OFFICE | BUREAU | STATISTICS | STATISTICS_LEADER | TOWN | OTHER_TOWN | COUNTY | ADMINISTRATORS
)

READ = frozenset({200, 302})
DONE = frozenset({200, 201, 204, 302, 303, 400, 409, 422})
"""Answers to a change: done, led on, or refused for what it says; never for who says it."""
NOT_TAKEN = frozenset({405})
NO_FAULT = frozenset(range(200, 500))

Things = Callable[[County], Mapping[str, Any]]
"""Makes the thing that the address names, and returns the address's values."""


def nothing(county: County) -> Mapping[str, Any]:
    """An address without values."""
    del county
    return {}


@dataclass(frozen=True)
class Access:
    """Who gets which answer at one route.

    Parameters
    ----------
    reads : people who get the page (200, or 302 where it leads on); empty: no GET at all (405).
    changes : people who may send the form; empty: no POST at all.
    hidden : people for whom the thing does not exist (404). All others are refused (403).
    things : makes the thing that the address names.
    form : what the form sends; nothing at all unless it is given.
    query : makes the thing that the address's query names, and returns the query's values.
    body : what a program sends as JSON instead of a form, by the method ``sends``.
    exports : whether ``?format=xlsx`` and ``?format=csv`` give the same for download.
    of_no_unit : why nobody is hidden from a thing with an address of its own.
    public : the page is for people who are not signed in, too.
    other_frame : whose frame guards the view instead of `page`: a library's, which is walked
        for faults of the server only, because it shows everybody the own account alone.
    """

    reads: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    things: Things = nothing
    form: Mapping[str, Any] = field(default_factory=dict)
    query: Things = nothing
    body: Mapping[str, Any] | None = None
    sends: str = "POST"
    exports: bool = False
    of_no_unit: str = ""
    public: bool = False
    other_frame: str = ""

    def __post_init__(self) -> None:
        unknown = (self.reads | self.changes | self.hidden) - EVERYONE
        if unknown:
            raise ValueError(f"nobody of the county is called {', '.join(sorted(unknown))}")
        if self.hidden & (self.reads | self.changes):
            raise ValueError("somebody is let in and hidden from at once")
        if self.things is not nothing and not self.hidden and not self.of_no_unit:
            raise ValueError("say from whom the thing is hidden, or why from nobody")

    def expected(self, person: str, method: str) -> frozenset[int]:
        """The statuses that a person may get."""
        if self.other_frame:
            return NO_FAULT
        if method == "GET":
            allowed, given = self.reads, READ
        elif self.changes:
            allowed, given = self.changes, DONE
        else:  # a page without a form: a form sent to it changes nothing
            allowed, given = self.reads, READ | NOT_TAKEN
        if person in allowed:
            return given
        refused = frozenset({404}) if person in self.hidden else frozenset({403})
        offered = self.reads if method == "GET" else self.changes
        return refused if offered else refused | NOT_TAKEN
