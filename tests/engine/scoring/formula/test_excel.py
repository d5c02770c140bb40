import csv
import math
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sanbi.engine.scoring.formula import ExcelLimitError, Formula, parse_formula, to_excel
from tests.engine.scoring.formula.arithmetics import Exact
from tests.engine.scoring.formula.trees import trees
from tests.support.programs import require_libreoffice

CELLS = {"a": "A1", "b": "$B$1", "固定资产投资 增速": "Data!C1"}


@pytest.mark.parametrize(
    ("text", "excel"),
    [
        ("8 - (9.0 - a) * 0.8", "8 - (9.0 - A1) * 0.8"),
        ("[固定资产投资 增速] * 5%", "Data!C1 * 5%"),
        ("a * -b", "A1 * (-$B$1)"),
        ("min(a, b) + max(a) + sum(a, 1)", "MIN(A1,$B$1) + MAX(A1) + SUM(A1,1)"),
        ("a / mean(a, b)", "A1 / (SUM(A1,$B$1) / 2)"),
        ("clip(a, 0, 4)", "MIN(MAX(A1,0),4)"),
        ("abs(a) + sqrt(a) + ln(a)", "ABS(A1) + SQRT(A1) + LN(A1)"),
        ("exp(a) + pow(a, -2)", "EXP(A1) + POWER(A1,-2)"),
        ("round(a, 2)", "ROUND(A1,2)"),
        ("if(a != b, 1, 2)", "IF(A1 <> $B$1,1,2)"),
        ("if(a = 1 and b > 1 and not a < b, 1, 2)", "IF(AND(A1 = 1,$B$1 > 1,NOT(A1 < $B$1)),1,2)"),
        ("if(a > 1 or b > 1 and a <= 3, 1, 2)", "IF(OR(A1 > 1,AND($B$1 > 1,A1 <= 3)),1,2)"),
        ("if(b != 0 and a / b > 1, 1, 2)", "IF(IF($B$1 <> 0,A1 / $B$1 > 1,FALSE),1,2)"),
        ("if(b <= 0 or ln(b) > 1, 1, 2)", "IF(IF($B$1 <= 0,TRUE,LN($B$1) > 1),1,2)"),
        ("if(a / b > 1 and b > 2, 1, 2)", "IF(AND(A1 / $B$1 > 1,$B$1 > 2),1,2)"),
    ],
)
def test_the_worksheet_dialect(text: str, excel: str) -> None:
    assert to_excel(parse_formula(text), CELLS.__getitem__) == excel


def test_rounding_follows_the_scheme_or_says_that_it_cannot() -> None:
    formula = parse_formula("round(a, 2)")
    assert to_excel(formula, CELLS.__getitem__, "down") == "TRUNC(A1,2)"
    with pytest.raises(ExcelLimitError, match="half to even"):
        to_excel(formula, CELLS.__getitem__, "half_even")
    assert to_excel(parse_formula("a"), CELLS.__getitem__, "half_even") == "A1"


def test_what_a_worksheet_cannot_hold_is_refused() -> None:
    with pytest.raises(ExcelLimitError, match="at most 8,192 signs"):
        to_excel(parse_formula("+".join("a" * 90)), lambda _: "Sheet!$A$1" * 10)
    deep = "if(a > 1 and 1 / a > 1, " * 20 + "1" + ", 2)" * 20
    to_excel(parse_formula(deep), CELLS.__getitem__)
    with pytest.raises(ExcelLimitError, match="nests at most 64 brackets"):
        to_excel(
            parse_formula("clip(" * 20 + "a" + ", 0, 1)" * 20), lambda _: "(" * 25 + "A1" + ")" * 25
        )


@given(trees(("a", "b")))
def test_every_formula_has_a_worksheet_form_with_closed_brackets(tree: Any) -> None:
    text = to_excel(Formula(tree, ""), CELLS.__getitem__)
    assert text.count("(") == text.count(")")
    assert "[" not in text


FORMULAS = [
    "8 - (9.0 - a) * 0.8",
    "-a * b - -a",
    "a - (b - a) - b",
    "a / (b * 4) * 2",
    "mean(a, b, 3) * 5%",
    "clip(a, 0, 4) + clip(b, 0, 4)",
    "round(a / 3, 2) + round(b / 3, 1)",
    "min(a, b) - max(a, b, 1) + abs(b) + sum(a, b, 1)",
    "sqrt(abs(b)) + ln(a) + exp(b / 10) + pow(a, 3) + pow(b, -2)",
    "if(a > b and not a = 3 or b >= 2, a, b)",
    "if(a - a != 0 and 1 / (a - a) > 1, 1, 2)",
    "if(a > 0 or 1 / 0 > 1, if(b < 0, 10, 20), 30)",
    "if(a > 1, if(a > 2, if(a > 3, 1, 2), 3), 4)",
]

# LibreOffice trusts the values in a file unless told to compute every formula anew.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


@pytest.mark.libreoffice
def test_a_spreadsheet_computes_the_same(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    office = require_libreoffice()
    figures = [
        (Fraction("6.4"), Fraction("-1.5")),
        (Fraction(3), Fraction(3)),
        (Fraction(1), Fraction(7)),
    ]
    book = xlsxwriter.Workbook(str(tmp_path / "check.xlsx"))
    sheet = book.add_worksheet()
    for row, (a, b) in enumerate(figures):
        sheet.write_row(row, 0, [float(a), float(b)])
        cells = {"a": f"A{row + 1}", "b": f"$B{row + 1}"}
        for column, text in enumerate(FORMULAS, start=2):
            sheet.write_formula(row, column, "=" + to_excel(parse_formula(text), cells.__getitem__))
    book.close()
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    subprocess.run(
        [office, f"-env:UserInstallation={profile.as_uri()}", "--headless",
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false",
         "--outdir", str(tmp_path), str(tmp_path / "check.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with (tmp_path / "check.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    for row, (a, b) in zip(rows, figures, strict=True):
        for text, cell in zip(FORMULAS, row[2:], strict=True):
            wanted = parse_formula(text).evaluate({"a": a, "b": b}, Exact())
            assert math.isclose(float(cell), wanted, rel_tol=1e-9, abs_tol=1e-12), (text, a, b)
