"""Rules that compare with the population by value (contract section 2.6)."""

from fractions import Fraction

from package_verifier.rule_case import Case

ZERO = Fraction(0)
ONE = Fraction(1)


def efficacy(case: Case) -> Fraction:
    """W·(b + (1 − b)·share of the way from worst to best)."""
    low, high = case.maybe("low"), case.maybe("high")
    low = case.population.lowest if low is None else low
    high = case.population.highest if high is None else high
    if low == high:
        return case.when_equal(case.points / 2)
    share = (high - case.x if case.low else case.x - low) / (high - low)
    base = case.number("share_base")
    return case.points * (base + (1 - base) * share)


def ratio_to_best(case: Case) -> Fraction:
    """W·x/max; better low W·min/x."""
    best = case.population.best(case.better)
    if best <= 0 or (case.low and case.x <= 0):
        choice = case.rule.values["nonpositive"]
        if choice == "error":
            raise case.refused("a best or a value of zero or less has no ratio")
        return case.points if choice == "full" else ZERO
    return case.points * (best / case.x if case.low else case.x / best)


def min_max(case: Case) -> Fraction:
    """Lo + (hi − lo)·share of the way from worst to best."""
    start, end = (case.points if edge == "points" else edge for edge in case.rule.values["range"])
    least, most = case.population.lowest, case.population.highest
    if least == most:
        return case.when_equal(Fraction(start + end) / 2, Fraction(end))
    share = (most - case.x if case.low else case.x - least) / (most - least)
    return Fraction(start + (end - start) * share)


def z_score(case: Case) -> Fraction:
    """Mean ± sd·(x − μ)/σ."""
    mean = case.number("mean")
    sigma = case.population.deviation(sample=case.rule.values["sample"])
    if sigma == 0:
        return case.when_equal(mean)
    away = case.number("sd") * (case.x - case.population.mean) / sigma
    return mean - away if case.low else mean + away


def percentile(case: Case) -> Fraction:
    """W times the share of the other units that are worse."""
    if case.population.count == 1:
        return case.when_equal(case.points / 2)
    worse = case.population.behind(case.x, case.better)
    return case.points * worse / (case.population.count - 1)


def distance_to_reference(case: Case) -> Fraction:
    """W less the share of the way that the unit is behind the reference; or the plain ratio."""
    reference = case.aim()
    if case.rule.values["measure"] == "ratio":
        above, below = (reference, case.x) if case.low else (case.x, reference)
    elif case.low:
        above, below = case.x - reference, case.population.highest - reference
    else:
        above, below = reference - case.x, reference - case.population.lowest
    if below == 0:
        return case.when_equal(case.points / 2)
    share = above / below
    return case.points * (share if case.rule.values["measure"] == "ratio" else ONE - share)
