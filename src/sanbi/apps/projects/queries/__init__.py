"""Reads of projects."""

from sanbi.apps.projects.queries.projects import project_get, projects_for

__all__ = ["project_get", "projects_for"]
