"""Change the engine on purpose and print the share of the changes that its tests notice.

mutmut plants one small fault at a time (a `<` for a `<=`, a `+` for a `-`) in a copy of the
checkout below `var/mutants` and runs the tests that reach it. A fault that no test notices shows
what is not tested. It stops after `--minutes`; what was not tried does not count.

    python tools/mutants.py --minutes 3 src/sanbi/engine/integrity
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ENGINE = Path("src/sanbi/engine")
COPY = Path("var/mutants")
MUTMUT = str(Path(sys.executable).parent / "mutmut")
COPIED = ("src", "tests", "examples", "docs", "pyproject.toml")


class FailingTestsError(RuntimeError):
    """The tests fail on the unchanged code, so they can notice nothing."""


def mirror_of(target: Path, repo: Path) -> Path:
    """Return the tests that mirror a module or package of the engine, or all of the engine's."""
    mirror = Path("tests/engine") / target.relative_to(ENGINE)
    if mirror.suffix == ".py":
        mirror = mirror.parent
    return mirror if (repo / mirror).is_dir() else Path("tests/engine")


def settings_for(target: Path, tests: Path) -> str:
    """Return mutmut's section of pyproject.toml for one run."""
    pattern = target.as_posix() if target.suffix == ".py" else f"{target.as_posix()}/*"
    # forkserver: Polars keeps threads, which a plain fork of a process that used it may hang on.
    return f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{pattern}"]
also_copy = ["examples", "docs"]
pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider", "-m", "not slow"]
pytest_add_cli_args_test_selection = ["{tests.as_posix()}"]
process_isolation = "forkserver"
use_git_change_detection = false
use_setproctitle = false
"""


def lay_copy(repo: Path, copy: Path, settings: str) -> None:
    """Lay a fresh copy of what the tests need, with mutmut's settings in its pyproject.toml."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for name in COPIED:
        source = repo / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, copy / name)
        else:
            (copy / name).mkdir()
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings)


def run_for(command: list[str], folder: Path, seconds: float) -> int | None:
    """Run a command; after `seconds` interrupt it and return None, else return its exit status."""
    # The engine's tests need no site, and a copy of the engine has none.
    environment = {
        name: os.environ[name] for name in os.environ if name != "DJANGO_SETTINGS_MODULE"
    }
    with subprocess.Popen(command, cwd=folder, start_new_session=True, env=environment) as process:
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
            return None


def summary(stats: dict[str, int]) -> str:
    """Say in one line how many planted faults were tried and noticed."""
    unclear = ("not_checked", "skipped", "check_was_interrupted_by_user")
    tried = stats["total"] - sum(stats.get(name, 0) for name in unclear)
    noticed = sum(stats.get(name, 0) for name in ("killed", "timeout", "segfault", "suspicious"))
    if not tried:
        return "mutants: none tried; give it more --minutes or another path"
    return (
        f"mutants: {noticed} of {tried} tried were killed = {100 * noticed / tried:.1f} % "
        f"({stats.get('survived', 0)} survived, {stats.get('no_tests', 0)} reached by no test; "
        f"{stats['total']} planted)"
    )


def _survivors(copy: Path) -> list[str]:
    """Return the names of planted faults that no test noticed."""
    listed = subprocess.run([MUTMUT, "results"], cwd=copy, check=True, capture_output=True)
    rows = [line.strip().partition(": ") for line in listed.stdout.decode().splitlines()]
    return [name for name, _, state in rows if state in ("survived", "no tests")]


def measure(repo: Path, target: Path, seconds: float) -> tuple[dict[str, int], list[str]]:
    """Plant faults in one module or package; return mutmut's counts and the survivors' names.

    Raises
        FailingTestsError  when the tests do not pass before anything is planted.
    """
    copy = repo / COPY
    lay_copy(repo, copy, settings_for(target, mirror_of(target, repo)))
    if run_for([MUTMUT, "run"], copy, seconds) not in (0, None):
        raise FailingTestsError(
            "mutmut could not run; the tests must pass before faults are planted"
        )
    subprocess.run([MUTMUT, "export-cicd-stats"], cwd=copy, check=True, capture_output=True)
    stats = json.loads((copy / "mutants/mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    return stats, _survivors(copy)


def main() -> int:
    """Read the command line, measure, show survivors, print the share killed."""
    reader = argparse.ArgumentParser(description="Which planted faults do the tests notice?")
    reader.add_argument("target", nargs="?", type=Path, default=ENGINE)
    reader.add_argument("--minutes", type=float, default=10.0, help="stop after this long (10)")
    reader.add_argument("--show", type=int, default=20, help="survivors to show in full (20)")
    options = reader.parse_args()
    repo = Path(__file__).resolve().parent.parent
    target = Path(options.target)
    if not (repo / target).exists() or not target.is_relative_to(ENGINE):
        reader.error(f"{target}: name a module or package below {ENGINE}")
    try:
        stats, survivors = measure(repo, target, options.minutes * 60)
    except FailingTestsError as fault:
        print(fault)
        return 1
    for name in survivors[: options.show]:
        command = [MUTMUT, "show", name]
        print(
            subprocess.run(
                command, cwd=repo / COPY, check=False, capture_output=True
            ).stdout.decode()
        )
    if len(survivors) > options.show:
        more = len(survivors) - options.show
        print(f"... and {more} more; all of them: cd {COPY} && mutmut results")
    print(summary(stats))
    return 0


if __name__ == "__main__":
    sys.exit(main())
