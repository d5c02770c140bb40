"""Counting a box again: class means of what is left after trimming, weighed; places."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.exact import rounded
from round_verifier.box import Box, Paper, Slip, lay_csv
from round_verifier.faults import DifferentBoxError

COLUMNS = ("subject", "points", "rank")
SHOWN_DECIMALS = 2


@dataclass(frozen=True)
class Standing:
    """The result of one unit; ``points`` and ``place`` None where nobody marked it."""

    subject: str
    points: Fraction | None
    place: int | None


def recount(box: Box) -> list[Standing]:
    """Return the result of each unit in the paper's order, after comparing it with the tally.

    Raises
        DifferentBoxError  where the box does not hold together, or its tally is another.
    """
    _compare_turnout(box)
    standings = count(box.paper, box.slips)
    _compare_tally(box, standings)
    return standings


def count(paper: Paper, slips: list[Slip]) -> list[Standing]:
    """Return the result of each unit in the paper's order."""
    given: dict[str, dict[str, list[Fraction]]] = {code: {} for code in paper.names}
    for slip in slips:
        given[slip.subject].setdefault(slip.voter_class, []).append(_slip_points(paper, slip))
    points: dict[str, Fraction | None] = {}
    for subject, classes in given.items():
        weight = total = Fraction(0)
        for name, values in classes.items():
            weight += paper.weights[name]
            total += paper.weights[name] * _trimmed(values, paper.trim, subject, name)
        points[subject] = total / weight if classes else None
    return [
        Standing(subject, value, None if value is None else _place(value, points))
        for subject, value in points.items()
    ]


def _place(value: Fraction, points: dict[str, Fraction | None]) -> int:
    return 1 + sum(other is not None and other > value for other in points.values())


def _slip_points(paper: Paper, slip: Slip) -> Fraction:
    weight = total = Fraction(0)
    for criterion, mark in slip.marks:
        share = paper.criteria[criterion] if criterion else Fraction(1)
        weight += share
        total += share * (paper.worth(mark) or 0)
    return total / weight


def _trimmed(values: list[Fraction], trim: int, subject: str, name: str) -> Fraction:
    kept = sorted(values)
    for _ in range(trim):
        kept = kept[1:-1]
    if not kept:
        raise DifferentBoxError("trim", subject=subject, name=name, trim=trim)
    return sum(kept, Fraction(0)) / len(kept)


def _compare_turnout(box: Box) -> None:
    """See that slips, receipts and roll can come from the ballots that are said to be cast."""
    cast = sum(box.cast.values())
    if len(box.receipts) != cast + box.void:
        raise DifferentBoxError("receipts", receipts=len(box.receipts), cast=cast, void=box.void)
    if cast + box.void > sum(box.on_roll.values()):
        raise DifferentBoxError("roll", name="*", cast=cast, roll=sum(box.on_roll.values()))
    by_class = Counter(slip.voter_class for slip in box.slips)
    by_line = Counter((slip.voter_class, slip.subject) for slip in box.slips)
    units = len(box.paper.names)
    for name in box.paper.weights:
        ballots, roll = box.cast.get(name, 0), box.on_roll.get(name, 0)
        if ballots > roll:
            raise DifferentBoxError("roll", name=name, cast=ballots, roll=roll)
        least = ballots * (units if box.paper.own_counts else max(units - 1, 1))
        least = least if box.paper.whole else ballots
        most = max((count for (held, _), count in by_line.items() if held == name), default=0)
        if by_class[name] < least or most > ballots:
            raise DifferentBoxError("slips", name=name, slips=by_class[name], cast=ballots)
    if box.paper.kind == "rank":
        _compare_places(box)


def _compare_places(box: Box) -> None:
    """See that no place was given more often than there are ballots: a ballot gives it once."""
    given = Counter(
        (slip.voter_class, criterion, int(mark))
        for slip in box.slips
        for criterion, mark in slip.marks
    )
    for (name, _criterion, mark), times in given.items():
        ballots = box.cast.get(name, 0)
        if times > ballots:
            raise DifferentBoxError(
                "place-of-rank", name=name, count=times, mark=mark, cast=ballots
            )


def _compare_tally(box: Box, standings: list[Standing]) -> None:
    rows = [COLUMNS, *(_row(standing) for standing in standings)]
    expected = lay_csv(rows)
    if expected == box.tally:
        return
    stored = box.tally.decode("utf-8", "replace").split("\n")
    counted = expected.decode().split("\n")
    stored += [""] * (len(counted) - len(stored))
    counted += [""] * (len(stored) - len(counted))
    at = next(n for n, pair in enumerate(zip(stored, counted, strict=True)) if len(set(pair)) > 1)
    raise DifferentBoxError("tally", line=at + 1, stored=stored[at], counted=counted[at])


def _row(standing: Standing) -> tuple[str, str | None, str | None]:
    if standing.points is None:
        return standing.subject, None, None
    return standing.subject, exact_text(standing.points), str(standing.place)


def exact_text(value: Fraction) -> str:
    """Return a number exactly: as a decimal where one ends, else as p/q."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0") if places else digits
    return ("-" if value < 0 else "") + text.rstrip(".")


def shown_points(value: Fraction | None) -> str:
    """Return points for people: two decimals, half up; a dash for none."""
    if value is None:
        return "–"
    return f"{float(rounded(value, SHOWN_DECIMALS, 'half_up')):.{SHOWN_DECIMALS}f}"
