import pytest

from sanbi.engine.calendar.errors import (
    CalendarError,
    CalendarTableError,
    PeriodError,
    TableFault,
)


def test_a_table_error_tells_every_fault_on_its_line() -> None:
    faults = (TableFault(2, "no date", "write one"), TableFault(5, "twice", "keep one"))
    error = CalendarTableError(faults)
    assert error.faults == faults
    assert str(error) == "line 2: no date; write one\nline 5: twice; keep one"


@pytest.mark.parametrize("kind", [PeriodError, CalendarTableError])
def test_one_except_clause_catches_them_all(kind: type[Exception]) -> None:
    assert issubclass(kind, CalendarError)
    assert issubclass(CalendarError, ValueError)
