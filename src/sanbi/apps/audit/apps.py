"""The app's registration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit, the lowest app."""

    name = "sanbi.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
