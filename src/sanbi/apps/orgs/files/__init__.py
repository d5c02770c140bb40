"""What people hand in as files: looked at before anything else reads it.

`check_upload` says what a file is by its content, and refuses what an office has no reason to send.
"""

from sanbi.apps.orgs.files.checking import Accepted, check_upload
from sanbi.apps.orgs.files.figures import check_figures, read_figures
from sanbi.apps.orgs.files.tables import read_rows, read_sheet

__all__ = ["Accepted", "check_figures", "check_upload", "read_figures", "read_rows", "read_sheet"]
