"""The people and the clock of the apps' tests."""

from tests.apps.conftest import count_queries, county, now

__all__ = ["count_queries", "county", "now"]
