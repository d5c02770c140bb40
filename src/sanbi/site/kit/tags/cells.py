"""Tags for single cells: lamp, movement, mark, numbers, dates, icons."""

from datetime import date, datetime

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sanbi.site.kit import numbers, words

register = template.Library()

# Shapes, not only colours: a copy in black and white must still read.
_LAMP_SHAPES = {
    "green": (
        '<circle class="ground" cx="8" cy="8" r="7"/>'
        '<path class="sign" d="M4.6 8.2l2.4 2.4 4.4-4.8"/>'
    ),
    "yellow": (
        '<path class="ground" d="M8 .4L15.6 8 8 15.6.4 8z"/>'
        '<path class="sign" d="M8 4v5M8 10.6v1.6"/>'
    ),
    "red": (
        '<rect class="ground" x="1" y="1" width="14" height="14"/>'
        '<path class="sign" d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8"/>'
    ),
    "none": '<circle class="ground" cx="8" cy="8" r="6.5"/>',
}
_UP = mark_safe('<svg viewBox="0 0 10 9" aria-hidden="true"><path d="M5 .5L10 8.5H0z"/></svg>')
_DOWN = mark_safe(
    '<svg viewBox="0 0 10 9" aria-hidden="true"><path d="M1.3 1.2h7.4L5 7.4z"/></svg>'
)


def lamp_shape(kind: str) -> SafeString:
    """The drawing of a lamp, hidden from screen readers: the word beside it speaks."""
    words.lamp_word(kind)
    shape = mark_safe(_LAMP_SHAPES[kind])  # noqa: S308 - one of the four constants above
    return format_html('<svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>', shape)


@register.simple_tag
def lamp(kind: str, size: str | Promise | int = "", word: str | Promise = "") -> SafeString:
    """`{% lamp "yellow" "6天" %}`: shape, word and, if known, size; unknown: ValueError."""
    said = word or words.lamp_word(kind)
    size_part = format_html(" {}", size) if size != "" else ""
    return format_html(
        '<span class="lamp {}">{}<span>{}{}</span></span>', kind, lamp_shape(kind), said, size_part
    )


@register.simple_tag
def rank_change(change: int | None, was: int | None = None, none: str | Promise = "") -> SafeString:
    """`{% rank_change 2 %}` ▲升2; places won are positive. None: the word in `none`, or "—"."""
    if change is None:
        return missing(none or _("no earlier place"), none)
    spoken = format_html(' title="{}"', _("was place %(place)d") % {"place": was}) if was else ""
    if change == 0:
        return format_html('<span class="mv same"{}>{}</span>', spoken, _("same"))
    way, shape = ("up", _UP) if change > 0 else ("down", _DOWN)
    text = _("up %(places)d") if change > 0 else _("down %(places)d")
    return format_html(
        '<span class="mv {}"{}>{}{}</span>', way, spoken, shape, text % {"places": abs(change)}
    )


@register.simple_tag
def mark(kind: str, note: int | None = None, text: str | Promise = "") -> SafeString:
    """`{% mark "revised" 1 %}` 已修订①; `{% mark "obstacle" text="46 天" %}` 堵点 46 天."""
    shown = words.mark_of(kind)
    more = format_html(" {}", text) if text else ""
    number = numbers.circled(note) if note else ""
    return format_html('<span class="mk {}">{}{}{}</span>', shown.style, shown.word, more, number)


@register.simple_tag
def sign_key(wanted: str = "movement lamps") -> SafeString:
    """`<div class="legend">{% sign_key "movement lamps median alike" %}</div>`: signs in words."""
    values = {"wanted": wanted.split(), "lamps": list(words.LAMPS)}
    return SafeString(render_to_string("kit/sign_key.html", values))


@register.simple_tag
def tag(text: str | Promise) -> SafeString:
    """`{% tag "平原组" %}`: a plain label."""
    return format_html('<span class="tag">{}</span>', text)


@register.simple_tag
def icon(name: str, text: str | Promise = "") -> SafeString:
    """`{% icon "lock" %}`: a drawing of the sprite; silent unless it has a text."""
    spoken = (
        format_html('role="img" aria-label="{}"', text) if text else mark_safe('aria-hidden="true"')
    )
    return format_html('<svg class="icon" {}><use href="#i-{}"/></svg>', spoken, name)


def missing(reason: str | Promise, shown: str | Promise = "") -> SafeString:
    """A dash that says why: on hover, and always to a screen reader."""
    if shown:
        return format_html('<span class="sub">{}</span>', shown)
    return format_html(
        '<span class="num sub why" title="{0}"><span aria-hidden="true">—</span>'
        '<span class="only-read">{0}</span></span>',
        reason or _("no value"),
    )


def _figure(text: str | None, reason: str | Promise, unit: str | Promise = "") -> SafeString:
    if text is None:
        return missing(reason)
    tail = format_html("<small>{}</small>", unit) if unit else ""
    return format_html('<span class="num">{}{}</span>', text, tail)


@register.simple_tag
def num(
    value: numbers.Number,
    decimals: int | None = None,
    unit: str | Promise = "",
    reason: str | Promise = "",
    *,
    sign: bool = False,
) -> SafeString:
    """`{% num 3850 0 %}` 3,850; a missing value is "—" with its reason."""
    return _figure(numbers.written(value, decimals, sign=sign), reason, unit)


@register.simple_tag
def growth(value: numbers.Number, decimals: int = 1, reason: str | Promise = "") -> SafeString:
    """`{% growth 6.4 %}` +6.4%."""
    return _figure(numbers.growth(value, decimals), reason)


@register.simple_tag
def points(value: numbers.Number, decimals: int = 1, reason: str | Promise = "") -> SafeString:
    """`{% points 1.2 %}` 高 1.2 个百分点: the difference of two rates."""
    return _figure(numbers.points_apart(value, decimals), reason)


@register.simple_tag
def money(
    yuan: numbers.Number, unit: str = "", reason: str | Promise = "", *, bare: bool = False
) -> SafeString:
    """`{% money 1260000000 %}` 12.60 亿元; "yi" or "wan" fixes the unit.

    bare leaves the unit to the head of the column.
    """
    shown = numbers.money(yuan, unit)
    if shown is None:
        return missing(reason)
    figure, name = shown
    return _figure(figure if bare else f"{figure} {name}", "")


@register.simple_tag
def day(value: date | None, on: date | None = None, reason: str | Promise = "") -> SafeString:
    """`{% day report.due today %}`: 2026-10-20, or 10-20 in the year of the second date.

    A second date that the page does not know (Django makes it "") counts as none.
    """
    return _timed(value, numbers.day(value, on or None), reason)


@register.simple_tag
def moment(
    value: datetime | None, on: date | None = None, reason: str | Promise = ""
) -> SafeString:
    """`{% moment run.at %}`: 2026-10-20 18:00, local time."""
    return _timed(value, numbers.moment(value, on or None), reason)


def _timed(value: date | None, text: str | None, reason: str | Promise) -> SafeString:
    if value is None or text is None:
        return missing(reason)
    return format_html('<time class="num" datetime="{}">{}</time>', value.isoformat(), text)


@register.simple_tag
def months(first: int, last: int) -> str:
    """`{% months 1 9 %}` 1 至 9 月."""
    return numbers.months(first, last)
