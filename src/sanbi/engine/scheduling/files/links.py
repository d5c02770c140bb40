"""What a task waits for, as people write it: 3, 3FS+2, 立项SS-5."""

from __future__ import annotations

import re
from collections.abc import Container

from sanbi.engine.scheduling.files.spots import normal
from sanbi.engine.scheduling.network import Link, LinkKind

SEPARATORS = re.compile(r"[;,，；、\n]+")
_WRITTEN = re.compile(
    r"(?P<key>.+?)\s*(?:(?P<kind>FS|SS|FF|SF)|(?=[+-]))\s*"
    r"(?:(?P<lag>[+-]\s*\d{1,6})\s*(?:d|days?|天|日|个?工作日)?)?",
    re.IGNORECASE,
)


def link_of(text: str, after: str, keys: Container[str]) -> Link | None:
    """Return the link that a text names; None when it names no task.

    A text that is a task's key as it stands is that task; else it is key, kind and lag.

    Parameters
    ----------
    text : str
        Key, then FS, SS, FF or SF (FS where it is left out), then days with their sign.
    after : str
        Key of the task that waits.
    keys : container of str
        Of all tasks.
    """
    text = normal(text)
    if text in keys:
        return Link(text, after)
    match = _WRITTEN.fullmatch(text)
    if match is None or match["key"] not in keys:
        return None
    lag = int(match["lag"].replace(" ", "")) if match["lag"] else 0
    return Link(match["key"], after, LinkKind((match["kind"] or "FS").upper()), lag)


def link_text(link: Link, keys: Container[str] = ()) -> str:
    """The text that `link_of` reads among these keys.

    >>> link_text(Link("3", "4", LinkKind.SS, -2)), link_text(Link("3", "4"))
    ('3SS-2', '3')
    """
    if link.kind is LinkKind.FS and not link.lag:
        return link.before
    short = f"{link.before}{link.kind.value}"
    return f"{short}{link.lag:+d}" if link.lag or short in keys else short
