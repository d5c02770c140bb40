"""The list of a reward ceremony as Word: always in Chinese, in the form of an official paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.paper.minutes import counted
from sanbi.apps.meetings.paper.official import OfficialPaper
from sanbi.apps.meetings.seating import Award


def ceremony_docx(
    meeting: Meeting, awards: Sequence[Award], receivers: Mapping[str, str], now: datetime
) -> bytes:
    """Return who is called up, award by award, the highest last.

    Parameters
    ----------
    receivers : unit → who receives for it; may lack some.
    """
    paper = OfficialPaper(f"{meeting.title}颁奖名单", settings.SANBI_PLACE, timezone.localtime(now))
    paper.centred(f"{meeting.title}颁奖名单", title=True)
    paper.blank()
    groups: dict[str, list[Award]] = {}
    for award in awards:
        groups.setdefault(award.name, []).append(award)
    for number, (name, rows) in enumerate(groups.items(), start=1):
        paper.heading(f"{counted(number)}、{name}（{len(rows)}个）")
        for row in rows:
            who = receivers.get(row.unit, "")
            paper.text(f"{row.unit}{f'（领奖人：{who}）' if who else ''}")
    return paper.bytes()
