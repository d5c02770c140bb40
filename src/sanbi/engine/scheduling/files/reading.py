"""Reading spots into plain values, with every fault gathered on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from math import isfinite

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.files.spots import Spot, normal

LONGEST_TEXT = 200
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_DAYS = re.compile(r"([+-]?\d+(?:\.0+)?)\s*(?:d|days?|天|日|个?工作日)?", re.IGNORECASE)
_DAY_HINT = Phrase("write a day such as 2026-10-31")


class Reading:
    """Values of spots; what cannot be read is noted and comes out as None."""

    def __init__(self) -> None:
        self.faults: list[SchedulingFault] = []

    def add(self, spot: Spot | str, message: str, hint: str = "") -> None:
        """Note a fault."""
        where = spot.where if isinstance(spot, Spot) else spot
        self.faults.append(SchedulingFault(where, message, hint))

    def close(self) -> None:
        """Raise what was noted.

        Raises
        ------
        SchedulingFaults
        """
        if self.faults:
            raise SchedulingFaults(dict.fromkeys(self.faults))

    def fields(self, spot: Spot, words: Mapping[str, str]) -> dict[str, Spot]:
        """The fields of a mapping by their English names; empty ones are left out.

        Parameters
        ----------
        spot : Spot
        words : mapping of str to str
            Every key that may stand there, Chinese or English, and its English name.
        """
        if not isinstance(spot.value, dict):
            self.add(spot, Phrase("is no set of keys and values"), Phrase("write key: value"))
            return {}
        found: dict[str, Spot] = {}
        for key, (where, value) in spot.entries.items():
            meant = words.get(key)
            if meant is None:
                near = get_close_matches(key, words, 1)
                hint = (
                    Phrase("did you mean {word}?", word=near[0])
                    if near
                    else Phrase("use one of {codes}", codes=sorted(set(words.values())))
                )
                self.add(where, Phrase("there is no key '{key}'", key=key), hint)
            elif meant in found:
                self.add(
                    where, Phrase("the key '{key}' stands twice", key=meant), Phrase("keep one")
                )
            elif value.value is not None:
                found[meant] = value
        return found

    def items(self, spot: Spot | None) -> list[Spot]:
        """The items of a list."""
        if spot is None:
            return []
        if not isinstance(spot.value, list):
            self.add(spot, Phrase("is no list"), Phrase("write a list: lines that begin with -"))
        return spot.items

    def text(self, spot: Spot | None, most: int = LONGEST_TEXT) -> str:
        """A text on one line; empty without a spot."""
        if spot is None:
            return ""
        if isinstance(spot.value, bool):
            return "true" if spot.value else "false"
        if not isinstance(spot.value, str):
            self.add(spot, Phrase("is no text"), Phrase("write a text"))
            return ""
        text = spot.value.strip()
        if len(text) > most or not text.isprintable():
            self.add(
                spot,
                Phrase("is longer than {most} characters, or more than one line", most=most),
                Phrase("write it shorter"),
            )
            return ""
        return text

    def day(self, spot: Spot | None) -> date | None:
        """A day: 2026-10-31, 2026/10/31 or 2026年10月31日."""
        if spot is None:
            return None
        text = normal(self.text(spot))
        match = _DAY.fullmatch(text)
        try:
            if match:
                return date(*map(int, match.groups()))
        except ValueError:
            pass
        self.add(spot, Phrase("'{text}' is no day", text=text), _DAY_HINT)
        return None

    def days(self, spot: Spot | None, least: int, most: int) -> int | None:
        """A whole number of days, with or without the word for them."""
        if spot is None:
            return None
        text = normal(self.text(spot))
        match = _DAYS.fullmatch(text)
        number = int(float(match[1])) if match and len(match[1]) < len("1000000000") else None
        if number is not None and least <= number <= most:
            return number
        self.add(
            spot,
            Phrase("'{text}' is no number of days", text=text),
            Phrase("write {least} to {most}", least=least, most=most),
        )
        return None

    def number(self, spot: Spot | None, least: float = 0.0) -> float | None:
        """A number that is not less than a bound."""
        if spot is None:
            return None
        text = normal(self.text(spot)).replace(",", "")
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if isfinite(number) and number >= least:
            return number
        self.add(
            spot,
            Phrase("'{text}' is no number from {least}", text=text, least=f"{least:g}"),
            Phrase("write a number, such as {example}", example="12.5"),
        )
        return None

    def whole(self, spot: Spot | None, least: int, most: int) -> int | None:
        """A whole number between two bounds."""
        number = self.number(spot, least)
        if number is None or spot is None:
            return None
        if number != int(number) or number > most:
            self.add(
                spot,
                Phrase("'{text}' is no whole number", text=f"{number:g}"),
                Phrase("write {least} to {most}", least=least, most=most),
            )
            return None
        return int(number)

    def truth(self, spot: Spot | None) -> bool | None:
        """Yes or no."""
        if spot is None:
            return None
        if isinstance(spot.value, bool):
            return spot.value
        meant = {"是": True, "否": False, "1": True, "0": False, "true": True, "false": False}
        text = normal(self.text(spot)).lower()
        if text not in meant:
            self.add(spot, Phrase("'{text}' is neither yes nor no", text=text),
                     Phrase("write true or false"))  # fmt: skip
        return meant.get(text)

    def choice(self, spot: Spot | None, words: Mapping[str, str], what: str) -> str | None:
        """One of some words, by its English name."""
        if spot is None:
            return None
        text = normal(self.text(spot))
        if text in words:
            return words[text]
        self.add(
            spot,
            Phrase("there is no {what} '{text}'", what=what, text=text),
            Phrase("use one of {codes}", codes=list(words)),
        )
        return None


def words_of(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every way to write a key → its English name, from English name → further ways."""
    return {normal(word): name for name, others in fields.items() for word in (name, *others)}
