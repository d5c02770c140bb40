"""What a file is, by its name and its first lines."""

from __future__ import annotations

from enum import StrEnum

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.files.texts import refusal

HEAD = 4_096
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Kind(StrEnum):
    """Formats of plans and of instances."""

    YAML = "yaml"
    CSV = "csv"
    MSPDI = "xml"
    PSPLIB = "psplib"
    PATTERSON = "patterson"
    MPLIB = "mplib"


ENDINGS = {
    ".yaml": Kind.YAML,
    ".yml": Kind.YAML,
    ".json": Kind.YAML,  # JSON is YAML
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".xml": Kind.MSPDI,
    ".sm": Kind.PSPLIB,
    ".rcp": Kind.PATTERSON,
}
WRITABLE = (Kind.YAML, Kind.CSV, Kind.MSPDI)


def kind_of(name: str, content: bytes) -> Kind:
    """Return what a file is.

    Raises
    ------
    SchedulingFaults
        for what is none of these.
    """
    ending = ending_of(name)
    if content.startswith((ZIP, OLE)):
        raise refusal(
            name,
            Phrase("is a workbook or a program's own format"),
            Phrase("save it as CSV, or from Microsoft Project as XML"),
        )
    if ending in ENDINGS:
        return ENDINGS[ending]
    head = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        return Kind.MSPDI
    if head.startswith(b"*****"):
        return Kind.PSPLIB
    words = head.partition(b"\n")[0].split()
    if words and all(word.isdigit() for word in words):
        return Kind.MPLIB if len(words) == 1 else Kind.PATTERSON
    raise refusal(
        name,
        Phrase("is of no known kind"),
        Phrase("use .yaml, .csv, .xml, .sm, or the Patterson or MPLIB text"),
    )


def writable_kind(name: str) -> Kind:
    """What a file that is to be written is, by its ending.

    Raises
    ------
    SchedulingFaults
    """
    kind = ENDINGS.get(ending_of(name))
    if kind in WRITABLE and kind is not None:
        return kind
    raise refusal(
        name, Phrase("plans are not written in this format"), Phrase("use .yaml, .csv or .xml")
    )


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters and with its dot."""
    _, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot else ""
