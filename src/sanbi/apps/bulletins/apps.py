"""The app's registration."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Bulletins: composed from data, signed by another person, numbered, recalled."""

    name = "sanbi.apps.bulletins"
    label = "bulletins"
    default_auto_field = "django.db.models.BigAutoField"
