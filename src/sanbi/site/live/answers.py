"""Requests and answers of the live service, over plain ASGI."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

MOST_BYTES = 64 * 1024


class BadRequest(ValueError):  # noqa: N818 - read as "raise BadRequest"
    """What was sent is not what is expected; the text is a code for the page."""


async def body_of(receive: Receive) -> dict[str, Any]:
    """Return the JSON object that was sent.

    Raises
    ------
    BadRequest
        for anything else, and for more than 64 KB.
    """
    held = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest("gone")
        held += message.get("body", b"")
        if len(held) > MOST_BYTES:
            raise BadRequest("too-large")
        if not message.get("more_body"):
            break
    try:
        found = json.loads(held)
    except ValueError as error:
        raise BadRequest("not-json") from error
    if not isinstance(found, dict):
        raise BadRequest("not-json")
    return found


async def answer_json(send: Send, status: int, facts: Mapping[str, Any], more: Headers) -> None:
    """Send a JSON object; nobody keeps it."""
    content = json.dumps(facts, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def begin_stream(send: Send, more: Headers) -> None:
    """Begin a stream of events; proxies must not hold it back."""
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        *more,
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def send_event(send: Send, facts: Mapping[str, Any] | None) -> None:
    """Send an event, or a line that only keeps the connection alive."""
    text = ": alive\n\n" if facts is None else f"data: {json.dumps(facts)}\n\n"
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
