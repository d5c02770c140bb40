"""The people and the clock of the apps' tests."""

from tests.apps.conftest import _files_of_its_own, count_queries, county, now

__all__ = ["_files_of_its_own", "count_queries", "county", "now"]
