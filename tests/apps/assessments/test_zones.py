"""A published run on machines of three zones and Pythons: recomputed, it is the same (TRUST E2)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from sanbi.apps.assessments.models import Round
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.indicators.models import Report
from sanbi.apps.orgs.blobs import blob_read
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round
from tests.engine.scoring.test_package import replaced, tampered
from tests.support.pythons import other_pythons

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    """This process believes that the machine stands in another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def a_quarter(county: County) -> dict[str, Any]:
    """A round up to the appeals, then undone: its package, its deadlines, its audit."""
    with transaction.atomic():
        stage = make_round(county, "appeals")
        held: Round = stage.again()
        made = {
            "package": blob_read(stage.run.package_id),
            "until": (held.notice_until, held.appeals_until, held.published_at),
            "due": list(Report.objects.order_by("due_at").values_list("due_at", flat=True)),
            "audit": list(Entry.objects.order_by("pk").values_list("action", "at")),
        }
        transaction.set_rollback(True)
    return made


@pytest.fixture
def package(county: County, tmp_path: Path) -> Path:
    """The stored package of a published run."""
    run = make_round(county, "published").run
    file = tmp_path / "package.zip"
    file.write_bytes(blob_read(run.package_id))
    return file


def verifiers(repo: Path) -> list[list[str]]:
    """The engine's own, and the one of the standard library alone on every Python that is here."""
    tool = str(repo / "tools/verify_package.py")
    engine = [sys.executable, "-c", "from sanbi.cli import main; main()", "verify"]
    return [engine, *([python, "-I", tool] for python in (sys.executable, *other_pythons()))]


def judged(words: list[str], package: Path, zone: str, repo: Path) -> tuple[int, bytes]:
    """Exit status and output of a verifier in a zone."""
    environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(repo / "src"), "LC_ALL": "C.UTF-8"}
    command = [*words, str(package), "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout


def test_a_quarter_is_the_same_in_every_zone(county: County) -> None:
    found = []
    for zone in ZONES:
        with machine_in(zone):
            found.append(a_quarter(county))
    assert found == [found[0]] * len(ZONES)
    assert len(found[0]["audit"]) > 10


def test_a_published_package_verifies_in_every_zone(package: Path, repo: Path) -> None:
    for words in verifiers(repo):
        found = {judged(words, package, zone, repo) for zone in ZONES}
        assert len(found) == 1
        assert found.pop()[0] == 0


def test_a_changed_constant_is_noticed(package: Path, repo: Path) -> None:
    """The target of a leaf is 76 instead of 75, with every hash of the package renewed."""
    other = replaced("75", "76")
    changes = {"scheme.yaml": other, "scheme.json": other}
    package.write_bytes(tampered(package.read_bytes(), changes))
    for words in verifiers(repo):
        status, said = judged(words, package, "UTC", repo)
        assert status == 1, said


@pytest.mark.skipif(
    not other_pythons(),
    reason="no Python of another version (python3.11 to python3.15) is on this machine",
)
def test_another_python_judges_the_same(package: Path, repo: Path) -> None:
    found = {judged(words, package, "UTC", repo) for words in verifiers(repo)[1:]}
    assert len(found) == 1


def test_a_deadline_is_told_by_the_countys_clock(county: County) -> None:
    from sanbi.apps.assessments.services import round_finish
    from tests.apps.factories.rounds import NOW

    stage = make_round(county, "appeals")
    with pytest.raises(Refused, match=r"2026-10-16 17:30"):
        round_finish(actor=county.actor("office"), now=NOW, round=stage.round.pk)
