"""Routes of the app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("feeds/", include("sanbi.apps.indicators.feeding.urls")),
]
