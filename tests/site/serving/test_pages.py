"""The application that the web server loads."""

import subprocess
import sys

MAKE = """
import gc
from sanbi.site.serving.pages import make_application
make_application()
print(gc.get_freeze_count())
"""


def test_what_is_loaded_at_the_start_is_walked_no_more() -> None:
    """In a process of its own: the frozen objects of this one would stay so for all later tests."""
    words = [sys.executable, "-c", MAKE]
    made = subprocess.run(words, capture_output=True, text=True, check=True)
    assert int(made.stdout) > 200_000
