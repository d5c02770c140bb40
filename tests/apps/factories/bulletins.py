"""Bulletins for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sanbi.apps.assessments.models import Round
from sanbi.apps.bulletins.models import Bulletin, Section
from sanbi.apps.bulletins.services import (
    bulletin_compose,
    bulletin_recall,
    bulletin_sign,
    bulletin_submit,
)
from tests.apps.factories.actions import make_action
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round

AT = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
QUOTE = "务必于9月底前完成老旧小区改造扫尾。"


def make_deeds(county: County) -> None:
    """One action that was closed out in time, with its words, and one that is overdue."""
    make_action(
        county,
        "closed",
        number="DB-2026-901",
        quote=QUOTE,
        source="document",
        source_text="全县三季度工作推进会讲话",
        source_link="/actions/inbox/1/proposals/#p-10-40",
    )
    make_action(
        county,
        "progress",
        number="DB-2026-902",
        title="完成征收扫尾",
        due_on=date(2026, 9, 30),
        first_due_on=date(2026, 9, 30),
    )


def make_bulletin(
    county: County, state: str = "draft", *, round: Round | None = None, **fields: Any
) -> Bulletin:
    """A supervision notice (of a round: a quarterly one) brought to a state by the services."""
    kind = fields.pop("kind", "quarter" if round else "supervise")
    made = bulletin_compose(
        actor=county.actor("office"),
        now=AT,
        kind=kind,
        round=round.pk if round else None,
        **fields,
    )
    if state != "draft":
        office = county.actor("office")
        made = bulletin_submit(actor=office, now=AT, bulletin=made.pk, edition=0)
    if state in {"signed", "recalled"}:
        second = county.actor("office2")
        made = bulletin_sign(actor=second, now=AT, bulletin=made.pk, edition=1)
    if state == "recalled":
        bulletin_recall(
            actor=county.actor("office"),
            now=AT + timedelta(hours=1),
            bulletin=made.pk,
            edition=2,
            reason="数据有误",
        )
    return Bulletin.objects.get(pk=made.pk)


def make_quarterly(county: County, state: str = "draft") -> Bulletin:
    """The quarterly notice of a published round with its actions; made anew by each call."""
    return make_bulletin(county, state, round=make_round(county, "published").round)


def section_of(bulletin: Bulletin, sort: str) -> Section:
    """The first section of a sort."""
    return bulletin.sections.filter(sort=sort)[0]
