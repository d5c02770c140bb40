"""What a refusal looks like, for the description of the API."""

from __future__ import annotations

from ninja import Schema


class Refusal(Schema):
    """Why it was not done, and how to mend it (400; 409 when somebody else changed it)."""

    error: str
    hint: str = ""
    where: str = ""


class Barred(Schema):
    """Who may do it (403)."""

    error: str
    who_may: str = ""


class Absent(Schema):
    """There is no such thing for this key (404)."""

    error: str


class InputFault(Schema):
    """A field that is not as described."""

    where: str
    message: str


class Invalid(Schema):
    """Every field that is not as described (422)."""

    error: str
    faults: list[InputFault]


class Unknown(Schema):
    """The key is unknown, revoked or expired (401)."""

    detail: str


READS = {401: Unknown, 403: Barred, 404: Absent, 422: Invalid}
WRITES = {400: Refusal, 409: Refusal, **READS}
