"""The drawn projects of the invented county, before they become rows."""

import re
from collections import Counter
from datetime import date

import pytest

from sanbi.engine.integrity import digest
from sanbi.site.demo.county import SEED, county
from sanbi.site.demo.projects.drawing import register_text, undertakings
from sanbi.site.demo.projects.model import LIVES
from sanbi.site.demo.projects.papers import paper
from sanbi.site.demo.registers.telling import told

BEGINNING = date(2025, 10, 9)
DIGEST = "472a4a20dc401831eb9ef02da3236a46b6c596a46ebaea6b5b7bb153752f9ac8"


def test_the_projects_are_the_same_on_every_machine() -> None:
    drawn = [
        str({**vars(item), "marks": sorted(item.marks), "factors": sorted(item.factors.items())})
        for item in undertakings(SEED)
    ]
    assert digest("\n".join(drawn).encode()) == DIGEST
    assert undertakings(SEED + 1) != undertakings(SEED)


def test_what_is_drawn() -> None:
    items = undertakings(SEED)
    assert len(items) == 120
    assert len({item.code for item in items}) == len({item.name for item in items}) == 120
    assert set(LIVES) == {item.life for item in items}
    assert Counter(item.sort for item in items) == {
        "industry": 59,
        "infrastructure": 18,
        "services": 16,
        "livelihood": 9,
        "energy": 9,
        "agriculture": 9,
    }
    assert {item.township for item in items} == {place.code for place in county().townships}
    assert sum(item.total_wan >= 1_000_000 for item in items) == 1
    assert sum(item.total_wan >= 500_000 for item in items) == 3
    assert sum(item.total_wan >= 50_000 for item in items) == 31


def test_every_township_has_works_of_both_sorts_all_the_year() -> None:
    """Otherwise what its projects report could not add up to its own figures."""
    began = [item for item in undertakings(SEED) if item.life in {"building", "late"}]
    found = {(item.township, item.is_industry) for item in began}
    assert len(found) == 32


@pytest.mark.parametrize("stage", ["lead", "signed", "started", "producing"])
def test_stages_before_the_platform_lie_before_it(stage: str) -> None:
    days = [item.reached[stage] for item in undertakings(SEED) if stage in item.reached]
    assert days
    assert max(days) < BEGINNING


def test_places_lie_in_the_empty_heart_of_a_desert() -> None:
    for item in undertakings(SEED):
        assert 82.8 < float(item.longitude) < 83.5
        assert 38.85 < float(item.latitude) < 39.3


def test_the_file_says_that_it_is_invented() -> None:
    assert "虚构" in register_text().splitlines()[0]
    investors = {item.investor for item in undertakings(SEED)} - {""}
    assert all("（虚构）" in name for name in investors)


def test_a_firm_of_the_register_invests_in_what_it_knows() -> None:
    investors = {item.name: item.investor for item in undertakings(SEED)}
    assert set(investors.values()) - {""} == {row["name"] for row in told("firms")["firms"]}
    assert {
        name: investors[name].partition("（")[0]
        for name in ("双泉预制菜产业园", "枫林木竹家具产业园", "枫林净水剂生产线", "松涛人才公寓")
    } == {
        "双泉预制菜产业园": "栖禾食品",
        "枫林木竹家具产业园": "苇舟竹艺",
        "枫林净水剂生产线": "砚山新材",
        "松涛人才公寓": "",
    }


def test_a_paper_is_a_real_file_of_one_page() -> None:
    sent = paper("施工许可证", "permit")
    assert sent.name == "施工许可证.pdf"
    place = re.search(rb"startxref\n(\d+)\n", sent.content)
    assert place is not None
    assert sent.content[int(place[1]) :].startswith(b"xref\n")
    assert b"invented data): permit" in sent.content
