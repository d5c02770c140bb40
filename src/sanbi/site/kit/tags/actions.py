"""Tags for doing and moving: tabs, segments, toolbar, a confirmed action."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

COUNT = 3  # where a row has its count, if it has one


def _links(rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Read rows of (address, label, whether it is the present one[, count])."""
    return [
        {
            "url": row[0],
            "label": row[1],
            "here": bool(row[2]),
            "count": row[3] if len(row) > COUNT else None,
        }
        for row in rows
    ]


@register.simple_tag
def tabs(rows: Iterable[Sequence[Any]], label: str | Promise) -> SafeString:
    """`{% tabs rows "看法" %}`: rows are (address, label, here[, count]), each its own page."""
    return SafeString(render_to_string("kit/tabs.html", {"rows": _links(rows), "label": label}))


@register.simple_tag
def segmented(rows: Iterable[Sequence[Any]], label: str | Promise) -> SafeString:
    """`{% segmented rows "单位" %}`: rows as in tabs, as one row of buttons; at most five."""
    return SafeString(
        render_to_string("kit/segmented.html", {"rows": _links(rows), "label": label})
    )


@register.simple_block_tag
def toolbar(content: str) -> SafeString:
    """`{% toolbar %}…<span class="end">…</span>{% endtoolbar %}`: a row of actions."""
    return format_html('<div class="toolbar">{}</div>', mark_safe(content))  # noqa: S308 - rendered, escaped there


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    id: str,  # noqa: A002 - the HTML attribute of that name
    title: str | Promise,
    action: str,
    label: str | Promise,
    *,
    danger: bool = False,
) -> SafeString:
    """A dialog that asks before it posts to `action`; fields may stand in the content.

    Opened by `<a class="btn" href="{{ page_without_script }}" data-dialog="id">`.
    """
    values = {
        "content": mark_safe(content),  # noqa: S308 - rendered by the template engine, escaped there
        "id": id,
        "title": title,
        "action": action,
        "label": label,
        "danger": danger,
        "csrf_token": context.get("csrf_token", ""),
    }
    return SafeString(render_to_string("kit/confirm.html", values))
