"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.orgs.views import files

urlpatterns = [
    path("files/", files.attachment_send, name="attachment-send"),
    path("files/<int:attachment>/", files.attachment, name="attachment"),
    path("files/<int:attachment>/withdraw/", files.attachment_drop, name="attachment-withdraw"),
]
