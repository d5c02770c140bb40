"""Cards of the roster as PDF, eight a sheet: name, venue, and the code to be scanned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.meetings.cards import code_of
from sanbi.apps.meetings.models import Attendee, Meeting

HERE = Path(__file__).resolve().parent


def cards_pdf(meeting: Meeting, rows: Sequence[Attendee], now: datetime) -> bytes:
    """Return a card for each person, in order of the numbers."""
    import typst

    begins = timezone.localtime(meeting.begins_at)
    data = {
        "title": meeting.title,
        "when": f"{begins:%Y-%m-%d %H:%M}",
        "printed": _("printed %(when)s") % {"when": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"},
        "demo": _("Demo · invented data") if settings.SANBI_DEMO else "",
        "note": _("Show this card at the desk; it is for this person alone."),
        "cards": [_card(row) for row in rows],
        "lang": "en" if get_language() == "en" else "zh",
        "region": "GB" if get_language() == "en" else "CN",
    }
    return bytes(
        typst.compile(
            str(HERE / "cards.typ"),
            root=str(HERE),
            font_paths=[str(files("noto_cjk_sans_otc"))],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(now.timestamp()),
        )
    )


def qr_svg(text: str) -> str:
    """Return a QR code (error correction M, with its quiet zone) as a drawing of one path.

    >>> qr_svg("1").startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29">')
    True
    """
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, dark in enumerate(row)
        if dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )


def _card(row: Attendee) -> dict[str, str]:
    code = code_of(row)
    return {
        "name": row.name,
        "unit": f"{row.unit_name} {row.post}".strip(),
        "venue": row.venue.name if row.venue else "",
        "code": code,
        "qr": qr_svg(code),
    }
