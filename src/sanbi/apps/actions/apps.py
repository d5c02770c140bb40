"""The app's registration."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Supervision: actions from filing to close-out."""

    name = "sanbi.apps.actions"
    label = "actions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who sees and adds the files of actions."""
        from sanbi.apps.actions import proof
        from sanbi.apps.orgs import attachments

        attachments.register(
            proof.ACTION,
            may_see=proof.can_see_files,
            may_add=proof.can_add_files,
            unit_of=proof.unit_of_files,
        )
