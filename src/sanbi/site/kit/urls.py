"""Route of the kit's own page."""

from __future__ import annotations

from django.urls import path

from sanbi.site.kit import views

urlpatterns = [path("", views.kit, name="kit")]
