"""The one error of the serving processes."""


class ServingError(Exception):
    """A process cannot start or has ended; the message (a phrase) says which and what to do."""
