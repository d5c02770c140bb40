"""Grades: bands that do not overlap, quotas that a group can meet."""

from __future__ import annotations

from fractions import Fraction

from sanbi.engine.scoring.scheme.kinds import number_text
from sanbi.engine.scoring.scheme.settling import Plain
from sanbi.engine.scoring.scheme.source import FaultList

ONE = Fraction(1)


def check_grades(data: Plain, faults: FaultList) -> None:
    """Bands or quotas, whichever the grades go by."""
    grades = data["grades"]
    if grades is None or grades.get("@broken"):
        return
    if grades["by"] == "score":
        if not grades["bands"]:
            faults.add(grades["@"], "grades by score need bands", "", "grades")
            return
        _check_bands(grades["bands"], data["better"], faults)
        return
    if not grades["quotas"] and not grades["groups"]:
        faults.add(grades["@"], "grades by quota need quotas", "", "grades")
        return
    sizes = {
        group["id"]: len(group["members"])
        for group in data["groups"]
        if group["members"] is not None
    }
    _check_quotas(grades["quotas"] or [], grades["@"], None, faults)
    for name, size in sizes.items():
        quotas = (grades["groups"] or {}).get(name, grades["quotas"] or [])
        _check_size(quotas, name, size, grades["@"], faults)
    for name, quotas in (grades["groups"] or {}).items():
        _check_quotas(quotas, grades["@"], name, faults)
        if data["groups"] and name not in {group["id"] for group in data["groups"]}:
            message = f"quotas for a group '{name}' that does not exist"
            faults.add(grades["@"], message, "", "grades")


def _check_bands(bands: list[Plain], better: str, faults: FaultList) -> None:
    key = "min" if better == "high" else "max"
    seen: set[str] = set()
    last: Fraction | None = None
    for place, band in enumerate(bands):
        limit = band["min"] if band["min"] is not None else band["max"]
        if band["min"] is not None and band["max"] is not None:
            other = band["max"] if better == "high" else band["min"]
            _check_other_end(band, other, last, better, faults)
            limit = band[key]
        if band["grade"] in seen:
            faults.add(band["@"], f"the grade '{band['grade']}' stands twice", "", "grade-bands")
        seen.add(band["grade"])
        if limit is None and place < len(bands) - 1:
            message = f"the grade '{band['grade']}' has no limit but is not the last"
            faults.add(band["@"], message, f"state {key}:", "grade-bands")
        if limit is not None and last is not None and _not_worse(limit, last, better):
            message = (
                f"the bands overlap: '{band['grade']}' from {number_text(limit)}, "
                f"the better grade before it from {number_text(last)}"
            )
            hint = "list grades from best to worst"
            faults.add(band["@"], message, hint, "grade-bands")
        last = limit if limit is not None else last


def _not_worse(limit: Fraction, last: Fraction, better: str) -> bool:
    return limit >= last if better == "high" else limit <= last


def _check_other_end(
    band: Plain, other: Fraction, last: Fraction | None, better: str, faults: FaultList
) -> None:
    """A band with both ends must end where the better one begins."""
    if last is None:
        return
    if (other > last) if better == "high" else (other < last):
        message = (
            f"the bands overlap: '{band['grade']}' reaches to {number_text(other)}, "
            f"the better grade begins at {number_text(last)}"
        )
        hint = "one limit for each grade is enough"
        faults.add(band["@"], message, hint, "grade-bands")


def _check_quotas(quotas: list[Plain], where: str, group: str | None, faults: FaultList) -> None:
    named = f" of group '{group}'" if group else ""
    shares = sum((quota["share"] or Fraction(0) for quota in quotas), Fraction(0))
    if shares > ONE:
        message = f"the shares{named} add up to {number_text(shares)}, more than 1"
        faults.add(quotas[0]["@"], message, "lower them; the last grade takes the rest", "quota")
    for quota in quotas[:-1]:
        if quota["share"] is None and quota["count"] is None:
            message = f"the grade '{quota['grade']}'{named} has neither share nor count"
            faults.add(quota["@"], message, "only the last may leave both out", "quota")
    for quota in quotas:
        if quota["share"] is not None and quota["count"] is not None:
            message = f"the grade '{quota['grade']}'{named} has both share and count"
            faults.add(quota["@"], message, "keep one", "quota")
    del where


def _check_size(quotas: list[Plain], group: str, size: int, where: str, faults: FaultList) -> None:
    counts = sum(quota["count"] or 0 for quota in quotas)
    if counts > size:
        message = f"the quotas give {counts} places, but group '{group}' has {size} units"
        place = quotas[0]["@"] if quotas else where
        faults.add(place, message, "lower the counts, or use shares", "quota")
