"""The demo county 云川县 (演示县·数据虚构): `load` it into the platform, list its `accounts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanbi.site.demo.accounts import Account, accounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sanbi.site.demo.loading import Loaded

__all__ = ["Account", "accounts", "load"]


def load(stage: str = "collecting", progress: Callable[[str], None] = lambda _text: None) -> Loaded:
    """Load the county up to a stage, as `sanbi.site.demo.loading.load` says."""
    from sanbi.site.demo import loading  # needs Django set up; the list of accounts does not

    return loading.load(stage, progress)
