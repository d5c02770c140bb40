"""Every road that a file comes in by looks at it: none is forgotten, none keeps a disguised one."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import sanbi.apps
from sanbi.apps.orgs.models import Attachment, Blob, Unit
from sanbi.site.middleware import MOST, MOST_FIGURES
from tests.apps.factories.orgs import County
from tests.apps.orgs.file_examples import KIND

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SOURCE = Path(sanbi.apps.__file__).parents[1]
PROGRAM = b"MZ\x90\0\x03\0\0\0" * 99

# The form: where it is sent, by whom, and the ending of the files that it takes.
FORMS = {
    "FeedForm": [("/indicators/feeds/new/", "stats", "csv")],
    "TableForm": [
        ("/manage/units/table/", "sysadmin", "csv"),
        ("/manage/people/roster/", "sysadmin", "xlsx"),
        ("/manage/calendar/table/", "office", "csv"),
    ],
    "SchemeForm": [("/assessments/schemes/new/", "office", "yaml")],
    "NextVersionForm": [],  # shares `text_of` with SchemeForm
    "DocumentForm": [("/actions/inbox/new/", "supervisor", "docx")],
    "CheckForm": [("/audit/checks/", "auditadmin", "csv")],
    "ChainTableForm": [],  # of who keeps projects: tests/apps/projects/nodes/test_chains.py
    "LampRulesForm": [],  # of who keeps projects: tests/apps/projects/lamps/test_pages.py
    "CountyMapForm": [],  # needs a keeper and an approval: tests/apps/projects/test_boundaries.py
    "PeerTableForm": [],  # of an indicator that must be there: tests/apps/plans/test_pages.py
    "RollForm": [],  # of a poll that is being prepared: tests/apps/ballots/test_roll.py
    "MonthForm": [],  # of a project that must be there: tests/apps/projects/test_months.py
}
# Modules that take a file without a form; each hands it to a service or reader that looks.
BARE = {
    "apps/orgs/views/files.py",
    "apps/indicators/views/workbooks.py",
}
READERS = {  # modules that store a content or take an upload, and why they may
    "apps/orgs/services/attachments.py",  # after check_upload
    "apps/documents/services/receiving.py",  # after kind_of; opened only by a confined process
    "apps/indicators/feeding/services.py",  # after check_figures
    "apps/assessments/services/rounds.py",  # frozen by the site itself
    "apps/assessments/services/runs.py",  # made by the site itself
    "apps/projects/proof.py",  # after check_upload
    "apps/projects/services/allocations.py",  # made by the site itself
    "apps/orgs/blobs.py",
}
ROADS = [road for roads in FORMS.values() for road in roads]


def subclasses(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for found in kind.__subclasses__():
        yield found
        yield from subclasses(found)


def test_every_form_that_takes_a_file_is_tried_here() -> None:
    for module in pkgutil.walk_packages(sanbi.apps.__path__, "sanbi.apps."):
        if "_reader" not in module.name and not module.name.endswith(".confine"):
            importlib.import_module(module.name)
    found = {
        form.__name__
        for form in subclasses(forms.Form)
        if form.__module__.startswith("sanbi.apps")
        and any(isinstance(item, forms.FileField) for item in form.base_fields.values())
    }
    assert found == set(FORMS)


def matching(pattern: str) -> set[str]:
    return {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }


def test_no_other_module_takes_a_file() -> None:
    assert matching(r"\.FILES(\.get\(|\[)") == BARE
    assert matching(r"\bblob_store\(") == READERS
    assert matching(r"Annotated\[UploadedFile") == {"site/api/feeds.py", "site/api/files.py"}
    assert (
        matching(r"python_calamine|read_parquet|read_excel")
        & {name for name in matching("django") if name.startswith("apps")}
        == set()
    )


@pytest.mark.parametrize(("url", "who", "ending"), ROADS)
def test_a_program_by_another_name_is_refused(
    county: County, client: Client, settings: Any, tmp_path: Path, url: str, who: str, ending: str
) -> None:
    settings.SANBI_FILES = tmp_path
    client.force_login(county.users[who], BACKEND)
    units = Unit.objects.count()
    file = SimpleUploadedFile(f"a.{ending}", PROGRAM)
    form = {"owner": county.statistics.pk, "title": "t", "code": "t", "text": ""}
    answer = client.post(
        url, {**form, "standing": "copy", "file": file, "anchors": file}, follow=True
    )
    page = answer.content.decode()
    assert answer.status_code in {200, 400}
    said = r"未被接收|不是文本|导出"
    assert re.search(said, page)
    assert (Blob.objects.count(), Unit.objects.count(), list(tmp_path.iterdir())) == (0, units, [])


def test_an_attachment_is_refused_too(county: County, client: Client) -> None:
    client.force_login(county.users["clerk"], BACKEND)
    file = SimpleUploadedFile("a.pdf", PROGRAM)
    form = {"kind": KIND, "key": county.towns[0].pk, "file": file}
    assert "未被接收" in client.post("/manage/files/", form).content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("url", "most"), [("/manage/people/roster/", MOST), ("/api/v1/feeds", MOST_FIGURES)]
)
def test_a_body_larger_than_any_file_is_not_read(
    county: County, client: Client, url: str, most: int
) -> None:
    client.force_login(county.users["sysadmin"], BACKEND)
    answer = client.post(url, {}, CONTENT_LENGTH=most + 1)
    assert answer.status_code == 413
    assert answer.content.decode().startswith(f"超过 {most // 1024 // 1024 - 2} MB")
    assert client.post(url, {}).status_code != 413
