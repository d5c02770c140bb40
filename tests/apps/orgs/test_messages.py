"""Lines in inboxes."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Message, User
from tests.apps.factories.orgs import County


def test_each_person_gets_one_line(county: County, now: datetime) -> None:
    clerk, other, gone = (county.users[name] for name in ("clerk", "clerk2", "owner"))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert send([clerk, other.pk, clerk, gone], "due", now=now, link="/x", key="a") == 2
    assert send([clerk, county.users["office"]], "due", now=now, key="a") == 1
    assert send([clerk], "more", now=now) == 1
    assert send([clerk], "x" * 400, now=now) == 1
    lines = Message.objects.filter(user=clerk).order_by("id")
    assert [(line.text[:4], line.link, len(line.text)) for line in lines] == [
        ("due", "/x", 3),
        ("more", "", 4),
        ("xxxx", "", 300),
    ]
