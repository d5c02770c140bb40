"""Messages about files, sheets and headings."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, Mapping[str, tuple[str, str]]] = {}
