"""Who gets which answer at the routes of bulk feeds."""

from __future__ import annotations

from collections.abc import Mapping

from sanbi.apps.indicators.models import Feed
from sanbi.apps.orgs.models import Blob
from tests.apps.access.declaring import BUREAU, OFFICE, STATISTICS, Access
from tests.apps.conftest import NOW
from tests.apps.factories.orgs import County

AUDITOR = frozenset({"auditor"})


def feed_of_statistics(county: County) -> Mapping[str, int]:
    """A file that the statistics bureau handed in."""
    blob, _ = Blob.objects.get_or_create(digest="f" * 64, defaults={"size": 1, "media_type": "x"})
    user = county.users["stats"]
    feed = Feed.objects.create(
        blob=blob, name="a.csv", owner=county.statistics, by=user.pk, by_name="stats", at=NOW
    )
    return {"feed": feed.pk}


LOOK = OFFICE | STATISTICS | AUDITOR
ONE = Access(reads=LOOK, hidden=BUREAU, things=feed_of_statistics)
DEED = Access(changes=STATISTICS, hidden=BUREAU, things=feed_of_statistics)
ACCESS = {
    "feeds": Access(reads=LOOK | BUREAU, exports=True),
    "feed-new": Access(reads=STATISTICS | BUREAU, changes=STATISTICS | BUREAU),
    "feed": Access(reads=LOOK, hidden=BUREAU, things=feed_of_statistics, exports=True),
    "feed-progress": ONE,
    "feed-resume": DEED,
    "feed-stop": DEED,
}
