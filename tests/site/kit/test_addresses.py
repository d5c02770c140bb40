"""The state of a page in its address."""

import pytest
from django.http import QueryDict

from sanbi.site.kit import addresses


def test_a_changed_value_starts_the_pages_anew() -> None:
    query = QueryDict("group=plain&page=4&q=%E9%9D%92")
    assert addresses.with_values(query, group="hill") == "?group=hill&q=%E9%9D%92"
    assert addresses.with_values(query, group="") == "?q=%E9%9D%92"
    assert addresses.with_values(query, page="5") == "?group=plain&page=5&q=%E9%9D%92"
    assert addresses.with_values(QueryDict("a=1"), a=None) == "?"
    assert query.urlencode() == "group=plain&page=4&q=%E9%9D%92"


def test_repeated_values_survive() -> None:
    assert addresses.with_values(QueryDict("lamp=red&lamp=yellow"), q="1") == (
        "?lamp=red&lamp=yellow&q=1"
    )


@pytest.mark.parametrize(
    ("query", "falling", "url", "aria"),
    [
        ("", False, "?sort=score", ""),
        ("", True, "?sort=-score", ""),
        ("sort=score", True, "?sort=-score", "ascending"),
        ("sort=-score", True, "?sort=score", "descending"),
        ("sort=name", True, "?sort=-score", ""),
    ],
)
def test_order(query: str, falling: bool, url: str, aria: str) -> None:
    found = addresses.order_of(QueryDict(query), "score", "place", falling_first=falling)
    assert (found.url, found.aria) == (url, aria)


def test_the_own_order_of_the_page_counts_where_the_address_is_silent() -> None:
    found = addresses.order_of(QueryDict(""), "place", "place", falling_first=False)
    assert (found.url, found.aria, found.rising) == ("?sort=-place", "ascending", True)


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [
        (1, 1, [1]),
        (1, 10, [1, 2, 3, None, 10]),
        (4, 10, [1, 2, 3, 4, 5, 6, None, 10]),
        (5, 10, [1, 2, 3, 4, 5, 6, 7, None, 10]),
        (6, 10, [1, None, 4, 5, 6, 7, 8, 9, 10]),
        (10, 10, [1, None, 8, 9, 10]),
    ],
)
def test_page_numbers(number: int, count: int, shown: list[int | None]) -> None:
    assert addresses.page_numbers(number, count) == shown


@pytest.mark.parametrize("number", [0, 11])
def test_a_page_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="of 10"):
        addresses.page_numbers(number, 10)
