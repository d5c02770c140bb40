"""The parts of scheme.json that decide after the scores: gates, grades, consequences, ballots."""

from typing import Any

from package_verifier.conditions import read_condition
from package_verifier.parts import (
    Band,
    Consequence,
    Effect,
    Electorate,
    Exclusion,
    Gate,
    Grades,
    Quota,
    Selection,
)
from package_verifier.sections import Section, as_number

EFFECTS = (
    "zero_leaf",
    "cap_leaf",
    "cap_total",
    "no_bonus",
    "unranked",
    "rank_last",
    "downgrade",
    "cap_grade",
    "lowest_grade",
    "mark",
)


def _read_effect(section: Section) -> Effect:
    to: Any = section.raw("to")
    kind = section.word("effect", EFFECTS, "")
    if kind in ("cap_leaf", "cap_total"):
        to = as_number(to, f"{section.where}.to")
    found = Effect(
        kind,
        section.text("target", "all"),
        to,
        section.count("levels", 1),
        section.text("text", ""),
    )
    section.done()
    return found


def _read_gate(section: Section, *, veto: bool, default: str) -> Gate:
    condition = "when" if veto else "require"
    effects = section.sections("then" if veto else "else")
    found = Gate(
        id=section.text("id"),
        veto=veto,
        condition=read_condition(section.raw(condition), f"{section.where}.{condition}"),
        effects=tuple(_read_effect(item) for item in effects)
        or ((Effect(default, "all", None, 1, ""),) if veto else ()),
        unknown=section.word("unknown", ("error", "pass", "fail"), "error"),
    )
    section.done("name", "clause", "note")
    return found


def read_gates(section: Section) -> tuple[Gate, ...]:
    """Read gates, then vetoes."""
    default = "lowest_grade" if section.has("grades") else "unranked"
    gates = [_read_gate(item, veto=False, default=default) for item in section.sections("gates")]
    vetoes = [_read_gate(item, veto=True, default=default) for item in section.sections("vetoes")]
    return tuple(gates + vetoes)


def read_exclusions(section: Section) -> tuple[Exclusion, ...]:
    """Read which units stand outside the ranking."""
    found = []
    for item in section.sections("exclusions"):
        when = item.raw("when")
        condition = None if when is None else read_condition(when, f"{item.where}.when")
        units = tuple(str(unit) for unit in item.items("units"))
        unknown = item.word("unknown", ("error", "pass", "fail"), "error")
        found.append(Exclusion(units, condition, unknown))
        item.done("id", "name", "reason", "clause")
    return tuple(found)


def _read_quotas(sections: list[Section]) -> tuple[Quota, ...]:
    found = []
    for item in sections:
        found.append(
            Quota(
                item.text("grade"),
                item.optional_number("share"),
                item.optional_number("count"),
                item.optional_number("min"),
            )
        )
        item.done()
    return tuple(found)


def read_grades(section: Section) -> Grades | None:
    """Read how grades are given, or None."""
    grades = section.section("grades")
    if grades is None:
        return None
    by = grades.word("by", ("score", "quota"), "score")
    bands = []
    for item in grades.sections("bands"):
        bands.append(
            Band(item.text("grade"), item.optional_number("min"), item.optional_number("max"))
        )
        item.done()
    own = Section(grades.mapping("groups"), f"{grades.where}.groups")
    found = Grades(
        bands=tuple(bands) if by == "score" else None,
        rounding=grades.word("round", ("down", "half_up", "up"), "down"),
        quotas=_read_quotas(grades.sections("quotas")),
        group_quotas={group: _read_quotas(own.sections(group)) for group in own.value},
    )
    grades.done()
    return found


def _read_selection(section: Section | None) -> Selection | None:
    if section is None:
        return None
    excepted = section.raw("except")
    found = Selection(
        section.text("by"),
        section.count("count", 1),
        section.word("order", ("highest", "lowest"), "highest"),
        None if excepted is None else read_condition(excepted, f"{section.where}.except"),
    )
    section.done()
    return found


def read_consequences(section: Section) -> tuple[Consequence, ...]:
    """Read rewards and accountability."""
    found = []
    for at, item in enumerate(section.sections("consequences"), start=1):
        when = item.raw("when")
        found.append(
            Consequence(
                id=item.text("id", str(at)),
                when=None if when is None else read_condition(when, f"{item.where}.when"),
                select=_read_selection(item.section("select")),
                text=item.text("text", ""),
                unknown=item.word("unknown", ("error", "pass", "fail"), "fail"),
            )
        )
        item.done("name", "clause", "note", "kind")
    return tuple(found)


def _numbers(section: Section, key: str) -> dict[str, Any]:
    return {
        name: as_number(value, f"{section.where}.{key}.{name}")
        for name, value in section.mapping(key).items()
    }


def read_electorates(section: Section) -> dict[str, Electorate]:
    """Read how ballots are counted, by electorate."""
    found = {}
    for name, value in section.mapping("electorates").items():
        item = Section(value, f"electorates.{name}")
        found[name] = Electorate(
            id=name,
            kind=item.word("kind", ("rank", "score", "grade"), ""),
            classes=_numbers(item, "classes"),
            top=item.number("top", "100"),
            step=item.number("step", "3"),
            grades=_numbers(item, "grades"),
            trim=item.count("trim", 0),
            criteria=_numbers(item, "criteria"),
            partial=item.word("partial", ("count", "reject"), "count"),
            self_vote=item.word("self_vote", ("reject", "count"), "reject"),
            empty_class=item.word("empty_class", ("redistribute", "error"), "redistribute"),
        )
        item.done("name")
    return found
