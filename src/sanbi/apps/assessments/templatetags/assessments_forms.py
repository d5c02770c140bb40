"""`{% load assessments_forms %}`: the box of one number in a scheme's tree."""

from __future__ import annotations

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def number_of(form: forms.Form, what: str, name: str) -> SafeString | str:
    """Return the box for a node's points or weight; nothing where the text does not state them."""
    key = f"{what}:{name}"
    return SafeString(form[key]) if key in form.fields else ""
