"""Every page of the boards, in both languages, for those who may see it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.apps.factories.boards import Boards, make_boards
from tests.apps.factories.orgs import County


def addresses(boards: Boards) -> list[str]:
    code, unit, other = boards.latest.code, boards.units[6].pk, boards.units[7].pk
    return [
        reverse("boards"),
        reverse("board", args=[code]),
        reverse("board-full", args=[code]),
        reverse("board-unit", args=[code, unit]),
        reverse("board-compare", args=[code, unit, other]),
        reverse("board-working", args=[code, unit, "L-gdp"]),
        reverse("board-part", args=[code, unit, "economy"]),
        reverse("board-part", args=[code, unit, "total"]),
        reverse("board-part", args=[code, unit, "bonus"]),
    ]


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "亮晒"), ("en", "League tables")])
def test_every_page_opens_in_both_languages(
    boards: Boards, signed_in: Any, language: str, word: str
) -> None:
    client = signed_in("clerk")
    for url in addresses(boards):
        answer = client.get(url, headers={"accept-language": language})
        assert answer.status_code == 200, url
        assert word in answer.content.decode() or "full" in url


def test_a_script_gets_the_working_alone(boards: Boards, signed_in: Any) -> None:
    url = reverse("board-working", args=[boards.latest.code, boards.units[6].pk, "L-gdp"])
    part = signed_in("clerk").get(url, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count('class="step"') == 5
    assert '<span class="res">11.04</span>' in part


def test_the_bar_says_which_group_is_shown_to_a_unit_of_a_later_group(
    county: County, settings: Any, tmp_path: Any, signed_in: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    towns = [county.towns[2], county.towns[1], county.towns[0]]
    boards = make_boards(towns, ("2026Q3",), whole=False)
    url = reverse("board", args=[boards.latest.code])
    clerk = signed_in("clerk")  # of the unit in the hills, the second group
    assert group_named(clerk.get(url)) == ("山区", ["青石镇"])
    assert "group=plain" in clerk.get(url).content.decode()
    assert group_named(clerk.get(url, {"group": "plain"})) == ("平原", ["松涛镇", "云岭乡"])
    assert group_named(signed_in("office").get(url)) == ("平原", ["松涛镇", "云岭乡"])


def group_named(answer: Any) -> tuple[str, list[str]]:
    """What the filter bar names as the group, and the units that stand in the table."""
    page = answer.content.decode()
    named = re.search(r'aria-current="true">(全县|平原|山区)<', page)
    assert named
    return named[1], [row.name for row in answer.context["rows"]]


def test_what_is_not_published_is_missing_to_a_clerk_and_marked_to_the_office(
    county: County, settings: Any, tmp_path: Any, signed_in: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    boards = make_boards(county.towns, ("2026Q3",), state="scored")
    code, unit = boards.latest.code, boards.units[0].pk
    clerk, office = signed_in("clerk"), signed_in("office")
    for name, args in (
        ("board", [code]),
        ("board-full", [code]),
        ("board-unit", [code, unit]),
        ("board-compare", [code, unit, boards.units[1].pk]),
        ("board-working", [code, unit, "L-gdp"]),
        ("board-part", [code, unit, "economy"]),
    ):
        url = reverse(name, args=args)
        assert clerk.get(url).status_code == 404
        answer = office.get(url)
        assert answer.status_code == 200
        assert "未公布" in answer.content.decode()
    assert boards.latest.title not in clerk.get(reverse("boards")).content.decode()
    assert boards.latest.title in office.get(reverse("boards")).content.decode()


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("", "白鹭镇", "望江镇"),
        ("?sort=-rank", "望江镇", "白鹭镇"),
        ("?sort=score", "望江镇", "白鹭镇"),
        ("?sort=-projects", "白鹭镇", "望江镇"),
        ("?sort=-change", "河湾镇", "龙潭镇"),
        ("?sort=nonsense", "白鹭镇", "望江镇"),
        ("?compare=year&sort=-change", "河湾镇", "石桥镇"),
    ],
)
def test_order(boards: Boards, signed_in: Any, query: str, first: str, last: str) -> None:
    url = reverse("board", args=[boards.latest.code]) + query
    rows = [row.name for row in signed_in("clerk").get(url).context["rows"]]
    assert (rows[0], rows[-1]) == (first, last)


def test_another_round_is_chosen_by_the_filter(boards: Boards, signed_in: Any) -> None:
    earlier = boards.rounds[0].code
    url = reverse("board", args=[boards.latest.code])
    answer = signed_in("clerk").get(f"{url}?round={earlier}&group=plain&run=2")
    assert answer.url == reverse("board", args=[earlier]) + "?group=plain"


def test_a_mark_without_units_says_so(boards: Boards, signed_in: Any) -> None:
    url = reverse("board", args=[boards.latest.code])
    page = signed_in("clerk").get(f"{url}?mark=appeal").content.decode()
    assert "没有单位带这个标记" in page


def test_the_list_is_empty_with_a_reason(county: County, signed_in: Any) -> None:
    page = signed_in("clerk").get(reverse("boards")).content.decode()
    assert "还没有亮晒的轮次" in page


def test_lists_cost_the_same_for_one_and_three(
    county: County, settings: Any, tmp_path: Any, signed_in: Any, count_queries: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    client = signed_in("clerk")
    client.get(reverse("boards"))  # the first visit of a session writes to it
    counted = []
    for seed, periods in ((1, ("2026Q1",)), (2, ("2026Q1", "2026Q2"))):
        make_boards(county.towns, periods, seed=seed)
        with count_queries() as found:
            client.get(reverse("boards"))
        counted.append(len(found))
    assert counted[0] == counted[1]


def test_an_appeal_is_offered_to_the_own_unit_while_the_window_is_open(
    county: County, settings: Any, tmp_path: Any, signed_in: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    boards = make_boards(county.towns, ("2026Q3",), state="appeals")
    url = reverse("board-unit", args=[boards.latest.code, county.towns[0].pk])
    offered = reverse("appeal-new", args=[boards.latest.code, county.towns[0].pk])
    assert offered in signed_in("clerk").get(url).content.decode()
    assert offered not in signed_in("clerk2").get(url).content.decode()
    boards.latest.state = "final"
    boards.latest.save()
    assert offered not in signed_in("clerk").get(url).content.decode()
