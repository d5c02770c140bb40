"""The app's registration."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Key projects, their nodes, obstacles and factors."""

    name = "sanbi.apps.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who sees and adds the files of projects, of their stages and months."""
        from sanbi.apps.orgs import attachments
        from sanbi.apps.projects import proof

        attachments.register(
            proof.PROJECT,
            may_see=proof.can_see_project_files,
            may_add=proof.can_add_project_files,
            unit_of=proof.unit_of_project_files,
        )
        attachments.register(
            proof.STEP,
            may_see=proof.can_see_step_files,
            may_add=proof.can_add_step_files,
            unit_of=proof.unit_of_step_files,
        )
        attachments.register(
            proof.MONTH,
            may_see=proof.can_see_month_files,
            may_add=proof.can_add_month_files,
            unit_of=proof.unit_of_project_files,
        )
        attachments.register(
            proof.NODE,
            may_see=proof.can_see_node_files,
            may_add=proof.can_add_node_files,
            unit_of=proof.unit_of_node_files,
        )
