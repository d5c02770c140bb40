"""The app's registration."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Assessment."""

    name = "sanbi.apps.assessments"
    label = "assessments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who sees and adds the files of register items and of appeals."""
        from sanbi.apps.assessments import proof
        from sanbi.apps.orgs import attachments

        attachments.register(
            proof.ITEM,
            may_see=proof.can_see_item_files,
            may_add=proof.can_add_item_files,
            unit_of=proof.unit_of_item,
        )
        attachments.register(
            proof.APPEAL,
            may_see=proof.can_see_appeal_files,
            may_add=proof.can_add_appeal_files,
            unit_of=proof.unit_of_appeal,
        )
