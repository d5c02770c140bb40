"""The record of the count 计票记录, to be signed by counter, caller and scrutineer."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.ballots.models import Poll
from sanbi.apps.ballots.paper.setting import set_paper
from sanbi.engine.integrity.ballots import Box, points_text


def record_pdf(poll: Poll, box: Box, now: datetime) -> bytes:
    """Return the record: turnout by class, the result, the digest of the box, who signs."""
    rows = sorted(box.tally, key=lambda row: (row.rank or len(box.tally) + 1, row.subject))
    sealed = timezone.localtime(poll.sealed_at) if poll.sealed_at else None
    turnout = [
        [name, str(box.turnout.on_roll[name]), str(box.turnout.cast.get(name, 0))]
        for name in box.turnout.on_roll
        if box.turnout.on_roll[name]
    ]
    data = {
        "title": poll.title,
        "what": _("Record of the count"),
        "facts": _("Sealed %(when)s; void ballots: %(void)d")
        % {"when": f"{sealed:%Y-%m-%d %H:%M}" if sealed else "—", "void": box.turnout.void},
        "turnout_heads": [_("Class"), _("On the roll"), _("Ballots")],
        "turnout": turnout,
        "heads": [_("Place"), _("Unit"), _("Points, exactly")],
        "rows": [
            [str(row.rank or "—"), box.names[row.subject], points_text(row.points) or "—"]
            for row in rows
        ],
        "digest_said": _("Digest of the sealed box (%(name)s); anyone recounts it")
        % {"name": poll.sealed_box.hash_name},
        "digest": poll.sealed_box.digest,
        "signers": [_("Counter"), _("Caller"), _("Scrutineer")],
        "day": _("Day"),
    }
    return set_paper("record", data, now)
