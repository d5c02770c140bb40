"""The one error of the embedded server."""


class PostgresError(Exception):
    """The embedded server cannot run; the message (a phrase) says why and what to do."""
