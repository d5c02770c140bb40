"""Projects that a service is about to change, locked before anybody looks at their state."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import same_edition
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.queries import projects_for


def projects_locked(actor: Actor, keys: Sequence[int]) -> list[Project]:
    """Return projects that the actor sees, locked in primary-key order.

    Raises
    ------
    Missing
        when one is not there, or not for the actor to see.
    """
    wanted = sorted(set(keys))
    seen = projects_for(actor).filter(pk__in=wanted).values_list("pk", flat=True)
    if set(seen) != set(wanted):
        raise Missing
    held = Project.objects.filter(pk__in=wanted).select_related("unit").order_by("pk")
    return list(held.select_for_update(of=("self",)))


def project_locked(actor: Actor, project: int, edition: int | None = None) -> Project:
    """Return one project, locked.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    Conflict
        when it has another edition than was looked at.
    """
    held = projects_locked(actor, [project])[0]
    same_edition(held, edition)
    return held


def require_in_register(project: Project) -> None:
    """Go on only with a project that was not given up.

    Raises
    ------
    Refused
        with the day on which it was.
    """
    if project.dropped_on is not None:
        raise Refused(
            _("“%(project)s” was given up on %(day)s.")
            % {"project": project, "day": project.dropped_on.isoformat()},
            _("Take it up again first."),
        )


def needs_reason(reason: str, field: str = "reason") -> str:
    """Return the reason without blanks around it.

    Raises
    ------
    Refused
        when there is none.
    """
    said = reason.strip()
    if not said:
        raise Refused(_("This needs a reason."), _("Say why in a sentence."), field)
    return said
