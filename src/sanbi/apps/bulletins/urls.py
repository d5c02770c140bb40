"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.bulletins.views import reading, writing

urlpatterns = [
    path("", reading.bulletins, name="bulletins"),
    path("new/", writing.bulletin_new, name="bulletin-new"),
    path("<int:bulletin>/", reading.bulletin, name="bulletin"),
    path("<int:bulletin>/bulletin.docx", reading.word, name="bulletin-word"),
    path("<int:bulletin>/bulletin.pdf", reading.pdf, name="bulletin-pdf"),
    path("<int:bulletin>/annex.xlsx", reading.annex, name="bulletin-annex"),
    # -- writing
    path("<int:bulletin>/compose/", writing.compose, name="bulletin-compose"),
    path("<int:bulletin>/edit/", writing.edit, name="bulletin-edit"),
    path("<int:bulletin>/refresh/", writing.refresh, name="bulletin-refresh"),
    path("<int:bulletin>/sections/", writing.section_add, name="bulletin-section-add"),
    path("<int:bulletin>/sections/<int:section>/", writing.section, name="bulletin-section"),
    path(
        "<int:bulletin>/sections/<int:section>/remove/",
        writing.section_remove,
        name="bulletin-section-remove",
    ),
    path(
        "<int:bulletin>/sections/<int:section>/move/",
        writing.section_move,
        name="bulletin-section-move",
    ),
    # -- signing
    path("<int:bulletin>/submit/", writing.submit, name="bulletin-submit"),
    path("<int:bulletin>/return/", writing.give_back, name="bulletin-return"),
    path("<int:bulletin>/sign/", writing.sign, name="bulletin-sign"),
    path("<int:bulletin>/recall/", writing.recall, name="bulletin-recall"),
]
