"""What the pages for administrators say holds: variables, SQL, commands."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from sanbi.site.postgres import embedded_server
from sanbi.site.postgres.programs import find_programs

SANBI = [sys.executable, "-c", "from sanbi.cli import main; main()"]
VARIABLE = re.compile(r"\bSANBI_[A-Z_]+\b")
READ = re.compile(r'"(SANBI_[A-Z_]+)"')  # a name in quotes is looked up in the environment
BUILD_ONLY = {"SANBI_SKIP_FRONTEND"}


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(
        rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )


def test_every_variable_is_in_the_table_and_none_is_idle(repo: Path) -> None:
    sources = (repo / "src/sanbi").rglob("*.py")
    used = {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}
    page = (repo / "docs/operate/serve.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `SANBI_")]
    told = {name for row in rows for name in VARIABLE.findall(row.split("|")[1])}
    assert told == used - BUILD_ONLY


@pytest.mark.slow
def test_the_roles_of_the_page_are_enough_to_migrate_and_pass_the_check(
    repo: Path, tmp_path: Path
) -> None:
    (sql,) = blocks(repo / "docs/operate/database.md", "sql")
    dump = tmp_path / "sanbi.dump"
    with embedded_server(tmp_path / "pg", durable=True) as server:
        with psycopg.connect(server.url_of("sanbi", "postgres"), autocommit=True) as connection:
            connection.execute("drop database sanbi")
            connection.execute("drop role sanbi_app")
            for statement in sql.split(";"):
                if statement.strip():
                    connection.execute(statement.encode())
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SANBI_")},
            "SANBI_DATABASE_URL": server.url_of("sanbi_app", "sanbi"),
            "SANBI_OWNER_DATABASE_URL": server.url_of("sanbi_owner", "sanbi"),
            "SANBI_SECRET_KEY": "Zx8-kQ2_vRw7LmN4pT9bYc3dFg6hJs1aUeIoXq5zWnVt0KrMlP",
            "SANBI_ALLOWED_HOSTS": "kaohe.yunchuan.example",
            "SANBI_FILES": str(tmp_path / "files"),
            "SANBI_STATIC": str(tmp_path / "static"),
            "PATH": f"{find_programs().install / 'bin'}:{os.environ['PATH']}",
        }

        def run(*words: str) -> str:
            done = subprocess.run(
                words, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        run(*SANBI, "migrate")
        check = (*SANBI, "check", "--deploy", "--language", "en")
        assert run(*check) == "nothing to mend\n"

        page = (repo / "docs/operate/database.md").read_text(encoding="utf-8")
        save, restore = re.findall(r"^pg_\w+ --.*$", page, flags=re.MULTILINE)
        run("sh", "-c", f"cd '{tmp_path}' && {save}")
        assert dump.stat().st_size > 100_000
        with psycopg.connect(server.url_of("sanbi", "postgres"), autocommit=True) as connection:
            connection.execute("drop database sanbi")
            connection.execute("create database sanbi owner sanbi_owner")
        run("sh", "-c", f"cd '{tmp_path}' && {restore}")
        run(*SANBI, "migrate")
        assert run(*check) == "nothing to mend\n"
