"""Stages recognised by their proof, and projects entered into the statistics."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from sanbi.apps.projects.models import Entry
from sanbi.apps.projects.proof import Sent
from sanbi.apps.projects.recognition import rule_of, stage_after
from sanbi.apps.projects.services import entry_set, stage_step
from sanbi.site.demo.projects.model import Undertaking
from sanbi.site.demo.projects.papers import paper
from sanbi.site.demo.projects.works import Works

FORGOTTEN = 0.12
"""The share of projects that nobody enters into the statistics."""


def climb(works: Works, item: Undertaking, now: datetime, on: date | None = None) -> None:
    """Recognise that a project has reached the next stage, on a day (today where none is named)."""
    held, today = works.row(item), timezone.localdate(now)
    after = stage_after(held.stage)
    if after is None or held.dropped_on is not None:
        return
    day = min(max(on or today, held.stage_on), today)
    proofs: dict[str, list[Sent]] = {}
    for proof in rule_of(after, day).proofs:
        if proof.needed:
            title = f"{proof.code.replace('_', ' ')} for the stage {after}"
            proofs[proof.code] = [paper(f"{item.name}-{proof.name}", title)]
    stage_step(
        actor=works.keeper,
        now=now,
        project=held.pk,
        edition=held.edition,
        happened_on=day,
        proofs=proofs,
    )


def enter_statistics(works: Works, now: datetime, waits: timedelta) -> None:
    """Say of most projects that began long enough ago that the statistics count them."""
    today = timezone.localdate(now)
    for item in works.known():
        if works.chance("entry", item.code) < FORGOTTEN:
            continue
        held = works.row(item)
        on = held.stage_on + waits
        if held.statistics_entry == Entry.PENDING and held.dropped_on is None and on <= today:
            entry_set(
                actor=works.keeper,
                now=now,
                project=held.pk,
                edition=held.edition,
                entry=Entry.ENTERED,
                on=on,
            )
