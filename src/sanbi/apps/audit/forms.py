"""What readers of the audit ask for."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.published import Published, read_published
from sanbi.apps.audit.queries import Wanted

MOST_BYTES = 5 * 1024 * 1024
OUTCOMES = [
    ("", gettext_lazy("all")),
    (Entry.Outcome.DONE.value, gettext_lazy("done")),
    (Entry.Outcome.REFUSED.value, gettext_lazy("refused")),
]


class WantedForm(forms.Form):
    """The filter of the list; what cannot be read is told and left out."""

    who = forms.CharField(required=False, max_length=120)
    noun = forms.CharField(required=False, max_length=60)
    action = forms.CharField(required=False, max_length=60)
    kind = forms.CharField(required=False, max_length=60)
    key = forms.CharField(required=False, max_length=60)
    thing = forms.CharField(required=False, max_length=200)
    outcome = forms.ChoiceField(required=False, choices=OUTCOMES)
    since = forms.DateField(required=False, label=gettext_lazy("From"))
    until = forms.DateField(required=False, label=gettext_lazy("To"))

    def wanted(self) -> Wanted:
        """Return what could be read."""
        self.is_valid()
        return Wanted(**self.cleaned_data)

    def faults(self) -> list[str]:
        """Return a sentence for each field that could not be read."""
        return [
            f"{self.fields[name].label or name}: {' '.join(map(str, errors))}"
            for name, errors in self.errors.items()
        ]


class CheckForm(forms.Form):
    """A check, with a file of anchors kept elsewhere if there is one."""

    anchors = forms.FileField(required=False, label=gettext_lazy("Published anchors"))

    def clean_anchors(self) -> tuple[Published, ...]:
        """Return the anchors of the file."""
        file = self.cleaned_data.get("anchors")
        if not isinstance(file, UploadedFile):
            return ()
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB; export the anchors anew."))
        try:
            return tuple(read_published(file.read().decode()))
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("The file is no text; export the anchors anew.")
            ) from None
        except Refused as error:
            raise forms.ValidationError(str(error)) from None
