"""The rounds of the county: three finished ones, and the third quarter of 2026 on its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sanbi.apps.assessments.models import Appeal, Publication, Round, RoundState, SchemeVersion
from sanbi.apps.assessments.services import (
    appeal_accept,
    appeal_decide,
    appeal_file,
    appeals_open,
    items_check,
    items_propose,
    publication_decide,
    publication_propose,
    round_create,
    round_finish,
    round_freeze,
    round_open,
    run_correct,
    run_make,
    scheme_adopt,
    scheme_create,
    scheme_version_start,
)
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.audit.actors import Role
from sanbi.engine.calendar import Period
from sanbi.site.demo.county import scheme_text
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.model import Plea
from sanbi.site.demo.story import ROUNDS

SCHEME = "yunchuan"
_NUMBERS = "一二三四"


def laying_down(desk: Desk) -> Iterator[Happening]:
    """Yield how the scheme and its two versions came into force."""
    office, second = desk.named("office"), desk.named("office2")

    def first(now: datetime) -> None:
        version = scheme_create(
            actor=office,
            now=now,
            code=SCHEME,
            title="云川县乡镇“三比三看”季度考核办法",
            owner=desk.units["kaohe"],
            text=scheme_text("scheme-2025.yaml"),
        )
        scheme_adopt(actor=second, now=now, version=version.pk, note="试行")

    def next_year(now: datetime) -> None:
        scheme = SchemeVersion.objects.get(scheme__code=SCHEME, number=1).scheme_id
        version = scheme_version_start(
            actor=office,
            now=now,
            scheme=scheme,
            text=scheme_text(),
            note="分组设置权重，增设前置条件",
        )
        scheme_adopt(actor=second, now=now, version=version.pk, note="分组设置权重，增设前置条件")

    yield Happening(moment(date(2025, 10, 15), 15), first)
    yield Happening(moment(date(2026, 1, 26), 15), next_year)


def assessing(desk: Desk) -> Iterator[Happening]:
    """Yield what happens in all rounds."""
    for code in ROUNDS:
        yield from _Course(desk, code).happenings()


@dataclass(frozen=True)
class _Course:
    """The course of one round."""

    desk: Desk
    code: str

    @property
    def end(self) -> date:
        """Last day of the quarter."""
        return Period.parse(self.code).end

    @property
    def title(self) -> str:
        """The round's title, as 2026年三季度“三比三看”."""
        return f"{self.code[:4]}年{_NUMBERS[int(self.code[-1]) - 1]}季度“三比三看”"

    def on(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A moment so many days after the quarter's end."""
        return moment(self.end + timedelta(days=days), hour, minute)

    def held(self) -> Round:
        """The round's row."""
        return Round.objects.get(code=self.code)

    def stands(self, state: RoundState) -> bool:
        """Whether the round is in a state; somebody may have moved it on by hand."""
        return self.held().state == state

    def happenings(self) -> Iterator[Happening]:
        """Yield every step, from the draft to the final table."""
        steps = (
            (-1, 9, self.prepare),
            (5, 9, self.register),
            (20, 18, self.freeze),
            (21, 9, self.score),
            (22, 10, self.propose),
            (23, 9, self.publish),
            (23, 10, self.open_appeals),
            (24, 10, self.file),
            (25, 9, self.accept),
            (28, 10, self.decide),
            (29, 9, self.correct),
            (29, 16, self.publish),
            (31, 16, self.finish),
        )
        for days, hour, deed in steps:
            yield Happening(self.on(days, hour), deed)

    def prepare(self, now: datetime) -> None:
        """Create the round and open it for collecting."""
        office = self.desk.named("office")
        number = 1 if self.code.startswith("2025") else 2
        held = round_create(
            actor=office,
            now=now,
            code=self.code,
            title=self.title,
            period=self.code,
            scheme_version=SchemeVersion.objects.get(scheme__code=SCHEME, number=number).pk,
            grouping=self.desk.county.grouping,
            collect_until=self.on(20, 18),
        )
        round_open(actor=office, now=now, round=held.pk)

    def register(self, now: datetime) -> None:
        """Enter bonus, deduction, veto and marks; another person of the office checks them."""
        held = self.held()
        proposals = [
            Proposal(
                unit=self.desk.units[entry.unit],
                sort=entry.sort,
                leaf=entry.leaf,
                reason=entry.reason,
                document=entry.document,
                kind=entry.kind,
                count=None if entry.count is None else Decimal(entry.count),
                rating=entry.rating,
            )
            for entry in self.desk.county.entries
            if entry.round == self.code
        ]
        items = items_propose(
            actor=self.desk.named("office"), now=now, round=held.pk, proposals=proposals
        )
        items_check(
            actor=self.desk.named("office2"),
            now=now + timedelta(hours=3),
            round=held.pk,
            items=[item.pk for item in items],
        )

    def freeze(self, now: datetime) -> None:
        """Take the snapshot."""
        if self.stands(RoundState.COLLECTING):
            round_freeze(actor=self.desk.named("office"), now=now, round=self.held().pk)

    def score(self, now: datetime) -> None:
        """Make the first run."""
        if self.stands(RoundState.FROZEN):
            run_make(actor=self.desk.named("office"), now=now, round=self.held().pk)

    def propose(self, now: datetime, note: str = "") -> None:
        """Put the newest run forward, unless it is put forward or published already."""
        held = self.held()
        if held.publications.filter(run=held.runs.order_by("-number")[0]).exists():
            return
        run = held.runs.order_by("-number")[0]
        publication_propose(
            actor=self.desk.named("office"), now=now, round=held.pk, run=run.pk, note=note
        )

    def publish(self, now: datetime) -> None:
        """Let another person approve what was put forward, if anything was."""
        waiting = Publication.objects.filter(round=self.held(), approved__isnull=True).first()
        if waiting is not None:
            publication_decide(
                actor=self.desk.named("office2"), now=now, publication=waiting.pk, approve=True
            )

    def open_appeals(self, now: datetime) -> None:
        """Open the window for five days."""
        if self.stands(RoundState.PUBLISHED):
            office = self.desk.named("office")
            appeals_open(actor=office, now=now, round=self.held().pk, until=self.on(28, 18))

    # -- appeals -----------------------------------------------------------------------------------
    @property
    def plea(self) -> Plea | None:
        """The appeal of this round, if there is one."""
        return next((plea for plea in self.desk.county.pleas if plea.round == self.code), None)

    def appeal(self) -> Appeal:
        """The appeal's row."""
        return Appeal.objects.get(round__code=self.code)

    def file(self, now: datetime) -> None:
        """File the appeal, for the unit, by its leader."""
        if self.plea is not None:
            appeal_file(
                actor=self.desk.acting(Role.LEADER, self.plea.unit),
                now=now,
                round=self.held().pk,
                unit=self.desk.units[self.plea.unit],
                leaf=self.plea.leaf,
                reason=self.plea.reason,
            )

    def accept(self, now: datetime) -> None:
        """Let somebody who had no hand in it take it for review."""
        if self.plea is not None:
            appeal_accept(actor=self.desk.named("office3"), now=now, appeal=self.appeal().pk)

    def decide(self, now: datetime) -> None:
        """Decide it."""
        if self.plea is not None:
            appeal_decide(
                actor=self.desk.named("office3"),
                now=now,
                appeal=self.appeal().pk,
                uphold=self.plea.upheld,
                decision=self.plea.decision,
            )

    def correct(self, now: datetime) -> None:
        """Score again after an appeal that was upheld, and put the new run forward."""
        if self.plea is None or not self.plea.upheld:
            return
        run_correct(
            actor=self.desk.named("office"),
            now=now,
            round=self.held().pk,
            reason="申诉复核更正项目开工率，并计入两项统计数据修订",
            appeals=(self.appeal().pk,),
        )
        self.propose(now + timedelta(hours=1), "申诉复核后重算")

    def finish(self, now: datetime) -> None:
        """Make the round final."""
        if self.stands(RoundState.APPEALS):
            round_finish(actor=self.desk.named("office"), now=now, round=self.held().pk)
