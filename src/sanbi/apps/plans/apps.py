"""The app's registration."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans of a year, peers to catch, and good practice."""

    name = "sanbi.apps.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
