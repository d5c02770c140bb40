"""The app's registration."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    """Screens."""

    name = "sanbi.apps.screens"
    label = "screens"
    default_auto_field = "django.db.models.BigAutoField"
