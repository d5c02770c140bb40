"""Facts as JSON that keeps every number exact."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sanbi.engine.conditions import FactValue, exact_value
from sanbi.engine.conditions.values import exact_number, exact_text

Plain = bool | str | None | dict[str, str]


def facts_data(facts: Mapping[str, object]) -> dict[str, Plain]:
    """The facts as plain data for a JSON column; `facts_from` reads them back.

    >>> facts_data({"start_missed": True, "done_pct": Fraction(1, 3)})
    {'start_missed': True, 'done_pct': {'number': '1/3'}}
    """
    return {name: _plain(exact_value(value)) for name, value in facts.items()}


def facts_from(data: Mapping[str, object]) -> dict[str, FactValue | None]:
    """The facts that `facts_data` wrote; what is neither yes/no, text nor number is missing."""
    return {name: _fact(value) for name, value in data.items()}


def _plain(value: FactValue | None) -> Plain:
    return {"number": exact_text(value)} if isinstance(value, Fraction) else value


def _fact(value: object) -> FactValue | None:
    if isinstance(value, Mapping):
        return exact_number(str(value.get("number")))
    return value if isinstance(value, bool | str) else None
