"""The offline form: a workbook that is fetched, filled in and handed in again."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanbi.apps.indicators.models import Cell, Report
from tests.apps.factories.indicators import fill
from tests.apps.indicators.conftest import SignIn, Work, place


def form_of(client: Client, report: Report) -> openpyxl.Workbook:
    """The offline form as a workbook."""
    answer = client.get(f"/indicators/report/{report.pk}/form/")
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def hand_in(client: Client, report: Report, book: openpyxl.Workbook) -> str:
    """Hand a workbook in; the page that comes."""
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("form.xlsx", out.getvalue())
    answer = client.post(f"/indicators/report/{report.pk}/upload/", {"file": file})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_offline_form_comes_back_with_faults_by_cell(work: Work, signed_in: SignIn) -> None:
    report, client = work.report, signed_in("clerk")
    fill(report, {work["invest"]: 5})
    book = form_of(client, report)
    sheet = book.worksheets[0]
    codes = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert codes == ["invest", "industry", "starts"]
    sheet["G2"], sheet["G3"], sheet["G4"] = 21385, "一万", 8
    sheet.append([9, "unknown"])
    page = hand_in(client, report, book)
    assert "G3 “一万”" in page
    assert "B5 " in page
    assert f'name="v-{place(work, "invest")}" value="21385"' in page
    assert Cell.objects.count() == 1  # nothing was saved
    sent = {
        f"e-{report.pk}": "0",
        "source": "upload",
        f"v-{place(work, 'invest')}": "21385",
        f"v-{place(work, 'starts')}": "8",
    }
    client.post(f"/indicators/report/{report.pk}/", sent)
    assert set(Cell.objects.values_list("indicator__code", "value", "source")) == {
        ("invest", Decimal(21385), "upload"),
        ("starts", Decimal(8), "upload"),
    }


def test_a_form_that_was_not_touched_changes_nothing(work: Work, signed_in: SignIn) -> None:
    report, client = work.report, signed_in("clerk")
    fill(report, {work["invest"]: 5}, statement="=1+1")
    page = hand_in(client, report, form_of(client, report))
    assert 'name="v-' not in page


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_files_that_are_no_form_are_refused(work: Work, signed_in: SignIn, content: bytes) -> None:
    file = SimpleUploadedFile("form.xlsx", content)
    address = f"/indicators/report/{work.report.pk}/upload/"
    assert signed_in("clerk").post(address, {"file": file}).status_code in {302, 400}
    assert not Cell.objects.exists()
