"""Stands for the demo's list of log-ins."""

from __future__ import annotations

from types import SimpleNamespace


def accounts() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            username="demo-clerk", password="correct-horse-9", title="填报员", unit="青石镇"
        )
    ]
