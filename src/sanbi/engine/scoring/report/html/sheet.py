"""The sheet of one unit: where its points were won and lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.report.html.board import Fact, Row, group_name
from sanbi.engine.scoring.report.html.charts import Drawing, lost_bar, won_lost_bar
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.marks import points_text
from sanbi.engine.scoring.report.html.numerals import coordinate, fixed, mark_text, shown, signed
from sanbi.engine.scoring.report.html.outline import Entry
from sanbi.engine.scoring.report.html.reasons import Reasons
from sanbi.engine.scoring.report.html.working import Working, Workings

TOP_LOSSES = 5


@dataclass(frozen=True)
class SheetRow:
    """A row of the sheet: a node (head of its part), a leaf, or an item of an adjustment."""

    id: str
    kind: str
    depth: int
    name: str
    full: str
    worth: str
    score: str
    lost: str
    heavy: bool
    bar: Drawing
    place: str
    kinds: tuple[tuple[str, str], ...]
    revised: bool
    state: str
    working: Working | None


@dataclass(frozen=True)
class Loss:
    """One of the largest losses."""

    name: str
    text: str
    bar: Drawing


@dataclass(frozen=True)
class Difference:
    """A signed difference and its look (up, dn, eq)."""

    text: str
    look: str


@dataclass(frozen=True)
class Comparison:
    """This unit minus its neighbours, part by part."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Difference, ...]], ...]
    total: tuple[Difference, ...]


@dataclass(frozen=True)
class Sheet:
    """Everything on the sheet of one unit."""

    id: str
    place: int
    code: str
    name: str
    group: str
    facts: tuple[Fact, ...]
    move: Any
    rows: tuple[SheetRow, ...]
    total: SheetRow
    ahead_name: str
    losses: tuple[Loss, ...]
    loss_share: str
    comparison: Comparison | None
    reasons: tuple[tuple[str, str], ...]
    before: str
    after: str


@dataclass(frozen=True)
class SheetMaker:
    """Makes the sheets of a cohort; what they share was computed once in the view."""

    view: CohortView
    workings: Workings
    reasons: Reasons

    def sheets(self, rows: tuple[Row, ...]) -> list[Sheet]:
        """The sheets of the table's rows, in their order."""
        made = []
        for index, row in enumerate(rows):
            before = rows[index - 1] if index else None
            after = rows[index + 1] if index + 1 < len(rows) else None
            made.append(self._sheet(row, before, after))
        return made

    def _sheet(self, row: Row, before: Row | None, after: Row | None) -> Sheet:
        view, place = self.view, row.place
        ahead = self._ahead(place)
        losses, share = self._losses(place)
        words = view.words
        ahead_name = ""
        if ahead is not None:
            ahead_name = words("next_unit", rank=view.rank_texts[ahead], name=view.names[ahead])
        return Sheet(
            id=self.sheet_id(place),
            place=place,
            code=row.code,
            name=row.name,
            group=group_name(view),
            facts=self._facts(row, ahead),
            move=row.move,
            rows=(*self._tree_rows(place, ahead), *self._adjustment_rows(place)),
            total=self._total_row(place),
            ahead_name=ahead_name,
            losses=losses,
            loss_share=share,
            comparison=self._comparison(place),
            reasons=self.reasons.of(place),
            before="" if before is None else self.sheet_id(before.place),
            after="" if after is None else self.sheet_id(after.place),
        )

    def sheet_id(self, place: int) -> str:
        """The id of a unit's sheet."""
        return f"u{self.view.number}-{place}"

    # neighbours ---------------------------------------------------------------------------------
    def _ahead(self, place: int) -> int | None:
        """The unit of the next better place, None for the first and the unranked."""
        return self.view.ahead.get(place)

    def _facts(self, row: Row, ahead: int | None) -> tuple[Fact, ...]:
        view, words, place = self.view, self.view.words, row.place
        facts = [self._place_fact(row)]
        before = view.outcome.previous[place]
        if before is not None:
            from sanbi.engine.scoring.report.html.board import previous_label
            from sanbi.engine.scoring.result.texts import rank_text

            label = previous_label(view)
            small = words("last_place", period=label, rank=rank_text(before))
            facts.append(Fact(words("change"), row.move.text or "—", small))
        lost = view.total_lost(place)
        small = (
            "" if lost is None or lost <= 0 else words("lost_points", n=shown(lost, view.digits))
        )
        facts.append(Fact(words("score"), row.score or "—", small))
        if ahead is not None and row.gap:
            label = words("behind", rank=view.rank_texts[ahead], name=view.names[ahead])
            facts.append(Fact(label, row.gap, words("fact_score")))
        behind = view.behind.get(place)
        if behind is not None:
            gap = view.outcome.ranks.gap.at(behind)
            label = words("ahead", rank=view.rank_texts[behind], name=view.names[behind])
            facts.append(
                Fact(label, "" if gap is None else shown(gap, view.digits), words("fact_score"))
            )
        if row.grade:
            facts.append(Fact(words("grade"), row.grade, ""))
        return tuple(facts)

    def _place_fact(self, row: Row) -> Fact:
        words, view = self.view.words, self.view
        if not row.rank:
            return Fact(words("rank"), words("no_rank"), view.unranked[row.place])
        small = words("place_of", n=len(view.ranked_order))
        tied = [view.names[other] for other in view.tied.get(row.rank, ()) if other != row.place]
        if tied:
            small += words("tied", name=words.join(tied[:3]))
        return Fact(words("rank"), words("place", rank=row.rank), small)

    # rows ---------------------------------------------------------------------------------------
    def _tree_rows(self, place: int, ahead: int | None) -> list[SheetRow]:
        heavy = self._heavy(place)
        return [
            self._leaf_row(index, entry, place, ahead, heavy=index in heavy)
            if entry.is_leaf
            else self._node_row(index, entry, place)
            for index, entry in enumerate(self.view.entries)
            if index > 0
        ]

    def _heavy(self, place: int) -> set[int]:
        """The three leaves with the largest losses."""
        held = [(loss, index) for loss, index in self._weighed_losses(place) if loss > 0]
        return {index for _, index in sorted(held, reverse=True)[:3]}

    def _weighed_losses(self, place: int) -> list[tuple[float, int]]:
        """Losses of the leaves in points of the total."""
        view = self.view
        found = []
        for index, _ in view.leaves:
            lost = view.lost[index][place]
            if lost is not None:
                found.append((float(lost) * float(view.worth.factor[index][place]), index))
        return found

    def _node_row(self, index: int, entry: Entry, place: int) -> SheetRow:
        view = self.view
        lost = view.lost[index][place]
        return SheetRow(
            id="",
            kind="node",
            depth=entry.depth,
            name=view.entry_name(entry),
            full=self._full_text(index, place),
            worth=self._worth_text(index, place),
            score=view.texts[index][place] or "—",
            lost="" if lost is None else view.node_lost_text(entry, place, index),
            heavy=False,
            bar=Drawing(""),
            place="" if view.places[index][place] is None else str(view.places[index][place]),
            kinds=(),
            revised=False,
            state="",
            working=None,
        )

    def _leaf_row(
        self, index: int, entry: Entry, place: int, ahead: int | None, *, heavy: bool
    ) -> SheetRow:
        view = self.view
        result = view.outcome.scores.leaves[entry.key]
        lost = view.lost[index][place]
        rank = view.places[index][place]
        return SheetRow(
            id=f"w{view.number}-{place}-{index}",
            kind="leaf",
            depth=entry.depth,
            name=view.entry_name(entry),
            full=self._full_text(index, place),
            worth=self._worth_text(index, place),
            score=view.texts[index][place] or "—",
            lost="" if lost is None else shown(lost, view.entry_digits(entry)),
            heavy=heavy,
            bar=self._bar(index, place, ahead),
            place="" if rank is None else str(rank),
            kinds=view.kinds[entry.key],
            revised=view.revised(view.outcome.codes[place], entry.key),
            state=view.naming.treatment(result.state[place]),
            working=self._working(place, entry.key, f"w{view.number}-{place}-{index}"),
        )

    def _full_text(self, index: int, place: int) -> str:
        full = float(self.view.full[index][place])
        return "" if np.isnan(full) else mark_text(full)

    def _worth_text(self, index: int, place: int) -> str:
        view = self.view
        if not view.in_total:
            return ""
        worth = float(view.full[index][place]) * float(view.worth.factor[index][place])
        return "" if np.isnan(worth) else mark_text(worth)

    def _bar(self, index: int, place: int, ahead: int | None) -> Drawing:
        view, words = self.view, self.view.words
        factor = float(view.worth.factor[index][place])
        won = float(view.drawn[index][place])
        if np.isnan(won):
            return Drawing(f'<span class="sub s12">{words("bar_absent")}</span>')
        full = float(view.full[index][place])
        title, tick = "", None
        if ahead is not None and not np.isnan(view.drawn[index][ahead]):
            tick = float(view.drawn[index][ahead]) * float(view.worth.factor[index][ahead])
            facts = {"rank": view.rank_texts[ahead], "name": view.names[ahead]}
            title = words("bar_other", score=view.texts[index][ahead], **facts)
        marked = None if np.isnan(full) else full * factor
        return won_lost_bar(view.scale, won * factor, marked, tick, title)

    def _adjustment_rows(self, place: int) -> list[SheetRow]:
        view, words = self.view, self.view.words
        rows = []
        for order, block in enumerate(view.outcome.scores.adjustments.values()):
            score = block.score[place]
            counted = -score if block.adjustment.sign == "deduct" else score
            cap = block.adjustment.cap
            limit = "" if cap is None else words("cap_is", n=points_text(cap))
            head = self._plain_row(
                "node", 1, block.adjustment.name, signed(counted, view.digits), limit
            )
            rows.append(head)
            for index, leaf in enumerate(block.adjustment.items):
                key = (leaf.id, view.run.period)
                row = f"w{view.number}-{place}-{order}x{index}"
                rows.append(self._item_row(row, view.outcome.scores.leaves[key], place))
        return rows

    def _working(self, place: int, key: tuple[str, str], row: str) -> Working | None:
        return self.workings.of(self.view, place, key, row)

    def _item_row(self, name: str, result: LeafResult, place: int) -> SheetRow:
        view = self.view
        value = result.score.at(place)
        text = "—" if value is None else shown(value, view.digits)
        row = self._plain_row("leaf", 2, result.leaf.name, text, "")
        key = (result.leaf.id, result.period)
        return SheetRow(
            **{
                **row.__dict__,
                "id": name,
                "kinds": view.kinds[key],
                "state": view.naming.treatment(result.state[place]),
                "working": self._working(place, key, name),
            }
        )

    def _plain_row(self, kind: str, depth: int, name: str, score: str, state: str) -> SheetRow:
        empty = Drawing("")
        return SheetRow(
            id="",
            kind=kind,
            depth=depth,
            name=name,
            full="",
            worth="",
            score=score,
            lost="",
            heavy=False,
            bar=empty,
            place="",
            kinds=(),
            revised=False,
            state=state,
            working=None,
        )

    def _total_row(self, place: int) -> SheetRow:
        view = self.view
        lost = view.total_lost(place)
        row = self._plain_row("total", 0, view.words("total"), view.total_texts[place] or "—", "")
        held = {"full": self._full_text(0, place), "place": view.rank_texts[place]}
        if lost is not None:
            held["lost"] = shown(lost, view.digits)
        return SheetRow(**{**row.__dict__, **held})

    # panels -------------------------------------------------------------------------------------
    def _losses(self, place: int) -> tuple[tuple[Loss, ...], str]:
        view = self.view
        held = sorted(
            ((loss, -index) for loss, index in self._weighed_losses(place) if loss > 0),
            reverse=True,
        )
        whole = sum(loss for loss, _ in held)
        if not held:
            return (), ""
        found = []
        for loss, index in held[:TOP_LOSSES]:
            name, text = view.entry_name(view.entries[-index]), fixed(loss, view.digits)
            found.append(Loss(name, text, lost_bar(loss / held[0][0])))
        share = 100 * sum(loss for loss, _ in held[:TOP_LOSSES]) / whole
        return tuple(found), coordinate(round(share))

    def _comparison(self, place: int) -> Comparison | None:
        view, words = self.view, self.view.words
        others = view.neighbours.get(place, ())
        if not others:
            return None
        heads = tuple(
            (view.names[other], words("place_short", rank=view.rank_texts[other]))
            for other in others
        )
        rows = [
            (
                view.entry_name(view.entries[index]),
                tuple(self._difference(index, place, other) for other in others),
            )
            for index in view.top
        ]
        for block in view.outcome.scores.adjustments.values():
            sign = -1 if block.adjustment.sign == "deduct" else 1
            cells = tuple(
                self._look(sign * (block.score[place] - block.score[other])) for other in others
            )
            rows.append((block.adjustment.name, cells))
        total = tuple(self._look(view.total(place) - view.total(other)) for other in others)
        return Comparison(heads, tuple(rows), total)

    def _difference(self, index: int, place: int, other: int) -> Difference:
        view = self.view
        if view.in_total:
            factor = view.worth.factor[index]
            mine = float(view.drawn[index][place]) * float(factor[place])
            value = mine - float(view.drawn[index][other]) * float(factor[other])
            if np.isnan(value):
                return Difference("—", "eq")
            text = fixed(value, view.digits, sign=True)
            return Difference(text, "eq" if text[0] not in "+\u2212" else self._way(value))
        column = view.columns[index]
        if column.at(place) is None or column.at(other) is None:
            return Difference("—", "eq")
        return self._look(column.at(place) - column.at(other))

    def _look(self, value: Any) -> Difference:  # noqa: ANN401 - Fraction, int or float
        return Difference(signed(value, self.view.digits), self._way(value))

    def _way(self, value: Any) -> str:  # noqa: ANN401 - Fraction, int or float
        if value == 0:
            return "eq"
        better = (value > 0) == (self.view.run.scheme.better == "high")
        return "up" if better else "dn"
