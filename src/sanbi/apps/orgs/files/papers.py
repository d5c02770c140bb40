"""PDF: whole, and without anything that acts by itself."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files.refusing import refuse, save_again

_HEXED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")
_TAIL = 2048


def check(name: str, content: bytes) -> None:
    """Refuse a PDF that is cut off, carries something behind its end, or acts by itself."""
    end = content.rfind(b"%%EOF")
    if end < 0 or content[:1024].count(b"%PDF-") != 1:
        refuse(name, _("it is damaged or cut off."), save_again())
    if content[end + 5 :].strip(b"\r\n\0 \t"):
        refuse(name, _("something else is hidden behind its end."), save_again())
    found = _ACTS.search(_HEXED.sub(lambda match: bytes([int(match[1], 16)]), content))
    if found:
        refuse(
            name,
            _("it carries scripts, forms that send, or files inside (%(what)s).")
            % {"what": found[1].decode()},
            _("Print it to PDF again and send that."),
        )
