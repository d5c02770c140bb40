"""Messages on the site: reminders, returns, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext

from sanbi.apps.orgs.models.people import User


def phrased(text: str, values: Mapping[str, str] | None) -> str:
    """Return a sentence in the language of the moment, its values put in.

    Without values the text stands as it is: a line of before sentences were kept by their msgid.
    So does a text whose values do not fit it: one damaged line must not close the whole inbox.
    """
    if values is None:
        return text
    try:
        return gettext(text) % values
    except (KeyError, TypeError, ValueError):
        return text


class Message(models.Model):
    """A line in somebody's inbox. ``key`` keeps a reminder from being sent twice.

    ``text`` is an English msgid and ``values`` what goes into it, so that everybody reads the own
    language; where ``values`` is None, ``text`` is the sentence itself.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="messages")
    text = models.CharField(max_length=300)
    values = models.JSONField(null=True, blank=True)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "key"], condition=~models.Q(key=""), name="message_once"
            )
        ]

    def __str__(self) -> str:
        return phrased(self.text, self.values)
