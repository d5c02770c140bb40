"""Tags for small drawings and charts. Drawn by the server, each with a text for a screen reader."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sanbi.site.kit import drawings, numbers

register = template.Library()


def _drawn(name: str, /, **context: object) -> SafeString:
    return SafeString(render_to_string(f"kit/{name}.html", context).strip())


@register.simple_tag
def spark(
    values: Sequence[float | None],
    text: str | Promise = "",
    low: float | None = None,
    high: float | None = None,
    *,
    falling: bool = False,
) -> SafeString:
    """`{% spark places text="近六季名次" falling=True low=1 high=16 %}`: a line without axes."""
    known = "、".join(numbers.written(value) or _("none") for value in values)
    spoken = f"{text} {known}" if text else known
    if not values:
        return SafeString("")
    line = drawings.spark(
        [None if value is None else float(value) for value in values],
        low=low,
        high=high,
        falling=falling,
    )
    return _drawn("spark", line=line, text=spoken)


@register.simple_tag
def diverge(
    value: float | None, scale: float, text: str | Promise = "", decimals: int = 2
) -> SafeString:
    """`{% diverge 3.84 4.5 %}`: how far from the group's median, on the scale of all columns."""
    if value is None:
        return SafeString("")
    figure = numbers.written(value, decimals, sign=True)
    spoken = text or _("%(figure)s against the median") % {"figure": figure}
    return _drawn("diverge", bar=drawings.diverge(float(value), float(scale)), text=spoken)


@register.simple_tag
def place_range(low: int, high: int, at: int, count: int) -> SafeString:
    """`{% place_range 5 7 7 16 %}`: the likely places on a ruler of the whole group."""
    spoken = _("likely places %(low)d to %(high)d") % {"low": low, "high": high}
    return _drawn("ruler", ruler=drawings.ruler(low, high, at, count), text=spoken)


@register.simple_tag
def won_bar(
    got: float, full: float, scale: float, next_place: float | None = None, width: int = 240
) -> SafeString:
    """`{% won_bar 5.92 8 12 next_place=6.64 %}`: won solid, lost hatched, next place ticked."""
    bar = drawings.won(
        float(got),
        float(full),
        float(scale),
        None if next_place is None else float(next_place),
        width,
    )
    spoken = _("%(got)s of %(full)s points") % {
        "got": numbers.written(got),
        "full": numbers.written(full),
    }
    # One path: a line of its own for each stroke made a sheet of 200 bars slow.
    hatch = "".join(f"M{start} 10L{end} 0" for start, end in bar.hatches)
    return _drawn("won", bar=bar, hatch=hatch, text=spoken)


@register.simple_tag
def progress(
    done: float | None, due: float | None = None, width: int = 150, text: str | Promise = ""
) -> SafeString:
    """`{% progress 0.86 due=0.8 %}`: a share from 0 to 1, with a tick for where it should be."""
    share = min(max(float(done or 0), 0.0), 1.0)
    spoken = text or _("%(percent)s%% done") % {"percent": numbers.written(share * 100, 0)}
    tick = None if due is None else drawings.tenth(1 + min(max(float(due), 0.0), 1.0) * (width - 2))
    return _drawn(
        "progress", width=width, done=drawings.tenth(share * (width - 2)), due=tick, text=spoken
    )


@register.simple_tag
def chart(spec: Mapping[str, Any], height: str = "m", note: str | Promise = "") -> SafeString:
    """`{% chart spec "l" %}`: a chart of charts.js with its figures in a table below it.

    spec is what docs/mechanisms/kit.md describes; height is "s", "m" or "l".
    """
    return _drawn(
        "chart",
        spec=json.dumps(spec, ensure_ascii=False, default=str),
        head=_head(spec),
        rows=_rows(spec),
        title=spec.get("title", ""),
        height=height,
        note=note,
    )


def _head(spec: Mapping[str, Any]) -> list[Any]:
    if spec["kind"] == "scatter":
        return [spec.get("name", ""), spec.get("x", ""), spec.get("y", "")]
    if spec["kind"] == "strip":
        return [_("Item"), _("Own"), _("Median"), _("Lowest"), _("Highest")]
    return [spec.get("axis", ""), *(series["name"] for series in spec["series"])]


def _rows(spec: Mapping[str, Any]) -> list[list[Any]]:
    if spec["kind"] == "scatter":
        return [[point["name"], point["x"], point["y"]] for point in spec["points"]]
    if spec["kind"] == "strip":
        return [
            [row["name"], row["own"], row["median"], min(row["values"]), max(row["values"])]
            for row in spec["rows"]
        ]
    columns = [series["values"] for series in spec["series"]]
    return [[label, *(column[at] for column in columns)] for at, label in enumerate(spec["labels"])]
