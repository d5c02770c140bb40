"""Phrases: English text that remembers how it was put together, so that it can be said anew.

What the engine says of a fault is written where the fault is found, in English, with braces for
the facts of the case: ``Phrase("there is no unit '{unit}'", unit=code)``. It is an ordinary text
to everyone who only prints it. Whoever wants another language hands `said_in` a catalogue from
the English templates to that language's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Self

Values = Mapping[str, object]


class Phrase(str):
    """An English text with the template and the values that it was made from.

    A value may itself be a phrase, or a list or tuple, which reads as its items with commas. An
    exception stands for its message. Without values the template is taken as it is, braces too.

    Parameters
        template : str, with the names of the values in braces, as for `str.format`.
        values : what stands in the braces.
    >>> Phrase("the leaf '{leaf}' needs {keys}", leaf="a1", keys=("points", "cap"))
    "the leaf 'a1' needs points, cap"
    """

    __slots__ = ("template", "values")

    template: str
    values: Values

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill in the template."""
        held = {name: _held(value) for name, value in values.items()}
        shown = {name: _joined(value, ", ") for name, value in held.items()}
        phrase = super().__new__(cls, template.format_map(shown) if held else template)
        phrase.template = template
        phrase.values = held
        return phrase


def phrase_of(text: str | BaseException) -> Phrase:
    """The phrase that a text or an exception's message is, or a phrase without values.

    >>> phrase_of(ValueError(Phrase("no {thing}", thing="leaf"))).template
    'no {thing}'
    """
    held = _held(text)
    return held if isinstance(held, Phrase) else Phrase(str(held))


def said_in(text: str, catalogue: Mapping[str, str], comma: str = ", ") -> str:
    """Return a text in the words of a catalogue; what it does not hold stays as it is.

    Parameters
        text : a phrase, or a plain text, which is its own template.
        catalogue : English template → template with the same names in braces.
        comma : what stands between the items of a list.
    >>> said_in(Phrase("no unit '{unit}'", unit="a"), {"no unit '{unit}'": "没有单位“{unit}”"})
    '没有单位“a”'
    """
    if not isinstance(text, Phrase):
        return catalogue.get(text, text)
    template = catalogue.get(text.template, text.template)
    if not text.values:
        return template
    said = {name: _said(value, catalogue, comma) for name, value in text.values.items()}
    return template.format_map(said)


def _said(value: object, catalogue: Mapping[str, str], comma: str) -> object:
    if isinstance(value, Phrase):
        return said_in(value, catalogue, comma)
    if isinstance(value, tuple):
        return _joined(tuple(_said(item, catalogue, comma) for item in value), comma)
    return value


def _held(value: object) -> object:
    """A value that can be kept: an exception's message instead of the exception."""
    if isinstance(value, BaseException):
        first = value.args[0] if value.args else ""
        return first if isinstance(first, Phrase) else Phrase(str(value))
    if isinstance(value, list | Iterator):
        return tuple(value)
    return value


def _joined(value: object, comma: str) -> object:
    return comma.join(map(str, value)) if isinstance(value, tuple) else value
