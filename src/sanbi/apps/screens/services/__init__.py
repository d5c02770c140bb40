"""Writes of the home page and of what a hall is shown."""

from sanbi.apps.screens.services.home import home_seen
from sanbi.apps.screens.services.shows import Scenery, show_set, show_step

__all__ = ["Scenery", "home_seen", "show_set", "show_step"]
