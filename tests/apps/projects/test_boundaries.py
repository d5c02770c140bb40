"""Boundaries of the county: what is taken, what is refused in words, and how they are drawn."""

from __future__ import annotations

import json
import re
import struct
import time
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.projects.map.geojson import read_geojson
from sanbi.apps.projects.map.outlines import checked
from sanbi.apps.projects.map.projecting import frame_of
from sanbi.apps.projects.map.shapefile import read_shapefile
from sanbi.apps.projects.models import CountyMap
from sanbi.apps.projects.services import county_map_set
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_keeper, make_project
from tests.apps.projects.boundaries import geojson, shapefile, square, zipped

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TWO = {"青石镇": (83.0, 39.0), "河湾镇": (83.1, 39.0)}


def send(county: County, content: bytes, now: datetime = AT, **more: Any) -> CountyMap:
    make_keeper(county)
    values = {"approval": "云S（2026）12号", "system": "4490", "name": "界线.json", **more}
    return county_map_set(actor=county.actor("bureau"), now=now, content=content, **values)


def of_towns(county: County) -> dict[str, tuple[float, float]]:
    return {county.towns[0].name: (83.0, 39.0), county.towns[1].name: (83.1, 39.0)}


def test_geojson_and_shapefile_give_the_same(county: County) -> None:
    squares = of_towns(county)
    first = send(county, geojson(squares))
    for encoding in ("gb18030", "utf-8"):
        later = send(county, zipped(shapefile(squares, encoding=encoding)))
        assert later.content == first.content
    one, two = (str(town.pk) for town in county.towns[:2])
    assert first.content[one] == [
        [[83.0, 39.0], [83.1, 39.0], [83.1, 39.1], [83.0, 39.1], [83.0, 39.0]]
    ]
    assert set(first.content) == {one, two}
    assert list(CountyMap.objects.values_list("version", flat=True)) == [3, 2, 1]


def test_crs_members_of_the_two_systems_are_taken() -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4490", "EPSG:4326"):
        assert read_geojson(geojson(TWO, crs={"properties": {"name": name}}))


NO_AREA = geojson(TWO).replace(b'"Polygon"', b'"Point"')
SWAPPED = geojson({"青石镇": (39.0, 83.0)})
METRES = geojson({"青石镇": (420_000.0, 4_300_000.0)})
ABROAD = geojson({"青石镇": (2.3, 48.8)})
NUMBERLESS = geojson(TWO).replace(b"83.0", b"NaN", 1)
RING_OF_THREE = geojson(TWO).replace(b", [83.1, 39.1], [83.0, 39.1]", b"", 1)
WORDS_IN_A_PLACE = geojson(TWO).replace(b"[83.0, 39.0]", b'["a", {}]', 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是 GeoJSON"),
        (b"MZ\x90\0" * 99, "不是 GeoJSON"),
        (b"[" * 200_000, "不是 GeoJSON"),
        (b'{"type": "Feature"}', "不是区域的 GeoJSON 集合"),
        (geojson({}), "文件中没有区域"),
        (geojson(TWO, crs={"properties": {"name": "EPSG:3857"}}), "不接收坐标系 EPSG:3857"),
        (geojson(TWO, crs="EPSG:4490"), "不接收坐标系"),
        (NO_AREA, "第 1 个要素不是面，而是 Point"),
        (NUMBERLESS, "不是 GeoJSON"),
        (RING_OF_THREE, "第 1 个区域有一个环少于 4 个点"),
        (WORDS_IN_A_PLACE, "第 1 个区域的坐标无法读取"),
        (SWAPPED, "第 1 个区域的经度和纬度写反了"),
        (METRES, "坐标不是度，可能是米"),
        (ABROAD, "第 1 个区域不在中国范围内"),
    ],
)
def test_a_geojson_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=re.escape(said)):
        checked(read_geojson(content))


def many_points() -> bytes:
    ring = [[83 + (place % 7) / 100, 39 + place / 1e6] for place in range(300_001)]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def test_a_million_points_are_refused_at_once() -> None:
    content, began = many_points(), time.process_time()
    with pytest.raises(Refused, match="边界点数超过 300,000"):
        checked(read_geojson(content))
    assert time.process_time() - began < 5


def parts(**more: Any) -> dict[str, bytes]:
    return shapefile(TWO, **more)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"t.shp": parts()["t.shp"], "t.dbf": parts()["t.dbf"]}), "缺少 .prj"),
        (zipped(parts(prj='PROJCS["CGCS2000_3_Degree_GK_CM_105E"]')), "投影坐标"),
        (zipped(parts(prj='GEOGCS["GCS_Beijing_1954"]')), "不接收坐标系"),
        (zipped(parts(kind=1)), "没有面"),
        (zipped({**parts(), "t.shp": parts()["t.shp"][:-9]}), "已损坏或不完整"),
        (zipped({**parts(), "t.dbf": parts()["t.dbf"][:90]}), "已损坏或不完整"),
        (zipped({**parts(), "t.dbf": shapefile({"青石镇": (83.0, 39.0)})["t.dbf"]}), "个数不一致"),
        (zipped({**parts(), "u.shp": b"x"}), "多个图层"),
        (zipped({**parts(), "t.shp": bytes(40_000_000)}), "解压后过大"),
        (zipped(parts())[:-40], "zip 已损坏"),
    ],
)
def test_a_shapefile_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=re.escape(said)):
        checked(read_shapefile(content))


def test_counts_that_lie_reserve_no_memory() -> None:
    """A record that claims two thousand million points is damaged, not waited for."""
    shp = parts()["t.shp"]
    claimed = shp[: 108 + 40] + struct.pack("<i", 2_000_000_000) + shp[108 + 44 :]
    with pytest.raises(Refused, match="已损坏或不完整"):
        read_shapefile(zipped({**parts(), "t.shp": claimed}))


def test_an_area_without_a_unit_and_a_unit_twice_are_refused(county: County) -> None:
    with pytest.raises(Refused, match="第 1 个区域（无名镇）没有写明单位"):
        send(county, geojson({"无名镇": (83.0, 39.0)}))
    name, code = county.towns[0].name, county.towns[0].code
    with pytest.raises(Refused, match="第 1 和第 2 个区域都是"):
        send(county, geojson({name: (83.0, 39.0), code: (83.1, 39.0)}))
    assert not CountyMap.objects.exists()


def test_no_approval_no_map_and_only_the_keeper_sends(county: County) -> None:
    content = geojson(of_towns(county))
    with pytest.raises(Refused, match="地图须凭审图号展示"):
        send(county, content, approval="2026")
    with pytest.raises(NotAllowed):
        county_map_set(
            actor=county.actor("clerk"),
            now=AT,
            name="a",
            content=content,
            approval="云S（2026）12号",
            system="4490",
        )


def test_degrees_become_places_by_hand() -> None:
    """A degree of latitude and of longitude by the cosine: at 60 degrees two to one."""
    frame = frame_of([[(80.0, 59.0), (84.0, 59.0), (84.0, 61.0), (80.0, 61.0)]])
    assert frame.scale == pytest.approx(430)
    assert frame.at(80.0, 61.0) == (20.0, 20.0)
    assert frame.at(84.0, 59.0) == (880.0, 880.0)


def test_the_page_draws_them_with_their_approval(county: County, client: Client) -> None:
    make_project(county, name="新材料产业园", longitude=Decimal("83.05"), latitude=Decimal("39.05"))
    make_project(county, name="没有地点")
    client.force_login(county.users["bureau"], backend=BACKEND)
    file = SimpleUploadedFile("界线.geojson", geojson(of_towns(county)))
    form = {"file": file, "system": "gcj02", "approval": "云S（2026）12号"}
    assert client.post("/projects/map/boundaries/", form).status_code == 302
    page = client.get("/projects/map/").content.decode()
    assert page.count('class="map-area"') == 2
    assert f">{county.towns[0].short}</text>" in page
    assert "审图号 云S（2026）12号；GCJ-02（网络地图坐标）。" in page
    assert "1 个项目未绘出" in page
    assert "示意图" not in page
    assert "map-sheet" not in client.get("/projects/map/?drawn=tiles").content.decode()


def test_a_square_is_closed() -> None:
    assert square((1.0, 2.0))[0] == square((1.0, 2.0))[-1]
