"""Reading waivers 豁免: a decision, with reason and approver, that a condition has no effect."""

from collections.abc import Mapping, Sequence

from sanbi.engine.conditions.faults import ConditionError, Fault
from sanbi.engine.conditions.model import Waiver
from sanbi.engine.conditions.notes import Notes
from sanbi.engine.phrases import Phrase

_EVERY = ("*", "全部")
_EXAMPLE = "{unit: …, period: …, reason: …, approver: …}"


def parse_waivers(data: object) -> tuple[Waiver, ...]:
    """Return the waivers that a list of {unit, period, reason, approver} describes.

    All four are required, so that no waiver is wider than someone wrote: every unit or every
    period is said with "*" or 全部.

    Raises
        ConditionError  with every fault.
    """
    notes, waivers = _read(data)
    if notes.faults:
        raise ConditionError(tuple(notes.faults))
    return waivers


def waiver_faults(data: object) -> list[Fault]:
    """Return every fault of a written list of waivers; empty when it is sound."""
    return _read(data)[0].faults


def _read(data: object) -> tuple[Notes, tuple[Waiver, ...]]:
    notes = Notes()
    if not isinstance(data, Sequence) or isinstance(data, str):
        notes.add(
            "waivers",
            Phrase("{value} is not a list", value=notes.shown(data)),
            Phrase("write [{example}]", example=_EXAMPLE),
        )
        return notes, ()
    read = [_waiver(notes, row, f"waivers[{place}]") for place, row in enumerate(data)]
    return notes, tuple(waiver for waiver in read if waiver)


def _waiver(notes: Notes, data: object, path: str) -> Waiver | None:
    needed = ("unit", "period", "reason", "approver")
    keys = notes.required(data, path, needed, _EXAMPLE)
    if keys is None or not isinstance(data, Mapping):
        return None
    texts = {key: _text(notes, data[keys[key]], notes.below(path, keys[key])) for key in needed}
    unit, period, reason, approver = (texts[key] for key in needed)
    if unit and period and reason and approver:
        return Waiver(
            None if unit in _EVERY else unit,
            None if period in _EVERY else period,
            reason,
            approver,
        )
    return None


def _text(notes: Notes, data: object, path: str) -> str | None:
    # A year (period: 2026) and a numeric unit code arrive from YAML as whole numbers.
    text = str(data).strip() if isinstance(data, str | int) and not isinstance(data, bool) else ""
    if not text:
        notes.add(
            path,
            Phrase("{value} is not a text", value=notes.shown(data)),
            "write a text that is not empty",
        )
        return None
    return text
