"""Collects what the apps list: ``ACCESS`` and ``canary`` of their access files."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import Access
from tests.apps.factories.orgs import County

TESTS = Path(__file__).resolve().parents[2]

Canary = Callable[[County, Unit, str], None]
"""Writes a text into everything that the app keeps for a unit and does not publish."""


def access_files() -> list[str]:
    """Names of all modules ``access.py`` and ``access_….py`` below the tests of apps and site."""
    found = [
        path
        for wing in ("apps", "site")
        for pattern in ("access.py", "access_*.py")
        for path in (TESTS / wing).rglob(pattern)
    ]
    return sorted(".".join(path.relative_to(TESTS.parent).with_suffix("").parts) for path in found)


def listed() -> dict[str, Access]:
    """All routes that the access files list.

    Raises
    ------
    ValueError
        when two files list the same route.
    """
    found: dict[str, Access] = {}
    for module in _modules():
        rows: Mapping[str, Access] = module.ACCESS
        twice = found.keys() & rows.keys()
        if twice:
            raise ValueError(f"{module.__name__}: listed elsewhere too: {', '.join(sorted(twice))}")
        found.update(rows)
    return found


def listed_in(file: str) -> dict[str, Access]:
    """The routes that one access file lists."""
    return dict(importlib.import_module(file).ACCESS)


def canaries() -> list[Canary]:
    """The functions ``canary`` of the access files."""
    return [module.canary for module in _modules() if hasattr(module, "canary")]


def _modules() -> list[ModuleType]:
    return [importlib.import_module(name) for name in access_files()]
