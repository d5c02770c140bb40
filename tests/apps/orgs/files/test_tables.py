"""Tables are read in a process of their own."""

from __future__ import annotations

import pytest

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.orgs.files import tables as reading
from tests.apps.orgs.files import making


def test_cells_come_as_people_read_them() -> None:
    rows = read_rows(check_upload("a.xlsx", making.workbook()))
    assert rows == [["姓名", "账号", "单位"], ["曾敏", "zengmin", "330999101"], ["说明", "", ""]]
    text = "姓名, 账号\n曾敏,zengmin\n".encode("gb18030")
    assert read_rows(check_upload("a.csv", text)) == [["姓名", "账号"], ["曾敏", "zengmin"]]


def test_too_many_rows_and_broken_sheets_are_refused() -> None:
    with pytest.raises(Refused):
        read_rows(check_upload("a.xlsx", making.workbook()), most_rows=2)
    with pytest.raises(Refused):
        read_rows(check_upload("a.xlsx", making.packed(making.XLSX)))


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    with pytest.raises(Refused):
        read_rows(check_upload("a.xlsx", making.workbook()))


def test_a_reader_that_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MEMORY", 8 * 1024 * 1024)
    with pytest.raises(Refused):
        read_rows(check_upload("a.xlsx", making.workbook()))
