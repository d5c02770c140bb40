"""Tags for the blocks of a page: panel, facts, steps, timeline, empty, loading, failed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sanbi.site.kit.words import STEP_STATES

register = template.Library()


def _drawn(name: str, /, **context: object) -> SafeString:
    return SafeString(render_to_string(f"kit/{name}.html", context))


@register.simple_block_tag
def panel(
    content: str,
    title: str | Promise = "",
    note: str | Promise = "",
    css: str = "",
    id: str = "",  # noqa: A002 - the HTML attribute of that name
    *,
    bare: bool = False,
) -> SafeString:
    """`{% panel "修订" note="共 4 件" %}…{% endpanel %}`; bare: no padding, for a table."""
    body = mark_safe(content)  # noqa: S308 - rendered by the template engine, escaped there
    return _drawn("panel", content=body, title=title, note=note, css=css, id=id, bare=bare)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """`{% facts %}{% fact … %}{% endfacts %}`: a strip of at most five facts."""
    return format_html('<dl class="facts">{}</dl>', mark_safe(content))  # noqa: S308 - rendered, escaped there


@register.simple_tag
def fact(
    label: str | Promise, value: object, note: str | Promise = "", url: str = ""
) -> SafeString:
    """`{% fact "全县中位数" "83.66" "较上季 +0.75" %}`: one fact; with url it opens its working."""
    shown = format_html('<a href="{}">{}</a>', url, value) if url else format_html("{}", value)
    small = format_html("<small>{}</small>", note) if note else ""
    return format_html('<div><dt>{}</dt><dd class="num">{}{}</dd></div>', label, shown, small)


@register.simple_block_tag
def fact_with(content: str, label: str | Promise) -> SafeString:
    """`{% fact_with "进度灯" %}{% lamp "green" 34 %}{% endfact_with %}`: of other parts."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, mark_safe(content))  # noqa: S308 - rendered


@register.simple_block_tag
def tile(content: str, label: str | Promise) -> SafeString:
    """`{% tile "在册项目" %}48 <small>个</small>{% endtile %}`: one fact in a box of its own."""
    return format_html(
        '<dl class="tile mb-0"><dt>{}</dt><dd class="num">{}</dd></dl>',
        label,
        mark_safe(content),  # noqa: S308 - rendered by the template engine, escaped there
    )


@register.simple_tag
def stepper(steps: Iterable[Sequence[Any]], label: str | Promise = "") -> SafeString:
    """`{% stepper steps "本轮进展" %}`: steps are (label, done | now | next | back[, note]).

    Raises ValueError for an unknown state.
    """
    rows = []
    for step in steps:
        name, state, note = (*step, "")[:3]
        if state not in STEP_STATES:
            raise ValueError(
                f"step {name!r} is {state!r}: expected one of {', '.join(STEP_STATES)}"
            )
        rows.append({"label": name, "state": state, "spoken": STEP_STATES[state], "note": note})
    return _drawn("stepper", steps=rows, label=label)


@register.simple_tag
def timeline(entries: Iterable[Any], label: str | Promise = "") -> SafeString:
    """`{% timeline entries %}`: each has when, title; perhaps text, who, kind (warn bad quiet)."""
    return _drawn("timeline", entries=list(entries), label=label)


@register.simple_tag
def empty(
    title: str | Promise, text: str | Promise = "", action: str | Promise = "", url: str = ""
) -> SafeString:
    """`{% empty "还没有计分" "数据冻结后计分。" "谁未报" url %}`: why empty, what is next."""
    return _drawn("empty", title=title, text=text, action=action, url=url)


@register.simple_tag
def loading(
    text: str | Promise = "", done: int = 0, total: int = 0, rows: int = 4, url: str = ""
) -> SafeString:
    """`{% loading "正在重算" 9 16 %}`: bones of rows; with url it asks for itself again."""
    share = done / total if total else None
    widths = [str(1 + at % 4) for at in range(rows)]
    return _drawn("loading", text=text, done=done, total=total, share=share, widths=widths, url=url)


@register.simple_tag
def failed(
    title: str | Promise,
    text: str | Promise = "",
    safe: str | Promise = "",
    action: str | Promise = "",
    url: str = "",
    reference: str = "",
) -> SafeString:
    """`{% failed "导入没有完成" "第 14 行…" safe="前 13 行已存为草稿" reference="E-…" %}`."""
    return _drawn(
        "failed", title=title, text=text, safe=safe, action=action, url=url, reference=reference
    )


@register.simple_block_tag
def callout(content: str, kind: str = "") -> SafeString:
    """`{% callout "warn" %}…{% endcallout %}`: a remark; kind is "", info, warn or bad."""
    body = mark_safe(content)  # noqa: S308 - rendered by the template engine, escaped there
    return format_html('<div class="callout {}">{}</div>', kind, body)
