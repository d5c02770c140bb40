"""A tiny calculator for lines of working, written apart from the engine.

It reads `8 − (9 − 6.4) × 0.8 = 5.92` and `r = 3, 2 < 3 ≤ 5 → 4`. Numbers are exact; a number after
≈ stands for every number that would be shortened to it, so all arithmetic is of intervals. A line
is true of a value when every comparison before the arrow can hold and every part of the chain of
equals holds the value.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
PLENTY = Context(prec=60)
TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:≈−?)?\d+(?:\.\d+)?%?)|(?P<name>[a-z]+)|(?P<sign>≈ |[-+−×÷(),=<>≤≥≠→]))"
)
COMPARE: dict[str, Callable[["Interval", "Interval"], bool]] = {
    "=": lambda a, b: a.low <= b.high and b.low <= a.high,
    "≠": lambda a, b: a.low != b.low or a.high != b.high,
    "<": lambda a, b: a.low < b.high,
    "≤": lambda a, b: a.low <= b.high,
    ">": lambda a, b: a.high > b.low,
    "≥": lambda a, b: a.high >= b.low,
}
CERTAIN: dict[str, Callable[["Interval", "Interval"], bool]] = {
    "=": lambda a, b: a.low == a.high == b.low == b.high,
    "≠": lambda a, b: a.high < b.low or a.low > b.high,
    "<": lambda a, b: a.high < b.low,
    "≤": lambda a, b: a.high <= b.low,
    ">": lambda a, b: a.low > b.high,
    "≥": lambda a, b: a.low >= b.high,
}


class UnreadableError(ValueError):
    """The line is not one that the calculator knows."""


@dataclass(frozen=True)
class Interval:
    """All numbers from low to high."""

    low: Fraction
    high: Fraction

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def __mul__(self, other: "Interval") -> "Interval":
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def inverse(self) -> "Interval":
        if self.low <= 0 <= self.high:
            raise ZeroDivisionError("an interval that holds 0")
        return Interval(1 / self.high, 1 / self.low)

    def holds(self, value: Fraction, tolerance: Fraction) -> bool:
        return self.low - tolerance <= value <= self.high + tolerance

    @property
    def width(self) -> Fraction:
        return self.high - self.low


def point(value: Fraction | int) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def through(function: Callable[[float], float], value: Interval) -> Interval:
    """A rising function of an interval, by float64."""
    return Interval(Fraction(function(float(value.low))), Fraction(function(float(value.high))))


class Reader:
    """Reads one line from left to right."""

    def __init__(self, text: str, rounding: str = "half_up") -> None:
        self.rounding = rounding
        self.known: dict[str, Interval] = {}
        self.tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(text):
            match = TOKEN.match(text, place)
            if match is None:
                raise UnreadableError(f"{text!r} at {place}: {text[place:]!r}")
            kind = str(match.lastgroup)
            self.tokens.append((kind, match[kind].strip()))
            place = match.end()
        self.at = 0

    # tokens ---------------------------------------------------------------------------------
    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        if wanted and self.peek() not in wanted:
            raise UnreadableError(f"{self.peek()!r} where {wanted} should stand")
        self.at += 1
        return self.tokens[self.at - 1][1]

    # line -----------------------------------------------------------------------------------
    def line(self) -> tuple[list[bool], list[Interval]]:
        """Truth of the comparisons, and the parts of the chain of equals."""
        claims: list[bool] = []
        if any(sign == "→" for _, sign in self.tokens):
            claims += self.comparisons()
            while self.peek() == ",":
                self.take()
                claims += self.comparisons()
            self.take("→")
        parts = [self.sum()]
        while self.peek() in {"=", "≈"}:
            about = self.take() == "≈"
            if about:
                kind, text = self.tokens[self.at]
                minus = text == "−"
                if minus:
                    kind, text = self.tokens[self.at + 1]
                assert kind == "number", "≈ stands before a number"
                self.tokens[self.at + minus] = (kind, f"≈{text}")
            parts.append(self.sum())
        if self.at != len(self.tokens):
            raise UnreadableError(f"{self.tokens[self.at :]} is left over")
        return claims, parts

    def comparisons(self) -> list[bool]:
        kind, name = self.tokens[self.at]
        if kind == "name" and name in {"r", "n"} and self.tokens[self.at + 1][1] == "=":
            self.at += 2
            left = self.sum()
            self.known[name] = left
        else:
            left = self.sum()
        truths = []
        while self.peek() in COMPARE:
            sign = self.take()
            right = self.sum()
            truths.append(COMPARE[sign](left, right))
            left = right
        return truths

    # expressions ----------------------------------------------------------------------------
    def sum(self) -> Interval:
        total = self.product()
        while self.peek() in {"+", "−"}:
            sign = self.take()
            part = self.product()
            total = total + (part if sign == "+" else -part)
        return total

    def product(self) -> Interval:
        total = self.atom()
        while self.peek() in {"×", "÷"}:
            sign = self.take()
            part = self.atom()
            total = total * (part if sign == "×" else part.inverse())
        return total

    def atom(self) -> Interval:
        kind, text = self.tokens[self.at]
        if text == "−":
            self.take()
            return -self.atom()
        if text == "(":
            self.take()
            inner = self.sum()
            self.take(")")
            return inner
        if kind == "number":
            self.take()
            return number(text)
        if kind == "name" and text in self.known:
            self.take()
            return self.known[text]
        if kind == "name":
            return self.function(self.take())
        raise UnreadableError(f"{text!r} is no number")

    def function(self, name: str) -> Interval:
        self.take("(")
        if name == "if":
            certain, possible = self.condition()
            self.take(",")
            then = self.sum()
            self.take(",")
            other = self.sum()
            self.take(")")
            if certain:
                return then
            both = Interval(min(then.low, other.low), max(then.high, other.high))
            return both if possible else other
        values = [self.sum()]
        while self.peek() == ",":
            self.take()
            values.append(self.sum())
        self.take(")")
        return self.applied(name, values)

    def applied(self, name: str, values: list[Interval]) -> Interval:
        lows, highs = [v.low for v in values], [v.high for v in values]
        first = values[0]
        if name in {"min", "max"}:
            pick = min if name == "min" else max
            return Interval(pick(lows), pick(highs))
        if name == "clip":
            low, high = values[1], values[2]
            return Interval(
                min(max(first.low, low.low), high.low), min(max(first.high, low.high), high.high)
            )
        if name in {"sum", "mean"}:
            count = len(values) if name == "mean" else 1
            return Interval(sum(lows, Fraction(0)) / count, sum(highs, Fraction(0)) / count)
        if name == "abs":
            low = Fraction(0) if first.low <= 0 <= first.high else min(map(abs, (*lows, *highs)))
            return Interval(low, max(abs(first.low), abs(first.high)))
        if name == "int":
            return Interval(Fraction(math.floor(first.low)), Fraction(math.floor(first.high)))
        if name == "round":
            digits = int(values[1].low)
            return Interval(
                rounded(first.low, digits, self.rounding),
                rounded(first.high, digits, self.rounding),
            )
        if name == "pow":
            ends = [float(a) ** float(values[1].low) for a in (first.low, first.high)]
            return Interval(Fraction(min(ends)), Fraction(max(ends)))
        return through({"ln": math.log, "exp": math.exp, "sqrt": math.sqrt}[name], first)

    def condition(self) -> tuple[bool, bool]:
        """Whether it holds for certain, and whether it may hold."""
        certain, possible = self.all_of()
        while self.peek() == "or":
            self.take()
            other = self.all_of()
            certain, possible = certain or other[0], possible or other[1]
        return certain, possible

    def all_of(self) -> tuple[bool, bool]:
        certain, possible = self.inverse()
        while self.peek() == "and":
            self.take()
            other = self.inverse()
            certain, possible = certain and other[0], possible and other[1]
        return certain, possible

    def inverse(self) -> tuple[bool, bool]:
        if self.peek() == "not":
            self.take()
            certain, possible = self.inverse()
            return not possible, not certain
        left = self.sum()
        sign = self.take(*COMPARE)
        right = self.sum()
        return CERTAIN[sign](left, right), COMPARE[sign](left, right)


def rounded(value: Fraction, digits: int, mode: str) -> Fraction:
    long = PLENTY.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(long.quantize(Decimal(1).scaleb(-digits), ROUNDING[mode], PLENTY))


def number(text: str) -> Interval:
    about, percent = text.startswith("≈"), text.endswith("%")
    digits = text.strip("≈%").replace("−", "-")
    value = Fraction(digits) / (100 if percent else 1)
    if not about:
        return point(value)
    decimals = len(digits.partition(".")[2])
    assert decimals >= 6, f"{text} is shortened to fewer than 6 decimals"
    half = Fraction(1, 2 * 10**decimals)
    return Interval(value - half, value + half)


def falsehood(text: str, value: Fraction | float, rounding: str = "half_up") -> str:
    """Say what is untrue of a line of working for a stored value; "" if it is all true."""
    exact = Fraction(value)
    tolerance = Fraction(1, 10**9) * max(1, abs(exact))
    try:
        claims, parts = Reader(text, rounding).line()
    except (UnreadableError, ZeroDivisionError, IndexError, KeyError) as error:
        return f"{text}: {type(error).__name__} {error}"
    if not all(claims):
        return f"{text}: a comparison is false"
    for part in parts:
        if not part.holds(exact, tolerance):
            return f"{text}: {float(part.low)} … {float(part.high)} does not hold {float(exact)}"
    if parts[-1].width > Fraction(1, 10**6):
        return f"{text}: the result is shown too roughly"
    return ""
