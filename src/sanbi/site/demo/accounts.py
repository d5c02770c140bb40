"""The log-ins of the demo county; shown by `sanbi demo` and on its sign-in page."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.site.demo.county import county

PASSWORD = "yunchuan-2026"  # noqa: S105 - of invented people, printed on the sign-in page


@dataclass(frozen=True)
class Account:
    """One log-in: ``title`` is the post, ``look`` what to look at first."""

    username: str
    password: str
    name: str
    title: str
    unit: str
    role: str
    look: str


def accounts() -> list[Account]:
    """Return at least one log-in for each role, in the order of the quarter."""
    whole = county()
    names = {place.code: place.name for place in whole.places}
    return [
        Account(
            person.username,
            PASSWORD,
            person.name,
            person.post,
            names[person.unit],
            person.role,
            person.look,
        )
        for person in whole.people
        if person.look
    ]
