"""Reading one comparison: fact, operator, threshold."""

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction

from sanbi.engine.conditions.faults import FactError
from sanbi.engine.conditions.model import Comparison, FactRef, Operand
from sanbi.engine.conditions.notes import Notes
from sanbi.engine.conditions.values import exact_number, exact_value
from sanbi.engine.conditions.words import MEMBERSHIP, OPERATORS, ORDERING, PRESENCE
from sanbi.engine.phrases import Phrase

_PAIR = 2


def read_comparison(
    notes: Notes, data: Mapping[object, object], keys: Mapping[str, str], path: str
) -> Comparison | None:
    """Return the comparison that a mapping with the key `fact` describes; None after a fault.

    Parameters
        notes : Notes, where faults go.
        data : the mapping as written.
        keys : English key → written key.
        path : str, of the mapping.
    """
    fact = _fact_name(notes, data[keys["fact"]], notes.below(path, keys["fact"]))
    op = _operator(notes, data, keys, path)
    if op is None:
        return None
    if op in PRESENCE:
        if "value" in keys:
            where = notes.below(path, keys["value"])
            notes.add(where, Phrase("{op} needs no value", op=op), "leave the value out")
        return Comparison(fact, op) if fact else None
    if "value" not in keys and "op" not in keys:
        return Comparison(fact, "==", (True,)) if fact else None
    if "value" not in keys:
        notes.add(path, Phrase("{op} has no value", op=op), "write value: and the threshold")
        return None
    operands = _operands(notes, op, data[keys["value"]], notes.below(path, keys["value"]))
    return Comparison(fact, op, operands) if fact and operands else None


def _fact_name(notes: Notes, data: object, path: str) -> str | None:
    if isinstance(data, str) and data.strip() and data.isprintable():
        return data.strip()
    notes.add(
        path,
        Phrase("{value} is not the name of a fact", value=notes.shown(data)),
        "write the name as text",
    )
    return None


def _operator(
    notes: Notes, data: Mapping[object, object], keys: Mapping[str, str], path: str
) -> str | None:
    if "op" not in keys:
        if "value" not in keys:
            return "=="  # a bare yes/no fact
        notes.add(path, "the operator is missing", 'write op: ">=" or another one')
        return None
    written = data[keys["op"]]
    if isinstance(written, str):
        op = OPERATORS.get(unicodedata.normalize("NFKC", written).strip())
        if op:
            return op
        turned = [op for op in OPERATORS if sorted(op) == sorted(written.strip())]
        near = turned or get_close_matches(written.strip(), list(OPERATORS), 1)
    else:
        near = []
    hint = (
        Phrase("did you mean {word}?", word=near[0])
        if near
        else Phrase("write one of {words}", words=_english_operators())
    )
    notes.add(
        notes.below(path, keys["op"]),
        Phrase("{value} is not a known operator", value=notes.shown(written)),
        hint,
    )
    return None


def _english_operators() -> str:
    return " ".join(dict.fromkeys(OPERATORS.values()))


def _operands(notes: Notes, op: str, data: object, path: str) -> tuple[Operand, ...] | None:
    listed = isinstance(data, Sequence) and not isinstance(data, str)
    if op not in (*MEMBERSHIP, "between"):
        if listed:
            notes.add(
                path,
                Phrase("{op} compares with one value, not a list", op=op),
                "write one value, or in",
            )
            return None
        operand = _operand(notes, op, data, path)
        return None if operand is None else (operand,)
    if not isinstance(data, Sequence) or isinstance(data, str) or not data:
        notes.add(
            path,
            Phrase("{op} needs a list", op=op),
            "write [low, high]" if op == "between" else "write […]",
        )
        return None
    read = [_operand(notes, op, item, f"{path}[{place}]") for place, item in enumerate(data)]
    operands = tuple(operand for operand in read if operand is not None)
    if len(operands) < len(read):
        return None
    fits = _pair_fits if op == "between" else _same_type
    return operands if fits(notes, operands, path) else None


def _operand(notes: Notes, op: str, data: object, path: str) -> Operand | None:
    if isinstance(data, Mapping):
        return _spelt_operand(notes, data, path)
    try:
        value = exact_value(data)
    except FactError:
        notes.add(
            path,
            Phrase("{value} cannot be compared", value=notes.shown(data)),
            "write a number, text, true/false",
        )
        return None
    if value is None:
        notes.add(path, "the value is empty", "write a value, or op: is_missing")
        return None
    if op in (*ORDERING, "between") and not isinstance(value, Fraction):
        notes.add(
            path,
            Phrase("{op} compares numbers, not {value}", op=op, value=notes.shown(data)),
            _number_hint(data),
        )
        return None
    return value


def _spelt_operand(notes: Notes, data: Mapping[object, object], path: str) -> Operand | None:
    keys = notes.keys(data, path, ("fact", "number"))
    if len(data) != 1 or not keys:
        if keys or not data:
            notes.add(path, "the value is not clear", "write {fact: name} for another fact")
        return None
    key, written = next(iter(keys.items()))
    below = notes.below(path, written)
    if key == "fact":
        name = _fact_name(notes, data[written], below)
        return FactRef(name) if name else None
    text = data[written]
    number = exact_number(text) if isinstance(text, str) else None
    if number is None:
        notes.add(
            below,
            Phrase("{value} is not a number as text", value=notes.shown(text)),
            'write "7.5" or "1/3"',
        )
    return number


def _number_hint(data: object) -> str:
    plain = unicodedata.normalize("NFKC", str(data)).strip().removesuffix("%").replace(",", "")
    try:
        float(plain)
    except ValueError:
        return Phrase("write a number, or {fact: name}")
    return Phrase("write {number} as a bare number, in the unit of the fact", number=plain)


def _pair_fits(notes: Notes, operands: tuple[Operand, ...], path: str) -> bool:
    if len(operands) != _PAIR:
        notes.add(
            path, Phrase("between has {count} values", count=len(operands)), "write [low, high]"
        )
        return False
    low, high = operands
    if isinstance(low, Fraction) and isinstance(high, Fraction) and low > high:
        notes.add(path, "the lower limit is above the upper one", "write [low, high]")
        return False
    return True


def _same_type(notes: Notes, operands: tuple[Operand, ...], path: str) -> bool:
    kinds = {type(operand) for operand in operands if not isinstance(operand, FactRef)}
    if len(kinds) > 1:
        notes.add(path, "the list mixes numbers, texts or yes/no", "write one kind only")
        return False
    return True
