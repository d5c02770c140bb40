"""What a file is, by its content; the name must agree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files import archives, images, papers, texts
from sanbi.apps.orgs.files.limits import LONGEST_NAME, MEGABYTE, PACKED
from sanbi.apps.orgs.files.refusing import refuse

OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ofd": "application/ofd",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
}
ENDINGS = {**{kind: kind for kind in MEDIA}, "jpeg": "jpg"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SLASHES = re.compile(r"[\\/]")


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: its kind (pdf, docx, …), media type, clean name, and content."""

    kind: str
    media_type: str
    name: str
    content: bytes


def check_upload(
    name: str, content: bytes, *, kinds: frozenset[str] = frozenset(MEDIA)
) -> Accepted:
    """Return what the file is.

    Parameters
    ----------
    name : str
        As the browser sent it; folders and unseen characters are taken off.
    content : bytes
    kinds : frozenset of str
        Kinds that are wanted here.

    Raises
    ------
    Refused
        for what is too large, of an unwanted or disguised kind, damaged, or built to harm: within
        a second, and before anything is unpacked or parsed.
    """
    clean = clean_name(name)
    ending = ENDINGS.get(PurePosixPath(clean).suffix[1:].lower(), "")
    wanted = " ".join(sorted(kinds))
    if ending not in kinds:
        refuse(
            clean,
            _("files of this kind are not taken here."),
            _("These are: %(kinds)s.") % {"kinds": wanted},
        )
    if not content:
        refuse(clean, _("it is empty."), _("Choose the file again."))
    if len(content) > PACKED:
        refuse(
            clean,
            _("it is larger than %(most)s MB.") % {"most": PACKED // MEGABYTE},
            _("Make pictures smaller, or send it in parts."),
        )
    kind = _kind(clean, content, ending)
    if kind != ending:
        refuse(
            clean,
            _("its name says %(said)s, its content is %(found)s.")
            % {"said": ending, "found": kind or _("something else")},
            _("Send it under its right name."),
        )
    return Accepted(kind, MEDIA[kind], clean, content)


def clean_name(name: str) -> str:
    """The last part of a name, without characters that cannot be seen or turn the reading."""
    last = _SLASHES.split(name)[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    if len(seen) > LONGEST_NAME:
        path = PurePosixPath(seen)
        seen = path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix
    return seen or "file"


def _kind(name: str, content: bytes, ending: str) -> str:
    """The kind by content; each look refuses what is wrong within its kind."""
    if content.startswith(OLE):
        refuse(
            name,
            _("it is an old Office file or one with a password."),
            _("Save it without a password as docx, xlsx or PDF."),
        )
    if content.startswith(b"PK"):
        return archives.kind_of(name, content)
    if content.startswith(b"%PDF-"):
        papers.check(name, content)
        return "pdf"
    if content.startswith(images.PNG):
        images.check_png(name, content)
        return "png"
    if content.startswith(images.JPG):
        images.check_jpg(name, content)
        return "jpg"
    if ending == "csv":
        texts.check(name, content)
        return "csv"
    return ""
