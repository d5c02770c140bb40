"""The invented people of the county: those with a role of their own, and who reports and signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sanbi.site.demo.chance import pick
from sanbi.site.demo.model import Person, Place

_FAMILY = "赵钱孙李冯陈卫蒋沈杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻章苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺汤罗毕郝安常于傅齐康余顾孟黄穆萧尹"  # noqa: E501
_GIVEN = "安柏承初丹东恩帆芳国海涵浩和恒宏华慧佳嘉建江杰静娟军俊凯兰乐磊黎立丽林玲龙美敏明宁鹏平启青清庆秋荣瑞珊世舒思松涛婷文武晓新兴秀雅阳一宜英永雨玉远云泽振志中卓"  # noqa: E501


def named(raw: Iterable[Mapping[str, Any]]) -> tuple[Person, ...]:
    """The listed people, as they stand in people.yaml."""
    return tuple(Person(**item) for item in raw)


def all_people(
    seed: int, listed: tuple[Person, ...], places: Iterable[Place], owners: set[str]
) -> tuple[Person, ...]:
    """The listed people and, where nobody is listed, clerk, leader and bureau of each unit."""
    taken = {(person.unit, person.role) for person in listed}
    names = {person.name for person in listed}
    found = list(listed)
    for place in places:
        for role, post in _posts(place, owners):
            if (place.code, role) in taken:
                continue
            name = _name(seed, place.code, role, names)
            names.add(name)
            found.append(Person(f"{role}-{place.code}", name, place.code, role, post))
    return tuple(found)


def _posts(place: Place, owners: set[str]) -> Iterator[tuple[str, str]]:
    if place.kind == "township":
        yield "clerk", f"{place.short}统计员"
        yield "leader", f"{place.short}{'镇长' if place.name.endswith('镇') else '乡长'}"
    elif place.code in owners:
        yield "clerk", f"{place.short}填报员"
        yield "leader", f"{place.short}负责人"
        yield "bureau", f"{place.short}数据审核员"


def _name(seed: int, unit: str, role: str, names: set[str]) -> str:
    """A name that nobody else here has."""
    turn = 0
    while True:
        first, second = (
            pick(seed, _GIVEN, unit, role, turn, 1),
            pick(seed, _GIVEN, unit, role, turn, 2),
        )
        name = (
            pick(seed, _FAMILY, unit, role, turn, 0) + first + (second if second != first else "")
        )
        if name not in names:
            return name
        turn += 1
