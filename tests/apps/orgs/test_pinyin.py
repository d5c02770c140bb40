"""Keys of names as people of the place read them."""

from __future__ import annotations

import pytest

from sanbi.apps.orgs.pinyin import person_key, place_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("青石镇", "qing shi zhen"),
        ("云岭乡", "yun ling xiang"),
        ("长桥镇", "chang qiao zhen"),
        ("十里堡街道", "shi li pu jie dao"),
        ("六安路街道", "lu an lu jie dao"),
        ("县发改局", "xian fa gai ju"),
        ("县会计中心", "xian kuai ji zhong xin"),
        ("青街畲族乡", "qing jie she zu xiang"),
        ("大埔", "da bu"),
        ("A区", "a qu"),
        ("", ""),
    ],
)
def test_places(name: str, key: str) -> None:
    assert place_key(name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [("单于飞", "shan yu fei"), ("曾敏", "zeng min"), ("尉迟恭", "yu chi gong"), ("乐", "le")],
)
def test_persons(name: str, key: str) -> None:
    assert person_key(name) == key
