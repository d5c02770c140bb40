"""Reads of actions."""

from sanbi.apps.actions.queries.actions import action_get, actions_for

__all__ = ["action_get", "actions_for"]
