"""The app's registration."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """Organisation."""

    name = "sanbi.apps.orgs"
    label = "orgs"
    default_auto_field = "django.db.models.BigAutoField"
