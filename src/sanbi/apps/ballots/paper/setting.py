"""Papers set by typst, with the font that comes along."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

HERE = Path(__file__).resolve().parent


def set_paper(name: str, data: dict[str, Any], now: datetime) -> bytes:
    """Return a PDF of a template of this folder; what it says comes in ``data``."""
    import typst

    english = get_language() == "en"
    common = {
        "place": settings.SANBI_PLACE,
        "demo": _("Demo · invented data") if settings.SANBI_DEMO else "",
        "printed": _("printed %(when)s") % {"when": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"},
        "lang": "en" if english else "zh",
        "region": "GB" if english else "CN",
    }
    return bytes(
        typst.compile(
            str(HERE / f"{name}.typ"),
            root=str(HERE),
            font_paths=[str(files("noto_cjk_sans_otc"))],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps({**common, **data}, ensure_ascii=False)},
            timestamp=int(now.timestamp()),
        )
    )
