"""Routes of bulk feeds."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.indicators.feeding import views

urlpatterns = [
    path("", views.feeds, name="feeds"),
    path("new/", views.feed_new, name="feed-new"),
    path("<int:feed>/", views.feed, name="feed"),
    path("<int:feed>/progress/", views.feed_progress, name="feed-progress"),
    path("<int:feed>/resume/", views.feed_resume, name="feed-resume"),
    path("<int:feed>/stop/", views.feed_stop_page, name="feed-stop"),
]
