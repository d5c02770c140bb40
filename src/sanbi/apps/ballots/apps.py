"""The app's registration."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Polls, their roll, casting, sealing and the tally."""

    name = "sanbi.apps.ballots"
    label = "ballots"
    default_auto_field = "django.db.models.BigAutoField"
