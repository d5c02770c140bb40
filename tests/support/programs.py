"""Programs outside Python that some tests need: found, or the test is skipped with a reason.

`.ci/run` sets SANBI_REQUIRE_LIBREOFFICE and SANBI_REQUIRE_BROWSER; then a missing program is a
failure, because there it has just been installed.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest


class MissingProgramError(AssertionError):
    """A program is missing where its tests may not be skipped."""


def find_program(names: Sequence[str], path: str | None = None) -> Path | None:
    """Return the first of these programs that is on PATH (or on `path`), or None."""
    for name in names:
        found = shutil.which(name, path=path)
        if found:
            return Path(found)
    return None


def require_program(
    names: Sequence[str],
    *,
    switch: str,
    hint: str,
    environ: Mapping[str, str] = os.environ,
) -> Path:
    """Return the program's path; skip the test without it, or fail where `switch` is set.

    `switch` names the environment variable that forbids skipping; `hint` says how to install.
    """
    found = find_program(names, path=environ.get("PATH", ""))
    if found is not None:
        return found
    message = f"{names[0]} is not on this machine. {hint}"
    if environ.get(switch, "") not in ("", "0"):
        raise MissingProgramError(f"{message} ({switch} is set, so this test may not be skipped.)")
    pytest.skip(message)


def require_libreoffice() -> Path:
    """Return LibreOffice's program, which recalculates workbooks without a window."""
    return require_program(
        ("soffice", "libreoffice"),
        switch="SANBI_REQUIRE_LIBREOFFICE",
        hint="Debian: apt-get install libreoffice-calc-nogui.",
    )


def require_chromium() -> Path:
    """Return Chromium's program; start it through playwright with `executable_path`."""
    return require_program(
        ("chromium", "chromium-browser", "google-chrome"),
        switch="SANBI_REQUIRE_BROWSER",
        hint="Debian: apt-get install chromium fonts-noto-cjk.",
    )
