"""Grades: bands that do not overlap, quotas that a group can meet."""

from __future__ import annotations

from fractions import Fraction

from sanbi.engine.phrases import Phrase
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
            message = Phrase("quotas for a group '{name}' that does not exist", name=name)
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
            faults.add(
                band["@"],
                Phrase("the grade '{grade}' stands twice", grade=band["grade"]),
                "",
                "grade-bands",
            )
        seen.add(band["grade"])
        if limit is None and place < len(bands) - 1:
            message = Phrase(
                "the grade '{grade}' has no limit but is not the last", grade=band["grade"]
            )
            faults.add(band["@"], message, Phrase("state {key}:", key=key), "grade-bands")
        if limit is not None and last is not None and _not_worse(limit, last, better):
            message = Phrase(
                "the bands overlap: '{grade}' from {limit}, the better grade before it from {last}",
                grade=band["grade"],
                limit=number_text(limit),
                last=number_text(last),
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
        message = Phrase(
            "the bands overlap: '{grade}' reaches to {other}, the better grade begins at {last}",
            grade=band["grade"],
            other=number_text(other),
            last=number_text(last),
        )
        hint = "one limit for each grade is enough"
        faults.add(band["@"], message, hint, "grade-bands")


def _check_quotas(quotas: list[Plain], where: str, group: str | None, faults: FaultList) -> None:
    shares = sum((quota["share"] or Fraction(0) for quota in quotas), Fraction(0))
    if shares > ONE:
        message = Phrase("the shares add up to {shares}, more than 1", shares=number_text(shares))
        hint = "lower them; the last grade takes the rest"
        faults.add(quotas[0]["@"], _of_group(message, group), hint, "quota")
    for quota in quotas[:-1]:
        if quota["share"] is None and quota["count"] is None:
            message = Phrase(
                "the grade '{grade}' has neither share nor count", grade=quota["grade"]
            )
            hint = "only the last may leave both out"
            faults.add(quota["@"], _of_group(message, group), hint, "quota")
    for quota in quotas:
        if quota["share"] is not None and quota["count"] is not None:
            message = Phrase("the grade '{grade}' has both share and count", grade=quota["grade"])
            faults.add(quota["@"], _of_group(message, group), "keep one", "quota")
    del where


def _of_group(message: Phrase, group: str | None) -> Phrase:
    if not group:
        return message
    return Phrase("group '{group}': {message}", group=group, message=message)


def _check_size(quotas: list[Plain], group: str, size: int, where: str, faults: FaultList) -> None:
    counts = sum(quota["count"] or 0 for quota in quotas)
    if counts > size:
        message = Phrase(
            "the quotas give {places} places, but group '{group}' has {size} units",
            places=counts,
            group=group,
            size=size,
        )
        place = quotas[0]["@"] if quotas else where
        faults.add(place, message, "lower the counts, or use shares", "quota")
