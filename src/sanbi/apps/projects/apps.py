"""The app's registration."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Key projects, their nodes, obstacles and factors."""

    name = "sanbi.apps.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
