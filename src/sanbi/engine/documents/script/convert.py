"""The text of a traditional document in simplified characters, as many as before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sanbi.engine.documents.language import Model, official_prose
from sanbi.engine.documents.script.tables import by_character, converter

# 乾 is read gān in these words and becomes 干; anywhere else (乾坤, 乾隆, names) it stays.
DRY = re.compile(
    "乾(?=[淨燥旱貨脆杯枯洗涸糧癟濕裂果草冰爹娘咳菜酪電熱式法部警事勁群線預擾涉細散])"
    "|(?<=[餅烘曬晾風葡肉豆烤擦擰吹焙陰乏菜魚筍筋焚骨實苦才能主若樹])乾"
    "|(?<=葡萄)乾|(?<=豆腐)乾|(?<=大)乾(?=快上|[一三苦特])|(?<=外強中)乾"
)
WINDOW = 4  # characters on either side that the language model looks at
SURE = 1.0  # nats by which one form of 著 has to be likelier


@dataclass(frozen=True, slots=True)
class Choice:
    """A character that has two simplified forms; ``forms`` begins with the one that was taken."""

    place: int
    forms: tuple[str, str]
    margin: float  # nats between them; 0 where no rule and no model could tell


@dataclass(frozen=True, slots=True)
class Converted:
    """As many characters as came in, and the places where a form had to be chosen."""

    text: str
    choices: tuple[Choice, ...]


def simplified(text: str, model: Model | None = None) -> Converted:
    """The text in simplified characters, each at the place of the one it came from.

    OpenCC's phrases decide, with two corrections: 乾 becomes 干 only in words of dryness, so that
    names keep it; and 著 becomes 着 where the language model finds that likelier (跟著), not in
    著作权, 显著 or a name.
    """
    told = list("".join(_by_line(text)))
    choices = [*_dry(text, told), *_zhe(text, told, model or official_prose())]
    for match in re.finditer("甚麼|甚麽", text):
        told[match.start()] = "什"
    return Converted("".join(told), tuple(sorted(choices, key=lambda choice: choice.place)))


def _by_line(text: str) -> Iterator[str]:
    """The lines as OpenCC has them; one whose length changes goes character by character."""
    whole = converter().convert(text)
    if len(whole) == len(text):
        yield whole
        return
    for line in text.splitlines(keepends=True):
        new = converter().convert(line)
        yield new if len(new) == len(line) else by_character(line)


def _dry(text: str, told: list[str]) -> Iterator[Choice]:
    dry = {match.start() for match in DRY.finditer(text)}
    for match in re.finditer("乾", text):
        place = match.start()
        kept = told[place] == "乾"
        if place in dry:
            told[place] = "干"
        elif not kept:  # not a phrase that OpenCC knows: a name, most likely
            told[place] = "乾"
            yield Choice(place, ("乾", "干"), 0.0)


def _zhe(text: str, told: list[str], model: Model) -> Iterator[Choice]:
    places = [match.start() for match in re.finditer("著", text)]
    if not places:
        return
    windows = [
        "".join([*told[max(0, at - WINDOW) : at], form, *told[at + 1 : at + 1 + WINDOW]])
        for at in places
        for form in "着著"
    ]
    scores = model.scores(windows).reshape(-1, 2)
    for at, margin in zip(places, np.subtract(scores[:, 0], scores[:, 1]).tolist(), strict=True):
        told[at] = "着" if margin > SURE else "著"
        if abs(margin) < SURE:
            yield Choice(at, ("著", "着"), abs(margin))
