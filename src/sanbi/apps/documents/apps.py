"""The app's registration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The inbox: what came in, how it was read, what people decided about damaged places."""

    name = "sanbi.apps.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
