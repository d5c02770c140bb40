"""What the scheme says about the shape of its data file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_KEYS = frozenset({"layout", "unit", "name", "group", "period", "columns", "ignore"})
_LONG_KEYS = frozenset({"layout", "unit", "indicator", "period", "value", "target"})


@dataclass(frozen=True)
class Layout:
    """The `data:` mapping of a scheme.

    Parameters
        wide : one row per unit and period, one column per indicator.
        unit, name, group, period : headings of these columns; None looks for the usual ones.
        columns : heading to indicator code.
        ignore : headings that are not read.
        renamed : of a long layout, the table's column to the heading that holds it.
    """

    wide: bool
    unit: str | None = None
    name: str | None = None
    group: str | None = None
    period: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


def read_layout(mapping: Mapping[str, object]) -> Layout:
    """Return the layout that a plain mapping states.

    Parameters
        mapping : `{layout: wide, unit: …, columns: {…}, ignore: […]}` or
            `{layout: long, unit: …, indicator: …, period: …, value: …}`; English keys.
    Raises
        ValueError  for another layout or key: the scheme should have been checked.
    """
    kind = mapping.get("layout", "wide")
    if kind == "long":
        _refuse_unknown(mapping, _LONG_KEYS)
        renamed = {key: str(mapping[key]) for key in _LONG_KEYS - {"layout"} if mapping.get(key)}
        return Layout(wide=False, renamed=renamed)
    if kind != "wide":
        raise ValueError(f"the layout {kind!r} is neither wide nor long")
    _refuse_unknown(mapping, _KEYS)
    columns, ignore = mapping.get("columns") or {}, mapping.get("ignore") or ()
    if not isinstance(columns, Mapping) or not isinstance(ignore, list | tuple):
        raise ValueError("columns must be a mapping and ignore a list")  # noqa: TRY004 (one error)
    return Layout(
        wide=True,
        unit=_text(mapping.get("unit")),
        name=_text(mapping.get("name")),
        group=_text(mapping.get("group")),
        period=_text(mapping.get("period")),
        columns={str(heading).strip(): str(code) for heading, code in columns.items()},
        ignore=tuple(str(heading).strip() for heading in ignore),
    )


def _text(value: object) -> str | None:
    return str(value).strip() if value else None


def _refuse_unknown(mapping: Mapping[str, object], known: frozenset[str]) -> None:
    unknown = sorted(set(mapping) - known)
    if unknown:
        raise ValueError(f"the layout has no key {unknown[0]!r}; it has {', '.join(sorted(known))}")
