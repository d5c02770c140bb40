"""Paging of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.core.paginator import Page, Paginator

from sanbi.apps.orgs.pages import Request

T = TypeVar("T")
SIZE = 50


def paged(request: Request, rows: Sequence[T]) -> Page[T]:
    """Return the page that the address asks for; the nearest one where it does not exist."""
    return Paginator(rows, SIZE).get_page(request.GET.get("page"))
