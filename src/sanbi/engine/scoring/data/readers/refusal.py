"""One clear reason why a whole file is not read."""

from __future__ import annotations

from sanbi.engine.scoring.data.messages import wording
from sanbi.engine.scoring.faults import DataFaults, Fault


class Refused(Exception):  # noqa: N818 (reads as the sentence it is)
    """A file that is not read at all.

    Parameters
        code : str, of the catalogue.
        facts : words for the message.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def as_faults(self, file: str, language: str) -> DataFaults:
        """Return the refusal as the error that callers know, naming the file."""
        message, hint = wording(self.code, language, self.facts)
        return DataFaults([Fault(file, message, hint, self.code)])
