"""Forms of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.documents.models import Document, Standing
from sanbi.apps.documents.services import Chosen, Facts
from sanbi.apps.orgs.forms import day_field

LONGEST_PASTE = 1_000_000
GAP, KEEP = "gap", ""


class DescribeForm(forms.Form):
    """What is said of a document."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Headline"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it is read from the text."),
    )
    source = forms.CharField(
        label=_("Taken from"),
        max_length=200,
        required=False,
        help_text=_("Site, paper or unit that it was taken from."),
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices)
    published_on = day_field(_("Published on"), required=False)

    def facts(self) -> Facts:
        """Return what was said."""
        given = self.cleaned_data
        return Facts(given["title"], given["source"], given["standing"], given["published_on"])


class DocumentForm(DescribeForm):
    """A file, or pasted text, and what is said of it."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A page, Word, PDF with text, or plain text in any encoding, up to 20 MB."),
    )
    text = forms.CharField(
        label=_("Or the text itself"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ("file", "text", "title", "source", "standing", "published_on")

    def clean(self) -> dict[str, Any]:
        """Ask for a file or a text, not both."""
        given = super().clean() or {}
        if len(given.get("text") or "") > LONGEST_PASTE:
            self.add_error("text", _("It is too long to be pasted. Send it as a file."))
        if bool(given.get("file")) == bool((given.get("text") or "").strip()):
            self.add_error("file", _("Choose a file, or paste the text: one of the two."))
        return given

    def content(self) -> tuple[str, bytes]:
        """Return name and bytes of what was handed in."""
        file = self.cleaned_data["file"]
        if file:
            return file.name, file.read()
        return "pasted.txt", self.cleaned_data["text"].encode()


class ReasonForm(forms.Form):
    """Why."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)


def chosen_in(post: Mapping[str, str], document: Document) -> list[Chosen]:
    """Return the choices that a sent table of repairs makes: ``place-3=…`` and ``other-3=…``.

    ``place-3`` is the number of a candidate, ``gap``, ``other`` (the text stands in ``other-3``),
    or empty: not decided.
    """
    rows = document.reading.record["repairs"] if document.reading else []
    found = []
    for number, row in enumerate(rows):
        said = post.get(f"place-{number}", KEEP)
        text = _said(said, row, post.get(f"other-{number}", ""))
        if text is not None:
            found.append(Chosen((row["raw"][0], row["raw"][1]), text))
    return found


def _said(said: str, row: Mapping[str, Any], other: str) -> str | None:
    if said == GAP:
        return ""
    if said == "other":
        return other.strip() or None
    candidates = row["candidates"]
    if said.isdecimal() and int(said) < len(candidates):
        return str(candidates[int(said)]["text"])
    return None
