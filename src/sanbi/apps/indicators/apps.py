"""The app's registration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators and reporting."""

    name = "sanbi.apps.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
