"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.screens import views

urlpatterns = [
    path("", views.home, name="home"),
    path("home/seen/", views.seen, name="home-seen"),
]
