"""Forms of lamp rules and waivers."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.files.checking import clean_name
from sanbi.apps.orgs.files.texts import check_signs
from sanbi.apps.orgs.forms import day_field
from sanbi.apps.projects.lamps.rulebook import LONGEST_TEXT
from sanbi.apps.projects.lamps.words import LAMP_WORDS


class LampRulesForm(forms.Form):
    """Rules as YAML, from the text or from a file, and the day from which they hold."""

    file = forms.FileField(
        label=_("Rules file (YAML)"), required=False, help_text=_("It takes the text's place.")
    )
    text = forms.CharField(
        label=_("Rules"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "class": "mono"}),
    )
    valid_from = day_field(_("Holds from"))
    looked = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Take the file's text where there is a file."""
        data: dict[str, Any] = super().clean() or {}
        file = data.get("file")
        if file is not None:
            data["text"] = self._text_of(file)
        data["text"] = str(data.get("text") or "").replace("\r\n", "\n")
        if not data["text"].strip() and not self.errors:
            self.add_error("text", _("Write rules, or choose a file."))
        return data

    def _text_of(self, file: Any) -> str:  # noqa: ANN401 - Django's
        if file.size > LONGEST_TEXT:
            self.add_error("file", _("The file is larger than 64 KB: lamp rules are short."))
            return ""
        content = file.read()
        try:
            check_signs(clean_name(str(file.name)), content)
            return str(content.decode("utf-8-sig"))
        except Refused as error:
            self.add_error("file", str(error))
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not UTF-8 text. Save it as UTF-8."))
        return ""

    def was_looked_at(self) -> bool:
        """Whether the preview that the reader has seen is that of this very text."""
        return str(self.cleaned_data["looked"]) == digest(self.cleaned_data["text"])


def digest(text: str) -> str:
    """Return the mark of a text that was looked at."""
    return hashlib.sha256(text.encode()).hexdigest()


def month_field(label: Any) -> forms.CharField:  # noqa: ANN401 - a lazy text
    """A month, chosen from the browser's own calendar."""
    return forms.CharField(
        label=label, max_length=7, widget=forms.TextInput(attrs={"type": "month"})
    )


class WaiveForm(forms.Form):
    """Which lamp shall not count, in which months, and why."""

    lamp = forms.ChoiceField(label=_("Lamp"))
    first = month_field(_("First month"))
    last = month_field(_("Last month"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, lamps: list[str], **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        choices = [(lamp, LAMP_WORDS[lamp]) for lamp in lamps]
        self.fields["lamp"] = forms.ChoiceField(label=_("Lamp"), choices=choices)
        self.order_fields(["lamp", "first", "last", "reason"])


class DecideForm(forms.Form):
    """A decision on a waiver."""

    approve = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Approve it")), ("no", _("Refuse it"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Remark"), required=False, max_length=300, help_text=_("A refusal needs it.")
    )

    def clean_approve(self) -> bool:
        """Return whether it is approved."""
        return bool(self.cleaned_data["approve"] == "yes")
