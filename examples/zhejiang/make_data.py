# ruff: noqa: INP001 - a script beside its data, not a package
"""Write data/ from the wide census table: `python make_data.py zhejiang_census_wide.csv [FOLDER]`.

The table gives both censuses under the codes of 2020. Here the rows of 2010 get back the codes
under which they were published; the units table says, by 曾用代码, which unit carries them on.
Nothing else is changed: no figure is split, merged or estimated.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

Row = dict[str, str]

INDICATORS = {
    "population": "常住人口",
    "urban_population_share": "城镇人口比重",
    "sex_ratio": "性别比",
    "household_size": "家庭户规模",
    "share_0_14": "少儿人口比重",
    "share_15_64": "劳动年龄人口比重",
    "share_65plus": "老年人口比重",
    "schooling_years": "平均受教育年限",
    "illiteracy_15plus": "文盲率",
    "college_per_100k": "每十万人大学人数",
    "housing_area_pc": "人均住房面积",
    "agri_employment_share": "农业就业比重",
    "manuf_employment_share": "制造业就业比重",
}
# Code of today → code and name of 2010, for units that kept their area but changed their status.
FORMERLY = {
    "330111": ("330183", "2014年富阳市改为富阳区"),
    "330112": ("330185", "2017年临安市改为临安区"),
    "330213": ("330283", "2016年奉化市改为奉化区"),
    "330305": ("330322", "2015年洞头县改为洞头区，龙湾区灵昆街道划入"),
    "330603": ("330621", "2013年绍兴县改为柯桥区，部分乡镇划入越城区"),
    "330604": ("330682", "2013年上虞市改为上虞区"),
    "331083": ("331021", "2017年玉环县改为玉环市"),
}
# Units whose area differs between the two censuses: their change of place compares two areas.
CHANGED = {
    "330203": "2016年原鄞州区奉化江以西部分划入",
    "330204": "2016年撤销，并入鄞州区；2020年没有数据",
    "330212": "2016年原江东区并入，奉化江以西部分划归海曙区",
    "330302": "街道范围可能有变动",
    "330303": "2015年灵昆街道划归洞头区；2020年不含温州经济技术开发区",
    "330305": FORMERLY["330305"][1],
    "330327": "2010年包括龙港镇；2019年龙港撤镇设市分出",
    "330383": "2019年由苍南县龙港镇设市；2010年没有数据",
    "330602": "2013年原绍兴县部分乡镇划入",
    "330603": FORMERLY["330603"][1],
}
ABOLISHED_CITY = {"330204": "宁波市"}  # the source leaves the city of an abolished district blank
SOURCES = {"2010": "浙江省2010年人口普查资料", "2020": "浙江省2020年人口普查资料"}


def groups_of(row: Row) -> str:
    """Return the groups of a unit, separated by semicolons."""
    flags = {"温州": row["wenzhou"], "丽水": row["lishui"], "山区26县": row["group_26"]}
    return ";".join(["全省", *(name for name, flag in flags.items() if flag == "1")])


def unit_row(row: Row) -> list[str]:
    """Return a row of the units table."""
    code = row["unit_code"]
    former, note = FORMERLY.get(code, ("", ""))
    area = "有调整" if code in CHANGED else "未调整"
    city = row["city"] or ABOLISHED_CITY[code]
    note = CHANGED.get(code, note)
    return [code, row["unit"], groups_of(row), "是", former, city, area, note]


def plain(text: str) -> str:
    """Return a number without the .0 of a whole one."""
    return text.removesuffix(".0")


def observation_rows(row: Row) -> list[list[str]]:
    """Return the figures of one unit and census, under the code of that census."""
    code = row["unit_code"]
    if row["period"] == "2010":
        code = FORMERLY.get(code, (code, ""))[0]
    return [
        [code, name, row["period"], plain(row[column]), SOURCES[row["period"]]]
        for column, name in INDICATORS.items()
    ]


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write a CSV table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def make(source: Path, folder: Path) -> None:
    """Write units.csv and observations.csv into a folder."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["unit_code"], row["period"]))
    units = {row["unit_code"]: unit_row(row) for row in rows}
    header = ["单位代码", "名称", "分组", "参评", "曾用代码", "地级市", "区划口径", "区划说明"]
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "units.csv", header, list(units.values()))
    figures = [figure for row in rows for figure in observation_rows(row)]
    header = ["单位代码", "指标", "期", "值", "来源"]
    write(folder / "observations.csv", header, sorted(figures, key=lambda row: (row[2], row[0])))


def main() -> None:
    """Make the tables beside this script, or in the folder that is named."""
    match sys.argv[1:]:
        case [source]:
            make(Path(source), Path(__file__).parent / "data")
        case [source, folder]:
            make(Path(source), Path(folder))
        case _:
            sys.exit("usage: python make_data.py zhejiang_census_wide.csv [FOLDER]")


if __name__ == "__main__":
    main()
