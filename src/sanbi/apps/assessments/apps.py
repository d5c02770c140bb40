"""The app's registration."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Assessment."""

    name = "sanbi.apps.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"
