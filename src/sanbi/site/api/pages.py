"""Every list of the API comes in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import PaginationBase

MOST = 1000


class Paged(PaginationBase):
    """``?page=1&size=100``: at most 1,000 items a page, and how many there are in all."""

    class Input(Schema):
        """What is asked for."""

        page: int = Field(1, ge=1, le=1_000_000, description="which page, from 1")
        size: int = Field(100, ge=1, le=MOST, description="how many items a page has")

    class Output(Schema):
        """What comes back."""

        items: list[Any]
        total: int

    items_attribute = "items"

    def paginate_queryset(
        self,
        queryset: QuerySet[Any] | Sequence[Any],
        pagination: Any,  # noqa: ANN401 - ninja hands over its own Input
        request: HttpRequest | None = None,
        **params: Any,  # noqa: ANN401 - the same
    ) -> dict[str, Any]:
        """Return the page's items and the number of all."""
        del request, params
        start = (pagination.page - 1) * pagination.size
        total = queryset.count() if isinstance(queryset, QuerySet) else len(queryset)
        return {"items": list(queryset[start : start + pagination.size]), "total": total}
