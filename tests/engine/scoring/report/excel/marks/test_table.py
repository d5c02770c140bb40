"""Look-ups over reported rows: criteria where texts are plain, exact comparisons where not."""

import pytest

from sanbi.engine.scoring.report.excel.marks.table import count_of, is_plain_text, total_of

PAIRS = [("事项!$A$4:$A$9", "$A7"), ("事项!$B$4:$B$9", "参数!$A$4")]


@pytest.mark.parametrize(
    "text", ["A*", "B?", "~C", "=D", "<E", ">F", "001", "1e5", "5%", "1,000", ""]
)
def test_texts_that_criteria_would_misread(text: str) -> None:
    assert not is_plain_text(["松涛镇", text])


def test_ordinary_codes_are_plain() -> None:
    assert is_plain_text(["松涛镇", "T01", "330100-x", "2026Q2"])


def test_sums_and_counts_in_both_forms() -> None:
    span = "事项!$J$4:$J$9"
    criteria = "事项!$A$4:$A$9,$A7,事项!$B$4:$B$9,参数!$A$4"
    product = "(事项!$A$4:$A$9=$A7)*(事项!$B$4:$B$9=参数!$A$4)"
    assert total_of(span, PAIRS, plain=True) == f"SUMIFS({span},{criteria})"
    assert total_of(span, PAIRS, plain=False) == f"SUMPRODUCT({product}*{span})"
    assert count_of(span, PAIRS, plain=True) == f"COUNTIFS({criteria})"
    assert count_of(span, PAIRS, plain=False) == f"SUMPRODUCT({product})"
