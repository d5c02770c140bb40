"""Why something is not done. Pages and the API turn each into its answer."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - read as "raise Refused(message, hint)"
    """It cannot be done as asked: one sentence why, one how to mend. Nothing was changed.

    ``where`` names the field or cell concerned, if it is one.
    """

    def __init__(self, message: str, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Conflict(Refused):
    """Somebody else changed it in the meantime (HTTP 409)."""


class NotAllowed(Exception):  # noqa: N818 - the same
    """The actor may see the thing, but not do this with it (HTTP 403)."""

    def __init__(self, message: str = "", who_may: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.who_may = who_may


class Missing(Exception):  # noqa: N818 - the same
    """There is no such thing, or none that the actor may see (HTTP 404)."""


def require(allowed: bool, who_may: str = "") -> None:  # noqa: FBT001 - reads as a sentence
    """Go on only if a rule allows it.

    Raises
    ------
    NotAllowed
        with who may do it.
    """
    if not allowed:
        raise NotAllowed(who_may=who_may)
