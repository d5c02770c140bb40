"""A program: runs another one with little memory, little time, and no files to write.

``python -I confine.py MEMORY SECONDS PROGRAM …``; it imports nothing of Sanbi. Ends with 4 when
the memory was too little.
"""

from __future__ import annotations

import resource
import runpy
import sys

TOO_LITTLE_MEMORY = 4


def main() -> None:
    """Set the limits, then run."""
    memory, seconds, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    sys.argv = sys.argv[3:]
    try:
        runpy.run_path(program, run_name="__main__")
    except MemoryError:
        sys.exit(TOO_LITTLE_MEMORY)


if __name__ == "__main__":
    main()
