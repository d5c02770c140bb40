"""Who gets which answer at the routes of the home page."""

from __future__ import annotations

from tests.apps.access.declaring import EVERYONE, Access

ACCESS = {"home": Access(reads=EVERYONE), "home-seen": Access(changes=EVERYONE)}
