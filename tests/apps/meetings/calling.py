"""How examples call a service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.apps.audit.examples import Deed, Prepare
from tests.apps.factories.orgs import County


def by(service: Any, who: str, given: Callable[[County], dict[str, Any]]) -> Prepare:
    """A call of a service by somebody, with what is made in the county."""

    def prepare(county: County, now: datetime) -> Deed:
        more = given(county)
        return lambda: service(actor=county.actor(who), now=now, **more)

    return prepare
