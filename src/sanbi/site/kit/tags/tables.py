"""Tags for tables: the wrapper, heads that sort, filters in the address, pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sanbi.site.kit import addresses

register = template.Library()

# From this number of choices on, a row of buttons becomes a list.
SEGMENTED_UP_TO: Final = 5


@dataclass(frozen=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: str | Promise
    count: int | None
    url: str
    chosen: bool


def _drawn(name: str, context: Context | None = None, /, **values: object) -> SafeString:
    request = context.get("request") if context is not None else None
    return SafeString(render_to_string(f"kit/{name}.html", values, request=request))


@register.simple_block_tag(takes_context=True)
def table(
    context: Context,
    content: str,
    id: str,  # noqa: A002 - the HTML attribute of that name
    caption: str | Promise = "",
    note: str | Promise = "",
    style: str = "",
    *,
    hidden_caption: bool = False,
    tall: bool = False,
) -> SafeString:
    """`{% table "league" caption="亮晒榜" %}<thead>…{% endtable %}`: it scrolls by itself.

    style: "dense" (32 px rows) or "entry". tall: it scrolls down by itself too, under its head.
    """
    return _drawn(
        "table",
        context,
        content=mark_safe(content),  # noqa: S308 - rendered by the template engine, escaped there
        id=id,
        caption=caption,
        note=note,
        style=style,
        hidden_caption=hidden_caption,
        tall=tall,
    )


@register.simple_tag(takes_context=True)
def th(
    context: Context,
    label: str | Promise,
    sort: str = "",
    unit: str | Promise = "",
    css: str = "",
    column: str = "",
    default: str = "",
    span: int = 1,
    *,
    falling_first: bool = False,
) -> SafeString:
    """`{% th "得分" sort="score" unit="满分 100" css="r" %}`: a head of one column.

    css: r right, c centred, g line before it, st and st2 frozen first columns. default is the
    page's own order, the same in every head. column names it for the column settings.
    """
    order = None
    if sort:
        query = addresses.query_of(context.get("request"))
        order = addresses.order_of(query, sort, default, falling_first=falling_first)
    return _drawn(
        "th", None, label=label, unit=unit, css=css, column=column, order=order, span=span
    )


@register.simple_block_tag(takes_context=True)
def filters(
    context: Context, content: str, summary: str | Promise = "", *, solo: bool = False
) -> SafeString:
    """`{% filters "16 行" %}{% choice … %}{% endfilters %}`: a bar welded to the table after it."""
    query = addresses.query_of(context.get("request"))
    return _drawn(
        "filters",
        context,
        content=mark_safe(content),  # noqa: S308 - rendered by the template engine, escaped there
        summary=summary,
        solo=solo,
        sort=query.get("sort", ""),
    )


@register.simple_tag(takes_context=True)
def choice(
    context: Context,
    name: str,
    label: str | Promise,
    choices: Iterable[Sequence[Any]],
    default: str = "",
) -> SafeString:
    """`{% choice "group" "分组" groups %}`: at most five choices as buttons, more as a list.

    choices are (value, label) or (value, label, count); the state stands in the address under name.
    """
    query = addresses.query_of(context.get("request"))
    now = query.get(name) or default
    rows = [
        Choice(
            value=str(row[0]),
            label=row[1],
            count=row[2] if len(row) > 2 else None,  # noqa: PLR2004 - the count is the third
            url=addresses.with_values(
                query, **{name: "" if str(row[0]) == default else str(row[0])}
            ),
            chosen=str(row[0]) == now,
        )
        for row in choices
    ]
    return _drawn(
        "choice",
        name=name,
        label=label,
        choices=rows,
        segmented=len(rows) <= SEGMENTED_UP_TO,
        now=now if now != default else "",
        default=default,
    )


@register.simple_tag(takes_context=True)
def find(context: Context, name: str, label: str | Promise, kind: str = "search") -> SafeString:
    """`{% find "q" "查找" %}`: a field in the filter bar; kind: search, date, month."""
    query = addresses.query_of(context.get("request"))
    return _drawn("find", name=name, label=label, kind=kind, value=query.get(name, ""))


@register.simple_tag
def table_tools(
    export: str = "",
    columns: Sequence[tuple[str, str | Promise]] = (),
    table: str = "",
    *,
    printing: bool = False,
) -> SafeString:
    """`{% table_tools export=url columns=columns table="league" printing=True %}`."""
    return _drawn("table_tools", export=export, columns=columns, table=table, printing=printing)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page, name: str = addresses.PAGE) -> SafeString:  # type: ignore[type-arg]
    """`{% pager page %}`: the pages of Django's Paginator; nothing where all fits on one."""
    count = page.paginator.num_pages
    if count < 2:  # noqa: PLR2004 - one page needs no pager
        return SafeString("")
    query = addresses.query_of(context.get("request"))
    places = [
        (number, "" if number is None else addresses.with_values(query, **{name: str(number)}))
        for number in addresses.page_numbers(page.number, count)
    ]
    return _drawn(
        "pager",
        page=page,
        places=places,
        before=addresses.with_values(query, **{name: str(page.number - 1)})
        if page.number > 1
        else "",
        after=addresses.with_values(query, **{name: str(page.number + 1)})
        if page.number < count
        else "",
    )


@register.simple_tag(takes_context=True)
def address(context: Context, **values: object) -> str:
    """`{% address group="plain" %}`: this page's query with some values changed."""
    query = addresses.query_of(context.get("request"))
    return addresses.with_values(query, **{name: str(value) for name, value in values.items()})


@register.simple_tag
def row_class(*, own: bool = False, part: bool = False, doubt: bool = False) -> SafeString:
    """`<tr{% row_class own=row.is_own %}>`: the class of a row, with the space before it."""
    names = [name for name, on in (("own", own), ("part", part), ("doubt", doubt)) if on]
    return format_html(' class="{}"', " ".join(names)) if names else SafeString("")
