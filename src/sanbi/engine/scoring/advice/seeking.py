"""争先进位: the cheapest changes that bring a unit to a goal, proved by scoring again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.advice.figures import Changes, tried
from sanbi.engine.scoring.advice.goals import Barred, Goal, Level, Standing, reaches, standing_of
from sanbi.engine.scoring.advice.levers import Lever
from sanbi.engine.scoring.advice.probing import Probed, Prober
from sanbi.engine.scoring.advice.problem import Problem, Standings
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result

Steps = dict[int, int]
TURNS = 4
ENOUGH = 2e-4  # share of the effort below which a cheaper plan is not looked for
POLISHING = 25  # scorings at most
NEAR = 0.1  # share within which a plan is told as it was found
SECONDS = 10.0


@dataclass(frozen=True)
class Move:
    """One figure moved.

    Parameters
        lever : the figure.
        to : its value then.
        effort : what it costs; the usual change of a figure costs its weight.
        gain : points of the total that would be missing without this move alone, all others made.
    """

    lever: Lever
    to: float
    effort: float
    gain: float

    @property
    def change(self) -> float:
        """The change of the figure, signed, in its own unit."""
        return round(self.to - self.lever.now, 9)


@dataclass(frozen=True)
class Advice:
    """What it would take.

    Parameters
        unit, group, goal : what was asked.
        now : where the unit stands, with the rivals as assumed.
        then : where it would stand with the moves, by scoring again.
        moves : what has to be moved, the greatest gain first.
        effort : of all moves.
        bound : no plan that reaches the goal costs less; 0 where nothing could be proved.
        reached : whether ``then`` is at the goal.
        least : whether ``effort`` is proved the least.
        reasons : why the goal is not reached; the moves then lead as near to it as was found.
        proved : whether it is proved that the goal cannot be reached.
    """

    unit: str
    group: str
    goal: Goal
    now: Standing
    then: Standing
    moves: tuple[Move, ...] = ()
    effort: float = 0.0
    bound: float = 0.0
    reached: bool = True
    least: bool = True
    reasons: tuple[Phrase, ...] = ()
    proved: bool = False

    @property
    def changes(self) -> dict[tuple[str, str, str], float]:
        """The moves as changed figures, to be tried by anybody."""
        return {
            (self.unit, move.lever.indicator, move.lever.period): move.to for move in self.moves
        }


def advise(
    result: Result,
    unit: str,
    goal: Goal,
    levers: Sequence[Lever],
    *,
    group: str | None = None,
    rivals: Changes | None = None,
    seconds: float = SECONDS,
) -> Advice:
    """Find the least effort that brings a unit to a goal.

    Parameters
    ----------
    result : Result of `score`
    unit : code
    goal : a rank, a grade or a score
    levers : what may be moved, how far, and at what effort (see `levers_of`)
    group : str, optional
        May be left out when there is only one.
    rivals : mapping, optional
        Figures of the others as they may become (see `rivals_at`); the advice is then for that.
    seconds : float
        Time for each program that is solved; what was found by then is told with its bound.

    Returns
    -------
    Advice
        Exact for every rule whose points are straight between jumps and bends, for caps, gates
        and grades: ``least`` says so. Curves are chords of many pieces, curved means and leaves
        that read two levers are taken at their tangent; the plan is then proved by scoring again
        but not proved the least. Costs some 30 to 100 scorings of the group and a program with a
        column or two for each piece.

    Raises
    ------
    ValueError
        for a goal or unit that the result does not know.
    DataFaults
        where the rivals' figures cannot be scored.

    Source: DESIGN §6; docs/algorithms/advice.md
    """
    goal = goal.checked(result.scheme)
    name = outcome_of(result, group).cohort.group
    if unit not in outcome_of(result, name).codes:
        raise ValueError(f"'{unit}' is not in group '{name}'")
    base = tried(result, rivals) if rivals else result
    return _Search(base, unit, name, levers, seconds).advice(goal)


class _Search:
    def __init__(
        self, result: Result, unit: str, group: str, levers: Sequence[Lever], seconds: float
    ) -> None:
        self.result, self.unit, self.group = result, unit, group
        self.seconds = seconds
        self.now = standing_of(result, unit, group)
        self.given = tuple(levers)
        self._probed: Probed | None = None
        self._standings: Standings | None = None

    # -- the whole way -------------------------------------------------------------------------
    def advice(self, goal: Goal) -> Advice:
        """Look for the goal; where it cannot be reached, for what is nearest to it."""
        plain = Advice(self.unit, self.group, goal, self.now, self.now)
        if reaches(self.now, goal, self.result.scheme):
            return plain
        try:
            found = self._least(goal)
        except Barred as barred:
            return self._nearest(goal, (barred.reason,), proved=True)
        if isinstance(found, Advice):
            return found
        reason = Phrase("with every figure moved as far as its limit it is still out of reach")
        if not found:
            reason = Phrase("no way was found within the limits of the figures")
        return self._nearest(goal, (reason,), proved=found)

    def _least(self, goal: Goal) -> Advice | bool:
        """The cheapest plan; else whether it is proved that there is none."""
        bound, exact, last = 0.0, True, None
        for level in Level:
            problem = self._problem(goal, level)
            solved = problem.solve(self.seconds)
            if level is Level.LOOSE:
                exact = problem.exact
                if solved is None:
                    proved = exact and problem.model.impossible
                    return self._from_the_limits(goal) or proved
                bound = solved.bound if exact else 0.0
            if solved is None:
                break
            last = problem, solved
            steps = problem.model.steps(solved.values)
            if self._reached(steps, goal):
                return self._told(goal, steps, bound, exact=exact)
        if last is not None and (steps_found := self._pressed(goal)) is not None:
            return self._told(goal, steps_found, bound, exact=exact)
        return self._from_the_limits(goal) or False

    def _pressed(self, goal: Goal) -> Steps | None:
        """Ask for more each time by what was missing, where curves and tangents fell short."""
        deficit = 0.0
        for _ in range(TURNS):
            problem = self._problem(goal, Level.PLAIN, deficit)
            solved = problem.solve(self.seconds)
            if solved is None:
                return None
            steps = problem.model.steps(solved.values)
            if self._reached(steps, goal):
                return steps
            deficit += 1.05 * self._missing(steps, goal) + 1e-6
        return None

    def _missing(self, steps: Steps, goal: Goal) -> float:
        """Points that a plan fell short by, as well as they can be told."""
        found = tried(self.result, self._changes(steps))
        outcome = outcome_of(found, self.group)
        scores = outcome.scores.published
        own = standing_of(found, self.unit, self.group).score
        if scores is None or own is None:
            return 0.0
        if goal.score is not None:
            return abs(goal.score - own)
        ranked = [
            float(scores.values[place])
            for place, held in enumerate(outcome.ranks.ranked)
            if held and outcome.codes[place] != self.unit
        ]
        ranked.sort(reverse=self.result.scheme.better == "high")
        if goal.rank is not None and goal.rank <= len(ranked):
            return abs(ranked[goal.rank - 1] - own)
        return 0.01 * max(1.0, abs(own))

    def _from_the_limits(self, goal: Goal) -> Advice | None:
        """All figures at their limits, and back as far as the goal allows: without proof."""
        steps = {number: lever.most for number, lever in enumerate(self._levers())}
        if not self._reached(steps, goal):
            return None
        return self._told(goal, steps, 0.0, exact=False)

    # -- what is nearest -----------------------------------------------------------------------
    def _nearest(self, goal: Goal, reasons: tuple[Phrase, ...], *, proved: bool) -> Advice:
        """The nearest that can be reached to a goal that cannot."""
        empty = Advice(self.unit, self.group, goal, self.now, self.now)
        missed = replace(empty, reached=False, least=False, reasons=reasons, proved=proved)
        nearer, steps = self._nearer(goal)
        if nearer is None or reaches(self.now, nearer, self.result.scheme):
            return missed
        try:
            found = self._least(nearer)
        except Barred:
            return missed
        if not isinstance(found, Advice):
            if not steps:
                return missed
            found = self._told(nearer, steps, 0.0, exact=False, polish=False)
        return replace(found, goal=goal, reached=False, least=False, reasons=reasons, proved=proved)

    def _nearer(self, goal: Goal) -> tuple[Goal | None, Steps]:
        if goal.grade is not None:
            return self._next_grade(goal.grade), {}
        try:
            problem = self._problem(goal, Level.PLAIN, relaxed=True)
        except Barred:
            return None, {}
        solved = problem.nearest(self.seconds)
        if solved is None:
            return None, {}
        steps = problem.model.steps(solved.values)
        found = self._standing(steps)
        if found is None:
            return None, {}
        if goal.rank is not None:
            return (None if found.rank is None else Goal(rank=ceil(found.rank))), steps
        return (None if found.score is None else Goal(score=found.score)), steps

    def _next_grade(self, wanted: str) -> Goal | None:
        """The best grade below the one wanted that is still better than now's, if any."""
        grades = self.result.scheme.grades
        if grades is None:
            return None
        names = grades.names
        for name in names[names.index(wanted) + 1 :]:
            goal = Goal(grade=name)
            if reaches(self.now, goal, self.result.scheme):
                return None
            try:
                if self._problem(goal, Level.PLAIN).solve(self.seconds) is not None:
                    return goal
            except Barred:
                continue
        return None

    # -- parts ---------------------------------------------------------------------------------
    def _levers(self) -> tuple[Lever, ...]:
        return self._asked().levers

    def _asked(self) -> Probed:
        if self._probed is None:
            alone = self.result.scheme.precision is not None
            prober = Prober(self.result, self.unit, self.group, self.given)
            self._probed = prober.probed(alone=alone)
        return self._probed

    def _problem(
        self, goal: Goal, level: Level, deficit: float = 0.0, *, relaxed: bool = False
    ) -> Problem:
        if self._standings is None:
            self._standings = Standings.of(self.result, self.group)
        problem = Problem(
            self.result, self.unit, self.group, self._asked(), self._standings, goal, level, deficit
        )
        if relaxed:
            problem.relax()
        return problem

    def _changes(self, steps: Steps) -> Changes:
        levers = self._levers()
        return {
            (self.unit, levers[n].indicator, levers[n].period): levers[n].at(count)
            for n, count in steps.items()
            if count
        }

    def _standing(self, steps: Steps) -> Standing | None:
        try:
            found = tried(self.result, self._changes(steps))
        except DataFaults:
            return None
        return standing_of(found, self.unit, self.group)

    def _reached(self, steps: Steps, goal: Goal) -> bool:
        found = self._standing(steps)
        return found is not None and reaches(found, goal, self.result.scheme)

    def _effort(self, steps: Steps) -> float:
        levers = self._levers()
        return sum(levers[n].effort_of_step * count for n, count in steps.items())

    def _told(
        self, goal: Goal, steps: Steps, bound: float, *, exact: bool, polish: bool = True
    ) -> Advice:
        if polish and not (exact and self._close(steps, bound, NEAR)):
            steps = self._polished(steps, goal)
        effort = self._effort(steps)
        then = self._standing(steps)
        if then is None:
            raise AssertionError("a plan that was scored cannot be scored")
        moves = self._moves(steps, then)
        least = exact and self._close(steps, bound)
        return Advice(
            self.unit,
            self.group,
            goal,
            self.now,
            then,
            moves,
            effort,
            min(bound, effort),
            least=least,
        )

    def _close(self, steps: Steps, bound: float, share: float = ENOUGH) -> bool:
        return self._effort(steps) <= bound * (1 + share) + 1e-9

    def _polished(self, steps: Steps, goal: Goal) -> Steps:
        """Each move taken back as far as the goal stays reached, the dearest first."""
        kept = {number: count for number, count in steps.items() if count}
        levers = self._levers()
        left = POLISHING
        order = sorted(kept, key=lambda n: -levers[n].effort_of_step * kept[n])
        for number in order:
            low, high = -1, kept[number]
            while high - low > 1 and left:
                left -= 1
                middle = max(0, (low + high) // 2)
                if self._reached({**kept, number: middle}, goal):
                    high = middle
                else:
                    low = middle
            kept[number] = high
        return {number: count for number, count in kept.items() if count}

    def _moves(self, steps: Steps, then: Standing) -> tuple[Move, ...]:
        levers, moves = self._levers(), []
        better = 1.0 if self.result.scheme.better == "high" else -1.0
        for number, count in steps.items():
            if not count:
                continue
            without = self._standing({**steps, number: 0})
            gain = 0.0
            if without is not None and without.score is not None and then.score is not None:
                gain = better * (then.score - without.score)
            lever = levers[number]
            moves.append(Move(lever, lever.at(count), lever.effort_of_step * count, round(gain, 9)))
        return tuple(sorted(moves, key=lambda move: (-move.gain, move.lever.indicator)))
