"""Files of figures: hostile ones are refused before they are unpacked, plain ones are read."""

from __future__ import annotations

import datetime as dt
import io
import resource
import time
from collections.abc import Callable

import polars as pl
import pytest

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.files import Accepted, check_figures, figures, read_figures
from sanbi.apps.orgs.files.confining import Bounds
from tests.apps.orgs.files import hostile_figures
from tests.apps.orgs.files.hostile_figures import HEAD, HOSTILE, ROW, cells, plain, repeated

MEGABYTE = 1024 * 1024
MIDNIGHT = dt.datetime(2026, 10, 18)  # noqa: DTZ001 - workbooks and Parquet know no zone
WANTED = ("单位", "指标", "期", "数值", "unit", "indicator", "period", "value", "released_on")


def seconds() -> float:
    """Seconds of the processor, of this process and of those it waited for."""
    done = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + done.ru_utime + done.ru_stime


@pytest.mark.parametrize(
    ("name", "make", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_hostile_figures_are_refused_within_a_second(
    name: str, make: Callable[[], bytes], words: str
) -> None:
    content = make()
    began = seconds()
    with pytest.raises(Refused) as error:
        check_figures(name, content)
    assert seconds() - began < 1
    assert error.value.message.startswith(f"文件“{name}”未被接收：")
    assert words in str(error.value)


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 40


def read(name: str, content: bytes) -> tuple[int, list[tuple[str, ...]]]:
    found = read_figures(check_figures(name, content), WANTED)
    return found.first, pl.read_ipc_stream(io.BytesIO(found.stream)).rows()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_as_it_stands(encoding: str) -> None:
    content = f"\n{HEAD}{ROW}\n青石镇,gdp\n".replace("\n", "\r\n").encode(encoding)
    assert read("a.csv", content) == (
        2,
        [("T1", "gdp", "2026-09", "1"), ("", "", "", ""), ("青石镇", "gdp", "", "")],
    )


def test_a_workbook_is_read_as_people_see_it() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(2, 1, ["单位", "数值", "备注", "released_on"])
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(3, 1, [330999101, 0.1 + 0.2, "x"])
    sheet.write_datetime(3, 4, MIDNIGHT, day)
    sheet.write_row(5, 1, ["青石镇", 1234567890.5])
    book.close()
    assert read("a.xlsx", out.getvalue()) == (
        3,
        [("330999101", "0.3", "2026-10-18"), ("", "", ""), ("青石镇", "1234567890.5", "")],
    )


def test_parquet_is_read_as_texts() -> None:
    from decimal import Decimal

    content = hostile_figures.table(
        unit=["青石镇", None],
        value=[Decimal("1.50"), Decimal("2.25")],
        released_on=[MIDNIGHT, None],
        more=[1, 2],
    )
    assert read("a.parquet", content) == (
        1,
        [("青石镇", "1.50", "2026-10-18"), (None, "2.25", None)],
    )


def test_a_bomb_would_be_read_without_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: the reader alone takes the whole workbook into memory."""
    monkeypatch.setattr(figures, "READ", Bounds(450 * MEGABYTE, 60, 600 * MEGABYTE))
    assert len(read("a.parquet", plain(20_000))[1]) == 20_000
    bomb = cells(8_000_000)
    assert len(bomb) < MEGABYTE
    began = seconds()
    with pytest.raises(Refused, match="膨胀百倍"):
        check_figures("a.xlsx", bomb)
    looked = seconds() - began
    began = seconds()
    with pytest.raises(Refused, match="内存"):
        read_figures(Accepted("xlsx", "", "a.xlsx", bomb), WANTED)
    assert seconds() - began > 10 * looked


def test_a_parquet_bomb_would_be_read_without_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: what the footer tells would fill the memory; the reader's bounds stop it."""
    bomb = repeated(hostile_figures.REPEATED, 1000)
    assert len(bomb) < MEGABYTE
    monkeypatch.setattr(figures, "READ", Bounds(2048 * MEGABYTE, 60, 300 * MEGABYTE))
    with pytest.raises(Refused, match="内存"):
        read_figures(Accepted("parquet", "", "a.parquet", bomb), WANTED)


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "READ", Bounds(2048 * MEGABYTE, 0.001, MEGABYTE))
    with pytest.raises(Refused, match="读取时间过长"):
        read("a.csv", (HEAD + ROW).encode())
