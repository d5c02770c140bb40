"""Test databases begin with the migrations as they stand, never with those of yesterday."""

import os
import shutil
import time
from pathlib import Path

import psycopg
import pytest

from sanbi.site.postgres import embedded_server
from tests.support.database import SOURCE, TEMPLATES
from tests.support.migrated import DATABASE, digest_of_tables, lay_data

PROBE = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orgs", "{last}")]
    operations = [migrations.RunSQL("create table probe ()")]
"""


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The package with one more migration."""
    source = tmp_path / "src/sanbi"
    shutil.copytree(SOURCE, source, ignore=shutil.ignore_patterns("__pycache__", "dist"))
    folder = source / "apps/orgs/migrations"
    last = max(path.stem for path in folder.glob("0*.py"))
    (folder / "9999_probe.py").write_text(PROBE.format(last=last))
    return source


def test_the_digest_follows_migrations_and_rights(changed: Path) -> None:
    assert digest_of_tables(changed) != digest_of_tables(SOURCE)
    (changed / "apps/orgs/migrations/9999_probe.py").unlink()
    assert digest_of_tables(changed) == digest_of_tables(SOURCE)
    with (changed / "site/postgres/rights.py").open("a") as file:
        file.write("# more\n")
    assert digest_of_tables(changed) != digest_of_tables(SOURCE)


def has_probe(data: Path) -> bool:
    """Whether the migrated database of a server has the table of the probe."""
    with (
        embedded_server(data, durable=False) as server,
        psycopg.connect(server.url_of("sanbi_app", DATABASE)) as connection,
    ):
        found = connection.execute("select to_regclass('probe'), to_regclass('orgs_user')")
        probe, users = found.fetchone() or (None, None)
        assert users == "orgs_user"
        return probe is not None


@pytest.mark.slow
def test_a_changed_migration_makes_a_new_database(changed: Path, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    unchanged = digest_of_tables(SOURCE)
    if (TEMPLATES / unchanged).is_dir():  # as every run with a database leaves it
        shutil.copytree(TEMPLATES / unchanged, templates / unchanged)
    lay_data(tmp_path / "old/pg", templates, SOURCE)
    lay_data(tmp_path / "new/pg", templates, changed)
    made = {path.name: path.stat().st_ino for path in templates.iterdir()}
    assert set(made) == {unchanged, digest_of_tables(changed)}
    assert not has_probe(tmp_path / "old/pg")
    assert has_probe(tmp_path / "new/pg")
    lay_data(tmp_path / "again/pg", templates, changed)  # taken, not made again
    assert {path.name: path.stat().st_ino for path in templates.iterdir()} == made


def test_what_nobody_takes_goes_after_a_week(tmp_path: Path) -> None:
    templates, kept = tmp_path, tmp_path / digest_of_tables(SOURCE)
    old, recent = tmp_path / "old", tmp_path / "recent"
    for folder, days in ((kept / "pg", 0), (old, 8), (recent, 6)):
        folder.mkdir(parents=True)
        then = time.time() - days * 24 * 3600
        os.utime(folder, (then, then))
    lay_data(tmp_path / "laid", templates, SOURCE)
    assert {path.name for path in tmp_path.iterdir()} == {kept.name, "recent", "laid"}
