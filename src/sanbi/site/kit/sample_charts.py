"""One chart of each kind, for the kit's page. Invented figures."""

from __future__ import annotations

from typing import Any

from sanbi.site.kit.sample_board import MEDIANS, PARTS, PLACES, QUARTERS, TOWNS


def fan() -> dict[str, Any]:
    """A forecast with its bands."""
    done = [6, 9, 14, 19, 25, 32, 39, 47, 56]
    empty = [None] * 8
    months = [f"{month}月" for month in range(1, 13)]
    return {
        "kind": "line",
        "title": "全年投资完成率预测",
        "unit": "%",
        "labels": months,
        "min": 0,
        "max": 100,
        "series": [
            {"name": "实际", "values": [*done, None, None, None], "source": "official"},
            {
                "name": "预测",
                "label": "预测 76",
                "values": [*empty, 56, 62, 69, 76],
                "forecast": True,
                "colour": 0,
            },
            {
                "name": "时序进度",
                "values": [round(100 * month / 12, 1) for month in range(1, 13)],
                "pace": True,
            },
        ],
        "bands": [
            {"low": [*empty, 56, 58, 61, 65], "high": [*empty, 56, 67, 78, 90], "share": 80},
            {"low": [*empty, 56, 60, 65, 71], "high": [*empty, 56, 64, 72, 82], "share": 50},
        ],
    }


def strip() -> dict[str, Any]:
    """One unit against its group, one line a dimension."""
    return {
        "kind": "strip",
        "title": "各维度相对位置",
        "low": "组内最低",
        "high": "组内最高",
        "rows": [
            {
                "name": name,
                "own": float(PARTS[6][index]),
                "median": float(MEDIANS[index]),
                "values": [float(parts[index]) for parts in PARTS],
                "text": PARTS[6][index],
            }
            for index, name in enumerate(("经济指标", "重点项目", "重点任务", "现场测评"))
        ],
    }


def ribbon() -> dict[str, Any]:
    """Places over six quarters."""
    return {
        "kind": "ribbon",
        "title": "近六季名次走势",
        "labels": list(QUARTERS),
        "highlight": ["青石镇", "白鹭镇", "南屏镇"],
        "series": [{"name": town, "values": list(PLACES[at])} for at, town in enumerate(TOWNS)],
    }


def bar() -> dict[str, Any]:
    """Where most points were lost."""
    return {
        "kind": "bar",
        "title": "失分最多的五项",
        "unit": "分",
        "across": True,
        "own": 0,
        "decimals": 2,
        "labels": [
            "固定资产投资增速",
            "地区生产总值增速",
            "现场测评票",
            "重点项目投资完成",
            "投产达产",
        ],
        "series": [{"name": "失分", "values": [2.08, 1.40, 1.28, 1.14, 1.01]}],
    }


def scatter() -> dict[str, Any]:
    """Two measures of every unit."""
    return {
        "kind": "scatter",
        "title": "投资与税收",
        "x": "固定资产投资增速，%",
        "y": "税收增速，%",
        "median": [5.4, 4.1],
        "points": [
            {
                "name": town,
                "x": round(9.4 - at * 0.52 + (at * 7 % 5) * 0.4, 1),
                "y": round(7.6 - at * 0.41 + (at * 5 % 7) * 0.3, 1),
                "own": town == "青石镇",
                "named": at in (0, 15),
            }
            for at, town in enumerate(TOWNS)
        ],
    }


def charts() -> dict[str, dict[str, Any]]:
    """All charts by name."""
    return {"fan": fan(), "strip": strip(), "ribbon": ribbon(), "bar": bar(), "scatter": scatter()}
