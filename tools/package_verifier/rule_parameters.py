"""The parameters of the scoring rules with their defaults (contract section 2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from package_verifier.exact import is_number, written
from package_verifier.faults import DamagedError
from package_verifier.sections import Section, as_number

POINTS = "points"  # stands for W, the full mark of the leaf
TIES = ("competition", "dense", "average")
WHEN_EQUAL = ("full", "zero", "base", "mid", "error")

# kind of value, default. Kinds: number (or "points"), maybe (number or none), bound (number,
# "points" or none), flag, source (number, "data" or a name), range, table, bands, tiers, small,
# each (number or numbers by name), shares (numbers by name), texts, name, formula, or words.
_BOUNDS: dict[str, tuple[Any, Any]] = {"cap": ("bound", POINTS), "floor": ("bound", "0")}
_OPEN: dict[str, tuple[Any, Any]] = {"cap": ("bound", None), "floor": ("bound", None)}
_TARGET: dict[str, tuple[Any, Any]] = {"target": ("source", "data")}
_TIES: dict[str, tuple[Any, Any]] = {"ties": (TIES, None)}
_EQUAL: dict[str, tuple[Any, Any]] = {"when_equal": (WHEN_EQUAL, "full")}

PARAMETERS: dict[str, dict[str, tuple[Any, Any]]] = {
    "proportional": _TARGET | _BOUNDS,
    "linear": _TARGET
    | _BOUNDS
    | {
        "base": ("number", POINTS),
        "slope": ("number", "0"),
        "slope_down": ("maybe", None),
        "step": ("number", "1"),
        "whole_steps": ("flag", False),
        "tiers": ("tiers", None),
        "limit": ("maybe", None),
    },
    "progressive_bands": _TARGET
    | _OPEN
    | {
        "base": ("number", POINTS),
        "band": ("number", "10"),
        "first": ("number", "20"),
        "next": ("number", "20"),
        "max_bands": ("number", "100"),
    },
    "threshold": _TARGET | _BOUNDS | {"otherwise": ("number", "0"), "strict": ("flag", False)},
    "value_bands": _OPEN | {"bands": ("bands", None), "otherwise": ("number", "0")},
    "efficacy": _BOUNDS
    | _EQUAL
    | {
        "share_base": ("number", "0.6"),
        "low": ("maybe", None),
        "high": ("maybe", None),
    },
    "ratio_to_best": _BOUNDS | {"nonpositive": (("error", "zero", "full"), "error")},
    "rank_step": _BOUNDS | _TIES | {"step": ("number", "0.05"), "points_step": ("maybe", None)},
    "rank_table": _OPEN
    | _TIES
    | {
        "table": ("table", None),
        "beyond": ("number", "0"),
        "small_group": ("small", None),
    },
    "rank_bands": _OPEN
    | _TIES
    | {
        "bands": ("bands", None),
        "otherwise": ("number", "0"),
        "small_group": ("small", None),
    },
    "min_max": _OPEN | _EQUAL | {"range": ("range", ["0", POINTS])},
    "z_score": _OPEN
    | {
        "mean": ("number", "0"),
        "sd": ("number", "1"),
        "sample": ("flag", True),
        "when_equal": (WHEN_EQUAL, "mid"),
    },
    "percentile": _OPEN | _EQUAL,
    "rank_value": _OPEN | {"start": ("number", "1"), "ties": (("min", "average"), "min")},
    "goalposts": _OPEN
    | {
        "low": ("number", None),
        "high": ("number", None),
        "truncate": ("flag", True),
        "scale": (("linear", "log"), "linear"),
    },
    "distance_to_reference": _OPEN
    | _EQUAL
    | {
        "reference": ("source", None),
        "measure": (("range", "ratio"), "range"),
    },
    "events": _OPEN
    | {
        "each": ("each", None),
        "base": ("number", "0"),
        "exclude": ("texts", None),
        "min_amount": ("maybe", None),
    },
    "rating": _BOUNDS | {"out_of": ("number", POINTS), "assessors": ("shares", None)},
    "ballot": _BOUNDS | {"electorate": ("name", None)},
    "direct": _OPEN,
    "formula": _BOUNDS | {"target": ("source", None), "formula": ("formula", None)},
}


@dataclass(frozen=True)
class Rule:
    """A scoring rule with every parameter read."""

    type: str
    values: Mapping[str, Any]
    where: str

    def changed(self, numbers: Mapping[str, Any]) -> "Rule":
        """Return the rule with other numbers, as an override gives them."""
        known = PARAMETERS[self.type]
        section = Section(dict(numbers), f"{self.where} override")
        read = {}
        for name in numbers:
            if name not in known:
                raise section.fault(name, f"{self.type} has no such parameter")
            read[name] = _value(section, name, *known[name])
        return replace(self, values={**self.values, **read})


def _numbers(values: object, where: str) -> list[Fraction]:
    if not isinstance(values, list):
        raise DamagedError("scheme", where=where, why="a list of numbers is needed here")
    return [as_number(value, where) for value in values]


def _points_or_number(value: object, where: str) -> Fraction | str:
    return POINTS if value == POINTS else as_number(value, where)


def _steps(section: Section, name: str) -> list[dict[str, Fraction | None]]:
    """Read bands and tiers: objects of numbers."""
    found = []
    for band in section.sections(name):
        keys = ("min", "max", "to", "to_share", "points", "from", "slope")
        found.append({key: band.optional_number(key) for key in keys})
        band.done()
    return found


def _small(section: Section, name: str) -> dict[str, Any] | None:
    small = section.section(name)
    if small is None:
        return None
    read = {
        "at_most": small.number("at_most", "0"),
        "table": _numbers(small.items("table"), small.where),
        "beyond": small.number("beyond", "0"),
        "bands": _steps(small, "bands"),
    }
    small.done()
    return read


def _value(section: Section, name: str, kind: Any, default: Any) -> Any:  # noqa: ANN401 - by kind
    """Read one parameter by its kind."""
    where = f"{section.where}.{name}"
    if isinstance(kind, tuple):
        return section.word(name, kind, default) if default or section.has(name) else None
    if kind in ("bands", "tiers"):
        return _steps(section, name)
    if kind == "small":
        return _small(section, name)
    if kind == "flag":
        return section.flag(name, default=default)
    if kind in ("bound", "maybe") and name in section.value:
        default = None  # an explicit null lifts the bound
    value = section.raw(name, default)
    if value is None or (kind == "bound" and value == "none"):
        return None
    return _plain_value(kind, value, where)


def _plain_value(kind: str, value: Any, where: str) -> Any:  # noqa: ANN401 - by kind
    if kind in ("number", "maybe", "bound"):
        return _points_or_number(value, where)
    if kind == "range":
        return [_points_or_number(end, where) for end in value]
    if kind == "table":
        return _numbers(value, where)
    if kind == "each" and not isinstance(value, dict):
        return as_number(value, where)
    if kind in ("each", "shares"):
        return {key: as_number(one, where) for key, one in value.items()}
    return _source(value, where) if kind == "source" else value


@dataclass(frozen=True)
class Source:
    """Where a target or reference comes from: a number, ``data``, an input, a unit.

    A bare text may name any of them (units are often named by digits), so text and number are
    both kept; an object such as ``{"input": name}`` leaves no choice.
    """

    kind: str | None
    text: str
    number: Fraction | None


def _source(value: Any, where: str) -> Source:  # noqa: ANN401 - JSON is any of its kinds
    kind = None
    if isinstance(value, dict) and len(value) == 1:
        ((kind, value),) = value.items()
    text = str(value)
    if kind not in (None, "input", "use", "unit", "number"):
        raise DamagedError("scheme", where=where, why=f"{kind!r} is no source of a number")
    return Source(kind, text, written(text) if is_number(text) else None)


NEEDED = {
    "goalposts": ("low", "high"),
    "events": ("each",),
    "ballot": ("electorate",),
    "formula": ("formula",),
    "distance_to_reference": ("reference",),
}


def read_rule(value: object, where: str) -> Rule:
    """Read a leaf's rule: a name, or an object with ``type`` and parameters."""
    section = Section({"type": value} if isinstance(value, str) else value, where)
    kind = section.text("type")
    if kind not in PARAMETERS:
        raise section.fault("type", f"the rule {kind!r} is unknown to the checker")
    values = {name: _value(section, name, *spec) for name, spec in PARAMETERS[kind].items()}
    section.done()
    for name in NEEDED.get(kind, ()):
        if values[name] is None:
            raise section.fault(name, "is missing")
    return Rule(kind, values, where)
