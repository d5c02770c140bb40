"""The state of a page in its address: filters, order and page number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, QueryDict

PAGE: Final = "page"


def with_values(query: QueryDict, **values: str | None) -> str:
    """The query with some values set or, for None and "", taken out; pages start anew."""
    changed = query.copy()
    if PAGE not in values:
        changed.pop(PAGE, None)
    for name, value in values.items():
        if value in (None, ""):
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    text = changed.urlencode()
    return f"?{text}" if text else "?"


def query_of(context_request: HttpRequest | None) -> QueryDict:
    """The query of the request, or an empty one where a template is rendered without a request."""
    return context_request.GET if context_request is not None else QueryDict()


@dataclass(frozen=True)
class Order:
    """The order that a head offers: where its link leads and how it is sorted now."""

    url: str
    aria: str  # "ascending", "descending" or ""

    @property
    def rising(self) -> bool:
        """Whether the smallest stands on top."""
        return self.aria == "ascending"


def order_of(query: QueryDict, key: str, default: str, *, falling_first: bool) -> Order:
    """How a column is sorted and what its link asks for next.

    The address says `sort=key` or `sort=-key`; `default` is what the page does without it.
    """
    now = query.get("sort") or default
    aria = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    if aria:
        following = key if aria == "descending" else f"-{key}"
    else:
        following = f"-{key}" if falling_first else key
    return Order(with_values(query, sort=following), aria)


def page_numbers(number: int, count: int, around: int = 2) -> list[int | None]:
    """The page numbers to offer; None stands for a gap of at least two.

    Raises ValueError unless 1 ≤ number ≤ count.
    """
    if not 1 <= number <= count:
        raise ValueError(f"page {number} of {count}")
    shown = {1, count, *range(max(1, number - around), min(count, number + around) + 1)}
    return list(_with_gaps(sorted(shown)))


def _with_gaps(shown: list[int]) -> Iterable[int | None]:
    before = 0
    for page in shown:
        if page - before == 2:  # noqa: PLR2004 - a gap of one page is shorter as its number
            yield page - 1
        elif page - before > 2:  # noqa: PLR2004
            yield None
        yield page
        before = page
