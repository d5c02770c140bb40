"""From bytes that nobody vouches for to text, within a size that a plan has reason to have."""

from __future__ import annotations

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE


def refusal(where: str, message: str, hint: str = "") -> SchedulingFaults:
    """One fault, to be raised."""
    return SchedulingFaults([SchedulingFault(where, message, hint)])


def check_size(content: bytes, name: str, most: int = MOST_BYTES) -> None:
    """Refuse a file that is larger than any plan.

    Raises
    ------
    SchedulingFaults
    """
    if len(content) > most:
        raise refusal(
            name,
            Phrase("the file is larger than {limit} MB", limit=most // MEGABYTE),
            Phrase("a plan is smaller; split it, or leave out what is no plan"),
        )


def text_of(content: bytes, name: str, *, chinese: bool = False) -> str:
    """The text of a file in UTF-8, or in GB18030 where that is usual.

    Parameters
    ----------
    content : bytes
    name : str
        Of the file, for messages.
    chinese : bool
        Whether GB18030 is read too, as Chinese Excel writes it.

    Raises
    ------
    SchedulingFaults
        for another encoding, or what is no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise refusal(
            name,
            Phrase("is no text in UTF-8"),
            Phrase("save it as UTF-8"),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        if chinese:
            try:
                return content.decode("gb18030")
            except UnicodeDecodeError:
                pass
        raise refusal(
            f"{name}:{line}",
            Phrase("holds signs that are not UTF-8"),
            Phrase("save it as UTF-8"),
        ) from wrong
