"""Forms of the scheme library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DeedForm, reason_field
from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.files.checking import clean_name
from sanbi.apps.orgs.files.texts import check_signs
from sanbi.apps.orgs.models import Unit

LARGEST = 1_000_000
TEXT = forms.Textarea(
    attrs={"rows": 26, "spellcheck": "false", "class": "num wide-text", "wrap": "off"}
)


class SchemeForm(DeedForm):
    """Begins a scheme."""

    title = forms.CharField(label=_("Title"), max_length=120)
    code = forms.SlugField(label=_("Code"), max_length=40)
    owner = forms.ModelChoiceField(
        label=_("Unit in charge"), queryset=Unit.objects.exclude(kind="township")
    )
    file = forms.FileField(
        label=_("Scheme file (YAML)"), required=False, help_text=_("Or write the text below.")
    )
    text = forms.CharField(label=_("Text"), required=False, max_length=LARGEST, widget=TEXT)

    def clean(self) -> dict[str, Any]:
        """Take the file's text where there is a file."""
        data: dict[str, Any] = super().clean() or {}
        data["text"] = text_of(self, data)
        return data

    def carry_out(self) -> SchemeVersion:
        """Begin."""
        data = self.cleaned_data
        return services.scheme_create(
            actor=self.actor,
            now=self.now,
            code=data["code"],
            title=data["title"],
            owner=data["owner"].pk,
            text=data["text"],
        )


class DraftForm(DeedForm):
    """Saves a draft."""

    text = forms.CharField(label=_("Text"), max_length=LARGEST, widget=TEXT, strip=False)
    note = reason_field(_("Remark"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: SchemeVersion, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        kwargs.setdefault(
            "initial", {"text": version.text, "note": version.note, "seen": version.digest}
        )
        super().__init__(*args, **kwargs)
        self.version = version
        self.fields["text"].widget.attrs |= {
            "hx-post": reverse("scheme-check"),
            "hx-trigger": "input delay:500ms",
            "hx-target": "#faults",
        }

    def carry_out(self) -> SchemeVersion:
        """Save."""
        return services.scheme_draft_save(
            actor=self.actor,
            now=self.now,
            version=self.version.pk,
            text=self.cleaned_data["text"].replace("\r\n", "\n"),
            seen=self.cleaned_data["seen"],
            note=self.cleaned_data["note"],
        )


class AdoptForm(DeedForm):
    """Adopts a draft."""

    note = reason_field(_("Ground, such as the document number"), required=False)

    def __init__(self, *args: Any, version: SchemeVersion, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.version = version

    def carry_out(self) -> SchemeVersion:
        """Adopt."""
        return services.scheme_adopt(
            actor=self.actor,
            now=self.now,
            version=self.version.pk,
            note=self.cleaned_data["note"],
        )


class NextVersionForm(DeedForm):
    """Begins the next version."""

    file = forms.FileField(
        label=_("Scheme file (YAML)"),
        required=False,
        help_text=_("Without one, the draft starts from the latest version."),
    )
    note = reason_field(_("Remark"), required=False)

    def __init__(self, *args: Any, scheme: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.scheme = scheme

    def clean(self) -> dict[str, Any]:
        """Take the file's text where there is a file."""
        data: dict[str, Any] = super().clean() or {}
        data["text"] = text_of(self, data)
        return data

    def carry_out(self) -> SchemeVersion:
        """Begin."""
        return services.scheme_version_start(
            actor=self.actor,
            now=self.now,
            scheme=self.scheme,
            text=self.cleaned_data["text"],
            note=self.cleaned_data["note"],
        )


def text_of(form: DeedForm, data: dict[str, Any]) -> str:
    """Return the text of an uploaded file, else of the text field; bad files become errors."""
    file = data.get("file")
    if file is None:
        return str(data.get("text") or "").replace("\r\n", "\n")
    if file.size > LARGEST:
        form.add_error("file", _("The file is larger than 1 MB."))
        return ""
    try:
        content = file.read()
        check_signs(clean_name(str(file.name)), content)
        return str(content.decode("utf-8-sig")).replace("\r\n", "\n")
    except Refused as error:
        form.add_error("file", str(error))
        return ""
    except UnicodeDecodeError:
        form.add_error("file", _("The file is not UTF-8 text. Save it as UTF-8."))
        return ""
