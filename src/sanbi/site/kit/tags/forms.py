"""Tags for forms: a field with its help and error, the summary of errors, uploads."""

from django import template
from django.forms import BaseForm, BoundField, Textarea
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

register = template.Library()

MEGABYTE = 1024 * 1024


@register.simple_tag
def field(bound: BoundField, help: str | Promise = "", css: str = "") -> SafeString:  # noqa: A002 - as in forms
    """`{% field form.name %}`: label, help, control and error, tied for a screen reader."""
    single = getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset
    widget = bound.field.widget
    values = {
        "field": bound,
        "help": help or bound.help_text,
        "css": css,
        "single": single,
        "counted": isinstance(widget, Textarea) and "maxlength" in widget.attrs,
    }
    return SafeString(render_to_string("kit/field.html", values))


@register.simple_tag
def draft_offer() -> SafeString:
    """`<form data-draft="report-7">{% draft_offer %}`: offers what was typed and never sent."""
    return SafeString(render_to_string("kit/draft_offer.html"))


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """`{% error_summary form %}`: errors on top, each a link to its field; or nothing."""
    if not form.errors:
        return SafeString("")
    rows = [(bound, error) for bound in form for error in bound.errors]
    whole = list(form.non_field_errors())
    return SafeString(
        render_to_string(
            "kit/error_summary.html",
            {"rows": rows, "whole": whole, "count": len(rows) + len(whole)},
        )
    )


@register.simple_tag
def upload(
    name: str,
    label: str | Promise,
    accept: str = "",
    help: str | Promise = "",  # noqa: A002 - as in forms
    limit_mb: int = 20,
    *,
    multiple: bool = False,
    required: bool = True,
) -> SafeString:
    """`{% upload "file" "Excel 表" accept=".xlsx" %}` in a multipart form: choose or drop a file.

    Progress is shown where scripts run. A file over the limit is named before it is sent; the
    server must check again.
    """
    values = {
        "name": name,
        "label": label,
        "accept": accept,
        "help": help,
        "limit": limit_mb * MEGABYTE,
        "limit_mb": limit_mb,
        "multiple": multiple,
        "required": required,
    }
    return SafeString(render_to_string("kit/upload.html", values))
