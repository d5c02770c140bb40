"""The app's registration."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Dispatch meetings, their decisions, and observation tours."""

    name = "sanbi.apps.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who sees and adds the files of items and contributions, and what a poll must have."""
        from django.utils.translation import gettext_lazy as _

        from sanbi.apps.meetings import proof, rehearsal
        from sanbi.apps.meetings.poll_check import check_poll
        from sanbi.apps.orgs import attachments

        attachments.register(
            proof.ITEM,
            may_see=proof.can_see_item,
            may_add=proof.can_add_to_item,
            unit_of=proof.unit_of_item,
        )
        attachments.register(
            proof.CONTRIBUTION,
            may_see=proof.can_see_contribution,
            may_add=proof.can_add_to_contribution,
            unit_of=proof.unit_of_contribution,
        )
        rehearsal.register("poll", _("The poll can be opened"), check_poll)
