"""Canonical JSON: one value, one sequence of bytes, on every machine.

UTF-8 without BOM, keys sorted by code point, one space of indent per level so that people and diff
tools can read it, one newline at the end. Numbers are written by `number_text`; floats are refused,
so that nobody writes one without having decided how.
"""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn, TypeAlias

from sanbi.engine.integrity.faults import NotCanonical
from sanbi.engine.integrity.numerals import MAX_DIGITS, fraction_text, number_text
from sanbi.engine.phrases import Phrase, phrase_of

# Deeper nesting is a loop in the data or an attack on the reader.
MAX_DEPTH = 100

JsonValue: TypeAlias = (
    bool | int | str | Decimal | Fraction | list["JsonValue"] | dict[str, "JsonValue"] | None
)


def json_bytes(value: object) -> bytes:
    r"""Return the canonical JSON bytes of a value.

    Parameters
        value : None, bool, int, str, Decimal, Fraction, and lists and dicts (keys: str) of them.
            A Fraction whose decimal never ends becomes the text "p/q"; every other number becomes
            a JSON number. Decimal("1.50") and Decimal("1.5") give the same bytes.
    Returns
        bytes, ending in a newline. Equal values give equal bytes whatever the order of keys.
    Raises
        NotCanonical  naming the path of anything else (a float, a tuple, a key that is no text),
            of half a surrogate pair, and of nesting deeper than 100.
    Source      docs/algorithms/package.md, "Canonical JSON"
    >>> json_bytes({"b": [1, None], "a": Decimal("0.50")})
    b'{\n "a": 0.5,\n "b": [\n  1,\n  null\n ]\n}\n'
    """
    writer = _Writer()
    writer.write(value)
    return "".join([*writer.pieces, "\n"]).encode()


def read_json(data: bytes) -> JsonValue:
    """Return the value of canonical JSON bytes, and refuse bytes that are not canonical.

    Parameters
        data : bytes as `json_bytes` writes them.
    Returns
        None, bool, int, str, list, dict, and Decimal for a number with a point or an exponent.
    Raises
        NotCanonical  naming the line of a syntax error, a repeated key, NaN, or the first
            character that is not the canonical one (order of keys, spaces, `1.0` for `1`).
    """
    text = decode_utf8(data)
    try:
        value: JsonValue = json.loads(
            text,
            object_pairs_hook=_distinct_pairs,
            parse_int=_integer,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        raise NotCanonical(Phrase("not JSON: {error}", error=error)) from None
    except RecursionError:
        raise NotCanonical(Phrase("nested deeper than {most} levels", most=MAX_DEPTH)) from None
    except ArithmeticError:
        raise NotCanonical("a number in it is too large to be read") from None
    _require_equal_text(text, json_bytes(value).decode())
    return value


def decode_utf8(data: bytes) -> str:
    """Return the text of UTF-8 bytes without BOM; raise NotCanonical with the bad byte's place."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise NotCanonical("begins with a byte order mark (BOM); save it as UTF-8 without BOM")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise NotCanonical(
            Phrase("byte {byte} is not UTF-8 ({reason})", byte=error.start, reason=error.reason)
        ) from None


def half_surrogate(where: str, error: UnicodeEncodeError) -> NotCanonical:
    """Return the fault of a text with half a surrogate pair, which UTF-8 cannot carry."""
    code = ord(error.object[error.start])
    return NotCanonical(
        Phrase(
            "{where}: half a surrogate pair (U+{code:04X}); mend the text where it comes from",
            where=where,
            code=code,
        )
    )


class _Writer:
    """Collects the pieces of one document and knows the path to the value in hand."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.path: list[str | int] = []

    def write(self, value: object) -> None:
        """Append the text of a value."""
        if isinstance(value, dict):
            self._write_dict(value)
        elif isinstance(value, list):
            self._write_list(value)
        else:
            self.pieces.append(self._scalar(value))

    def _write_dict(self, value: dict[Any, object]) -> None:
        for key in value:
            if not isinstance(key, str):
                self._fail(Phrase("the key {key!r} is not text; write keys as text", key=key))
            self._require_utf8(key)
        members = [(f"{_quoted(key)}: ", key, value[key]) for key in sorted(value)]
        self._write_members("{", members, "}")

    def _write_list(self, value: list[object]) -> None:
        self._write_members("[", [("", *pair) for pair in enumerate(value)], "]")

    def _write_members(
        self, opening: str, members: list[tuple[str, str | int, object]], closing: str
    ) -> None:
        if len(self.path) >= MAX_DEPTH:
            self.path = self.path[:3]  # the rest would say no more
            self._fail(Phrase("nested deeper than {most} levels, or holds itself", most=MAX_DEPTH))
        if not members:
            self.pieces.append(opening + closing)
            return
        indent = "\n" + " " * (len(self.path) + 1)
        separator = opening + indent
        for label, step, member in members:
            self.pieces.append(separator + label)
            self.path.append(step)
            self.write(member)
            self.path.pop()
            separator = "," + indent
        self.pieces.append(indent[:-1] + closing)

    def _scalar(self, value: object) -> str:
        if value is None:
            return "null"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            self._require_utf8(value)
            return _quoted(value)
        if isinstance(value, float):
            self._fail(
                Phrase(
                    "a float ({value!r}) has no canonical form of its own; pass "
                    "Decimal(number_text(x)), or round it first",
                    value=value,
                )
            )
        try:
            return _number(value)
        except NotCanonical as fault:
            self._fail(phrase_of(fault))

    def _require_utf8(self, text: str) -> None:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise half_surrogate(path_text(self.path), error) from None

    def _fail(self, reason: str) -> NoReturn:
        raise NotCanonical(Phrase("{path}: {reason}", path=path_text(self.path), reason=reason))


def path_text(path: list[str | int]) -> str:
    """Return a path such as `units[3].score`; the whole document is `(top)`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "(top)"


def _number(value: object) -> str:
    if isinstance(value, Fraction):
        text = fraction_text(value)
        return _quoted(text) if "/" in text else text
    if isinstance(value, int | Decimal):
        return number_text(value)
    raise NotCanonical(
        Phrase(
            "{type} cannot be written; use None, bool, int, str, Decimal, Fraction, list or dict",
            type=type(value).__name__,
        )
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _distinct_pairs(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members: dict[str, JsonValue] = {}
    for name, value in pairs:
        if name in members:
            raise NotCanonical(
                Phrase("the key {name!r} stands twice in one object; keep one of them", name=name)
            )
        members[name] = value
    return members


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS + 1:  # one for the sign
        raise NotCanonical(
            Phrase("a number of more than {most} digits is not read", most=MAX_DIGITS)
        )
    # int(str) obeys a limit that each machine may set for itself; Decimal knows none.
    return int(Decimal(digits))


def _refuse_constant(name: str) -> NoReturn:
    raise NotCanonical(
        Phrase("{name} is not a JSON number; write null where there is no value", name=name)
    )


def _require_equal_text(found: str, canonical: str) -> None:
    if found == canonical:
        return
    pairs = zip(found.split("\n"), canonical.split("\n"), strict=False)
    for number, (found_line, line) in enumerate(pairs, start=1):
        if found_line != line:
            raise NotCanonical(
                Phrase(
                    "line {number} is {found!r}; the canonical text is {right!r}",
                    number=number,
                    found=found_line,
                    right=line,
                )
            )
    raise NotCanonical("the text ends elsewhere than the canonical one; end it with one newline")
