"""How each service shows itself to the tests that walk them all (docs/mechanisms/audit.md)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

import sanbi.apps
from tests.apps.factories.orgs import County

Deed = Callable[[], object]
Prepare = Callable[[County, datetime], Deed]
"""Makes what is needed in a fresh county and returns the one service call, not yet performed."""


@dataclass(frozen=True)
class Example:
    """One call of a service that is done, and one that is refused.

    ``refused`` ends in `Refused` or `NotAllowed`. A service that nothing can refuse says why in
    ``never_refused`` instead.
    """

    done: Prepare
    refused: Prepare | None = None
    never_refused: str = ""

    def __post_init__(self) -> None:
        if (self.refused is None) != bool(self.never_refused):
            raise ValueError("an example has either a refused call or the reason why there is none")


def import_all_services() -> None:
    """Load every module of every app, so that all services are known."""
    for found in pkgutil.walk_packages(sanbi.apps.__path__, "sanbi.apps."):
        if ".migrations" not in found.name:
            importlib.import_module(found.name)


def examples_of_all_apps() -> dict[str, Example]:
    """``EXAMPLES`` of every ``tests/apps/<app>/service_examples.py``, by action."""
    found: dict[str, Example] = {}
    for app in pkgutil.iter_modules(sanbi.apps.__path__):
        module = _examples_module(app.name)
        for action, example in (module.EXAMPLES if module else {}).items():
            if action in found:
                raise ValueError(f"two examples for {action}")
            found[action] = example
    return found


def _examples_module(app: str) -> ModuleType | None:
    name = f"tests.apps.{app}.service_examples"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and name.startswith(error.name):
            return None
        raise
