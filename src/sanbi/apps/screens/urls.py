"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.screens.views import home, shows

urlpatterns = [
    path("", home.home, name="home"),
    path("home/seen/", home.seen, name="home-seen"),
    # -- what a hall is shown
    path("screens/", shows.screens, name="screens"),
    path("screens/<int:meeting>/", shows.show_console, name="show-console"),
    path("screens/<int:meeting>/scene/", shows.show_scene, name="show-scene"),
    path("screens/<int:meeting>/step/", shows.show_move, name="show-step"),
    path("hall/<uuid:key>/", shows.show_screen, name="show-screen"),
    path("hall/<uuid:key>/now/", shows.show_now, name="show-now"),
]
