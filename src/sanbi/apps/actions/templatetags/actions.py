"""`{% share_of 7 9 %}`: a share in percent, with what it is a share of."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def share_of(part: int, whole: int) -> SafeString:
    """Show `77.8%` and, small, `7/9`; without a whole a dash that says why."""
    if not whole:
        return format_html('<span class="sub" title="{}">—</span>', _("nothing to be counted yet"))
    return format_html(
        '<span class="num">{}%</span> <span class="s12 sub num">{}/{}</span>',
        f"{100 * part / whole:.1f}",
        part,
        whole,
    )
