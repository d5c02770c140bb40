"""Writes of projects: each one transaction and one audit entry."""

from sanbi.apps.projects.services.keepers import keeper_appoint, keeper_dismiss
from sanbi.apps.projects.services.register import (
    entry_set,
    project_add,
    project_change,
    project_drop,
    project_restore,
)
from sanbi.apps.projects.services.stages import recognition_set, stage_revoke, stage_step

__all__ = [
    "entry_set",
    "keeper_appoint",
    "keeper_dismiss",
    "project_add",
    "project_change",
    "project_drop",
    "project_restore",
    "recognition_set",
    "stage_revoke",
    "stage_step",
]
