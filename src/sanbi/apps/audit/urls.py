"""Routes of the app."""

from __future__ import annotations

from django.urls import URLPattern, path

from sanbi.apps.audit import views

urlpatterns: list[URLPattern] = [
    path("", views.entries, name="audit"),
    path("entries/<int:number>/", views.entry, name="audit-entry"),
    path("checks/", views.checks, name="audit-checks"),
    path("checks/<int:number>/", views.check, name="audit-check"),
    path("anchors/", views.anchors, name="audit-anchors"),
]
