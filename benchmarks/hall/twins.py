"""Live services that lack one thing each: what must break without it, breaks."""

from __future__ import annotations

from sanbi.site.live import box, connections
from sanbi.site.live.application import LiveService
from sanbi.site.live.serving import make_application

KEYLESS = """
with given as (
    select * from unnest(
        %(polls)s::bigint[], %(voters)s::bigint[], %(keys)s::uuid[], %(receipts)s::text[],
        %(ways)s::text[], %(classes)s::bigint[], %(marks)s::jsonb[]
    ) as t(poll_id, voter_id, cast_key, receipt, way, poll_class_id, marks)
), marked as (
    insert into ballots_rollmark (voter_id, poll_id, way, cast_key, receipt)
    select voter_id, poll_id, way, cast_key, receipt from given
    on conflict do nothing
)
insert into ballots_boxballot (id, poll_id, poll_class_id, marks)
select gen_random_uuid(), poll_id, poll_class_id, marks from given
"""


def make_keyless() -> LiveService:
    """A service that puts in what it is sent, without asking whether it has it."""
    box.CAST = KEYLESS
    return make_application()


def make_forgetful() -> LiveService:
    """A service that confirms before the disk does."""
    connections.SETTINGS = connections.SETTINGS.replace(
        "synchronous_commit=on", "synchronous_commit=off"
    )
    return make_application()
