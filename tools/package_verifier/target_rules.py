"""Rules that look at the unit alone: a target, bands, fixed posts (contract section 2.6)."""

from fractions import Fraction

from package_verifier.exact import logarithm
from package_verifier.rule_case import Case, clipped

ZERO = Fraction(0)


def proportional(case: Case) -> Fraction:
    """W·x/T; better low W·T/x, and the cap where x ≤ 0."""
    aim = case.aim()
    if aim <= 0:
        raise case.refused("a target of zero or less has no proportion")
    if not case.low:
        return case.points * case.x / aim
    if case.x <= 0:
        cap = case.maybe("cap")
        if cap is None:
            raise case.refused("x is zero or less, and no cap bounds the score")
        return cap
    return case.points * aim / case.x


def _tiers(case: Case, aim: Fraction) -> Fraction:
    """Return the integral of the slope from T to x."""
    start, end = min(aim, case.x), max(aim, case.x)
    area = ZERO
    for tier in case.rule.values["tiers"]:
        low = start if tier["from"] is None else max(start, tier["from"])
        high = end if tier["to"] is None else min(end, tier["to"])
        area += max(high - low, ZERO) * (tier["slope"] or ZERO)
    return area if case.x >= aim else -area


def linear(case: Case) -> Fraction:
    """Return base plus slope per step of distance from the target; or tiers of slopes."""
    aim = case.aim()
    distance = aim - case.x if case.low else case.x - aim
    if case.rule.values["tiers"]:
        gained = -_tiers(case, aim) if case.low else _tiers(case, aim)
    else:
        steps = distance / case.number("step")
        if case.rule.values["whole_steps"]:
            steps = Fraction(int(steps))
        down = case.maybe("slope_down")
        slope = case.number("slope") if distance >= 0 or down is None else down
        gained = slope * steps
    score = case.number("base") + gained
    limit = case.maybe("limit")
    if limit is not None:
        base = case.number("base")
        score = clipped(score, base - limit, base + limit)
    return score


def progressive_bands(case: Case) -> Fraction:
    """Return base ± what each band of the distance earns, later bands less and less."""
    aim = case.aim()
    distance = aim - case.x if case.low else case.x - aim
    base, width = case.number("base"), case.number("band")
    rest = abs(distance)
    gained = ZERO
    most = int(case.number("max_bands"))
    for k in range(most):
        if rest <= 0:
            break
        part = rest if k == most - 1 else min(rest, width)
        gained += part * base / (case.number("first") + case.number("next") * k)
        rest -= part
    return base + gained if distance >= 0 else base - gained


def threshold(case: Case) -> Fraction:
    """W where the target is reached, else ``otherwise``."""
    gap = case.aim() - case.x if case.low else case.x - case.aim()
    reached = gap > 0 or (gap == 0 and not case.rule.values["strict"])
    return case.points if reached else case.number("otherwise")


def value_bands(case: Case) -> Fraction:
    """Points of the first band that x reaches."""
    for band in case.rule.values["bands"]:
        above = band["min"] is None or case.x >= band["min"]
        below = band["max"] is None or case.x <= band["max"]
        if above and below:
            return band["points"] or ZERO
    return case.number("otherwise")


def goalposts(case: Case) -> Fraction | None:
    """W times the share of the way between two fixed posts; None for a log of zero or less."""
    x: Fraction | None = case.x
    low: Fraction | None = case.number("low")
    high: Fraction | None = case.number("high")
    if case.rule.values["scale"] == "log":
        if case.x <= 0:
            return None
        x, low, high = (logarithm(value or ZERO) for value in (x, low, high))
    if x is None or low is None or high is None or low == high:
        raise case.refused("the posts are equal, or not positive on a log scale")
    share = (high - x) / (high - low) if case.low else (x - low) / (high - low)
    score = case.points * share
    return clipped(score, ZERO, case.points) if case.rule.values["truncate"] else score


def direct(case: Case) -> Fraction:
    """X itself."""
    return case.x
