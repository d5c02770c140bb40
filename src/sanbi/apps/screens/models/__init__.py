"""Models of the app."""

from sanbi.apps.screens.models.shows import Scene, Show

__all__ = ["Scene", "Show"]
