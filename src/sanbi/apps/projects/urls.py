"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.projects.views import lists, register, stages

urlpatterns = [
    # -- the area
    path("", lists.projects, name="projects"),
    path("new/", register.project_new, name="project-new"),
    path("rules/", stages.recognition, name="recognition"),
    path("rules/<slug:stage>/", stages.recognition_set, name="recognition-set"),
    path("keepers/", stages.keepers, name="keepers"),
    path("keepers/<int:keeper>/dismiss/", stages.keeper_dismiss, name="keeper-dismiss"),
    # -- one project
    path("<int:project>/", register.project, name="project"),
    path("<int:project>/edit/", register.project_edit, name="project-edit"),
    path("<int:project>/drop/", register.project_drop, name="project-drop"),
    path("<int:project>/entry/", register.statistics_entry, name="statistics-entry"),
    path("<int:project>/step/", stages.step, name="stage-step"),
    path("<int:project>/revoke/", stages.revoke, name="stage-revoke"),
]
