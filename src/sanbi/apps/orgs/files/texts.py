"""CSV: text that is a table, in UTF-8 or GB 18030."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files.limits import SHEET, TextLimits
from sanbi.apps.orgs.files.refusing import refuse

_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!", b"mz", b"pk\3")
_NO_TEXT = [bytes([sign]) for sign in (*range(9), *range(14, 32), 127)]


def check(name: str, content: bytes, limits: TextLimits = SHEET) -> None:
    """Refuse what is no text, is a page or program, or is too wide or long."""
    check_text(name, content)
    if content.count(b"\n") > limits.rows + 1:
        refuse(
            name,
            _("it has more than %(most)s rows.") % {"most": f"{limits.rows:,}"},
            _("Send it in parts."),
        )
    longest, widest = 0, 0
    for line in io.BytesIO(content):
        longest = max(longest, len(line))
        widest = max(widest, line.count(b",") + line.count(b"\t") + 1)
    if longest > limits.line:
        kilobytes = limits.line // 1024
        refuse(name, _("a line of it is longer than %(most)s KB.") % {"most": f"{kilobytes:,}"})
    if widest > limits.columns:
        refuse(name, _("it has more than %(most)s columns.") % {"most": f"{limits.columns:,}"})


def check_text(name: str, content: bytes) -> None:
    """Refuse what is no text, or is a page or program."""
    check_signs(name, content, _("Save it as CSV in UTF-8, or send the workbook itself."))
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower().startswith(_MARKUP):
        refuse(name, _("it is a page or a program, not a table."))
    decoded(name, content)


def check_signs(name: str, content: bytes, hint: str = "") -> None:
    """Refuse what holds signs that no text has; ``hint`` says how to mend it."""
    if any(sign in content for sign in _NO_TEXT):
        refuse(name, _("it is no text."), hint)


def decoded(name: str, content: bytes) -> str:
    """The text.

    Raises
    ------
    Refused
        when it is neither UTF-8 nor GB 18030.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return refuse(
        name, _("its signs cannot be read."), _("Save it as CSV in UTF-8, or send the workbook.")
    )
