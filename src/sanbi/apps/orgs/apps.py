"""The app's registration."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """Organisation."""

    name = "sanbi.apps.orgs"
    label = "orgs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Record changes of second factors and of joined identities."""
        from sanbi.apps.orgs.sign_in import factors, providers

        factors.listen()
        providers.listen()
