"""The app's registration."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Dispatch meetings, their decisions, and observation tours."""

    name = "sanbi.apps.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
