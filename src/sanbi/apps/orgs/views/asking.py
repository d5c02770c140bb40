"""A form on a page of its own: shown, checked, done, or told what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.pages import Request

Deed = Callable[[dict[str, Any]], object]


def asked(
    request: Request,
    form: forms.Form,
    deed: Deed,
    *,
    title: str,
    verb: str,
    back: str,
    done: str = "",
    note: str = "",
    danger: bool = False,
    template: str = "orgs/form.html",
    more: Mapping[str, Any] | None = None,
    then: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show the form, or do the deed with what it holds and go back, or where ``then`` says.

    A refusal stands at the field that it names, and nothing typed is lost. ``then`` gives the
    address from what the deed returned; ``more`` is for the template.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = deed(form.cleaned_data)
        except Refused as error:
            form.add_error(error.where if error.where in form.fields else None, str(error))
        else:
            if done:
                messages.success(request, done)
            return redirect(then(made) if then else back)
    shown = {
        "form": form,
        "title": title,
        "verb": verb,
        "back": back,
        "note": note,
        "danger": danger,
    }
    return render(request, template, {**shown, **(more or {})})
