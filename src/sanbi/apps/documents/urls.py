"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.documents.views import beside, inbox, one

urlpatterns = [
    path("", inbox.documents, name="documents"),
    path("new/", inbox.document_new, name="document-new"),
    path("<int:document>/", one.document, name="document"),
    path("<int:document>/file/", one.document_file, name="document-file"),
    path("<int:document>/repair/", one.document_repair, name="document-repair"),
    path("<int:document>/edit/", one.document_edit, name="document-edit"),
    path("<int:document>/aside/", one.document_aside, name="document-aside"),
    path("<int:document>/back/", one.document_back, name="document-back"),
    path("<int:document>/beside/<int:other>/", beside.document_beside, name="document-beside"),
    path("<int:document>/beside/<int:other>/judge/", beside.document_judge, name="document-judge"),
]
