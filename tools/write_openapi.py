"""Writes docs/mechanisms/openapi.json: the description of the API, for readers and comparers."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

PLACE = Path(__file__).resolve().parents[1] / "docs/mechanisms/openapi.json"


def description() -> str:
    """Return the API's description as text; without the version, which changes with each release.

    Django has to be set up.
    """
    from sanbi.site.api.app import api

    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    described["info"]["version"] = "1"
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Write the file."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbi.site.settings")
    os.environ.setdefault("SANBI_DATABASE_URL", "postgresql://nobody@localhost/none")
    os.environ.setdefault("SANBI_SECRET_KEY", "only-to-load-the-settings-" * 3)
    django.setup()
    PLACE.write_text(description(), encoding="utf-8")
    print(f"{PLACE}: written")


if __name__ == "__main__":
    main()
