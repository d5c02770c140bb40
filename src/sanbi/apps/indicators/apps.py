"""The app's registration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators and reporting."""

    name = "sanbi.apps.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who sees and adds the files of a report."""
        from sanbi.apps.indicators.rules import can_add_files, can_see_files, unit_of_files
        from sanbi.apps.orgs import attachments

        attachments.register(
            "indicators.report",
            may_see=can_see_files,
            may_add=can_add_files,
            unit_of=unit_of_files,
        )
