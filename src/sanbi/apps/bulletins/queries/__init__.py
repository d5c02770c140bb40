"""Reads of bulletins: the actor first, only what the actor may see."""

from sanbi.apps.bulletins.queries.bulletins import bulletin_get, bulletins_for, values_of

__all__ = ["bulletin_get", "bulletins_for", "values_of"]
