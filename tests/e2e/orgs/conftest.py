"""What the pages of administration show in the browser's tests."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Delegation
from sanbi.apps.orgs.services.calendars import calendar_seed
from sanbi.apps.orgs.services.groups import GroupDraft, grouping_set
from tests.apps.factories.orgs import County


@pytest.fixture
def lived_in(county: County, now: datetime) -> County:
    """A county with a year of its calendar, groups, a loan, and messages."""
    calendar_seed(actor=SYSTEM, now=now, years=[2026])
    first, second, third = (unit.pk for unit in county.towns)
    drafts = [GroupDraft("a", "平原组", (first, second)), GroupDraft("b", "山区组", (third,))]
    grouping_set(actor=SYSTEM, now=now, grouping="2026年乡镇分组", groups=drafts)
    Delegation.objects.create(
        lender=county.users["clerk"],
        deputy=county.users["clerk2"],
        since=date(2026, 10, 8),
        until=date(2099, 10, 12),
        reason="年休假",
    )
    send([county.users["clerk"]], "9月调度数据 10 月 12 日到期，请提交。", now=now, link="/")
    return county
