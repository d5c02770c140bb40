"""CSV: text that is a table, in UTF-8 or GB 18030."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files.limits import COLUMNS, LONGEST_LINE, ROWS
from sanbi.apps.orgs.files.refusing import refuse

_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!", b"mz")


def check(name: str, content: bytes) -> None:
    """Refuse what is no text, is a page or program, or is too wide or long for a sheet."""
    if b"\0" in content:
        refuse(
            name, _("it is no text."), _("Save it as CSV in UTF-8, or send the workbook itself.")
        )
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower().startswith(_MARKUP):
        refuse(name, _("it is a page or a program, not a table."))
    decoded(name, content)
    lines = content.split(b"\n")
    if len(lines) > ROWS + 1:
        refuse(name, _("it has more rows than a sheet holds."))
    if max(len(line) for line in lines) > LONGEST_LINE:
        refuse(name, _("a line is longer than a megabyte."))
    if max(line.count(b",") + line.count(b"\t") for line in lines) >= COLUMNS:
        refuse(name, _("it has more columns than a sheet holds."))


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
