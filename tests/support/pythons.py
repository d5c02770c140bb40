"""Other Pythons on this machine, for what must not depend on the version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

MINORS = range(11, 16)


@cache
def other_pythons() -> tuple[str, ...]:
    """Pythons of other versions, one of each, on the path or among those that pyenv keeps."""
    found = {}
    for minor in MINORS:
        if minor == sys.version_info.minor:
            continue
        for path in _candidates(minor):
            probe = subprocess.run([path, "-c", ""], capture_output=True, check=False)
            if probe.returncode == 0:
                found.setdefault(minor, path)
    return tuple(found.values())


def _candidates(minor: int) -> Iterator[str]:
    name = f"python3.{minor}"
    on_path = shutil.which(name)
    if on_path is not None:
        yield on_path
    root = os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
    yield from sorted(str(path) for path in Path(root).glob(f"versions/*/bin/{name}"))
