"""Fixtures of every story in the browser."""

from tests.apps.conftest import now
from tests.support.browsing import axe, browser, county, open_page, picture

__all__ = ["axe", "browser", "county", "now", "open_page", "picture"]
