"""The form by which boundaries come in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.projects.models import CountyMap


class CountyMapForm(forms.Form):
    """A file of boundaries, with the approval under which they may be shown."""

    file = forms.FileField(
        label=_("Boundaries of the townships"),
        help_text=_(
            "GeoJSON, or a zip with .shp, .dbf and .prj, up to 20 MB; each area names its township."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.geojson,.zip"}),
    )
    system = forms.ChoiceField(label=_("Coordinate system"), choices=CountyMap.System.choices)
    approval = forms.CharField(
        label=_("Approval number of the map"),
        max_length=40,
        help_text=_("审图号, such as 云S（2026）12号; it is shown below the map."),
    )
