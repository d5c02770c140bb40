"""The bulletins of the county: the second quarter's is issued, the third's follows its round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from sanbi.apps.assessments.models import Round
from sanbi.apps.bulletins.models import Bulletin, Kind, State
from sanbi.apps.bulletins.services import (
    bulletin_compose,
    bulletin_refresh,
    bulletin_sign,
    bulletin_submit,
)
from sanbi.site.demo.desk import Desk, Happening, moment


def bulletins(desk: Desk) -> Iterator[Happening]:
    """Yield how the bulletins of two quarters came about; the third's is a draft at first."""
    yield Happening(moment(date(2026, 8, 3), 9), _composing(desk, "2026Q2"))
    yield Happening(moment(date(2026, 8, 3), 16), _issuing(desk, "2026Q2"))
    yield Happening(moment(date(2026, 10, 23), 9, 20), _composing(desk, "2026Q3"))
    yield Happening(moment(date(2026, 10, 31), 17), _issuing(desk, "2026Q3"))
    yield Happening(moment(date(2026, 10, 31), 17, 30), _noticing(desk))


def _composing(desk: Desk, code: str) -> Callable[[datetime], None]:
    def deed(now: datetime) -> None:
        held = Round.objects.filter(code=code, current_run__isnull=False).first()
        if held is not None:
            bulletin_compose(
                actor=desk.named("office"), now=now, kind=Kind.QUARTERLY, round=held.pk
            )

    return deed


def _issuing(desk: Desk, code: str) -> Callable[[datetime], None]:
    def deed(now: datetime) -> None:
        held = Bulletin.objects.filter(round__code=code, state=State.DRAFT).first()
        if held is None:
            return
        office, leader, key = desk.named("office"), desk.named("leader"), held.pk
        bulletin_refresh(actor=office, now=now, bulletin=key, edition=held.edition)
        bulletin_submit(actor=office, now=now, bulletin=key, edition=held.edition + 1)
        bulletin_sign(actor=leader, now=now, bulletin=key, edition=held.edition + 2)

    return deed


def _noticing(desk: Desk) -> Callable[[datetime], None]:
    def deed(now: datetime) -> None:
        bulletin_compose(actor=desk.named("office"), now=now, kind=Kind.SUPERVISION)

    return deed
