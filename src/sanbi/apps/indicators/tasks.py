"""Work for the queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import NOBODY, Actor
from sanbi.apps.audit.clock import moment
from sanbi.apps.indicators.feeding.services import feed_add, take_in
from sanbi.apps.indicators.models import Feed
from sanbi.apps.orgs.blobs import place_of
from sanbi.apps.orgs.files.limits import FIGURES
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.queries import actor_of

LEFT_ALONE = timedelta(minutes=10)


def feed_hand_in(
    *, actor: Actor, now: datetime, owner: int, file: UploadedFile[Any], reason: str = ""
) -> Feed:
    """Look at an uploaded file, keep it, put it in the queue, and have a worker take it in.

    Raises
    ------
    NotAllowed, Refused
        by `feed_add`.
    """
    content = file.read(FIGURES.packed + 1)  # what is longer is refused without being read
    feed = feed_add(
        actor=actor, now=now, owner=owner, name=str(file.name), content=content, reason=reason
    )
    feed_queue(feed.pk)
    return feed


def feed_queue(feed: int) -> None:
    """Have a worker take a feed in once the running transaction has ended; never twice at once."""
    job = feed_run.configure(lock=f"feed-{feed}", queueing_lock=f"feed-{feed}")
    transaction.on_commit(lambda: job.defer(feed=feed))


@app.task(name="indicators.feed", retry=2)
def feed_run(*, feed: int) -> None:
    """Take a feed in, as the one who handed it in."""
    now = moment()
    held = Feed.objects.select_related("blob").get(pk=feed)
    user = User.objects.filter(pk=held.by).first() if held.by else None
    actor = actor_of(user, timezone.localdate(now)) if user else NOBODY
    language = (user.language if user else "") or settings.LANGUAGE_CODE
    with translation.override(language):  # the faults are read by whoever handed the file in
        take_in(actor, now, feed, place_of(held.blob.digest))


@app.periodic(cron="*/10 * * * *")
@app.task(name="indicators.feeds_resume", queueing_lock="feeds-resume")
def feeds_resume(timestamp: int) -> None:
    """Take up feeds whose worker died, ten minutes after they were handed in."""
    at = datetime.fromtimestamp(timestamp, tz=timezone.get_current_timezone())
    left = Feed.objects.filter(
        state__in=[Feed.State.WAITING, Feed.State.RUNNING], at__lt=at - LEFT_ALONE
    )
    for feed in left.order_by("pk"):
        feed_queue(feed.pk)
