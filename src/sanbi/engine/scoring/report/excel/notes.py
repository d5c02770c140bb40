"""The sheet of notes 说明: how to read the workbook, and what in it does not follow."""

from __future__ import annotations

from sanbi.engine.scoring.report.excel.book import Book
from sanbi.engine.scoring.report.excel.cells import LINE_HEIGHT, Sheet, lines_of
from sanbi.engine.scoring.scheme.words import ROUNDING, TIES

Both = tuple[str, str]  # Chinese, English

READING: tuple[tuple[Both, Both], ...] = (
    (
        ("怎样核对", "How to check"),
        (
            (
                "蓝字是填报的数据和办法的参数，可以改动；黑字是公式，随改动重算；"
                "灰字是不随改动的数值，批注说明原因。改一个数据，得分、总分、名次和亮晒榜跟着变。"
            ),
            (
                "Blue figures and parameters may be changed; black cells are formulas and follow; "
                "grey cells are values that do not follow, with the reason as comment. Change a "
                "figure, and scores, totals, ranks and the league table change with it."
            ),
        ),
    ),
    (
        ("不能改的", "What to leave"),
        (
            (
                "单位、分组、参评、票据是否有效由数据给定；"
                "增减单位、事项、评分或票，请改数据后重新计分。"
            ),
            (
                "Units, groups, who takes part and which ballots count are given by the data; to "
                "add or remove units, events, ratings or ballots, change the data and score again."
            ),
        ),
    ),
)
SHEETS: dict[str, Both] = {
    "league": ("按总分表的排列序取数，自动重排。", "Looks units up by their order in the totals."),
    "totals": (
        "各级节点、加减分、总分、名次、等次。",
        "Nodes, adjustments, totals, ranks and grades.",
    ),
    "scores": (
        "每个单位、每个指标项一个公式，引用数据表和参数表的单元格。",
        "One formula for each unit and leaf, of cells on the sheets of data and parameters.",
    ),
    "data": (
        (
            "填报数、目标、系数（蓝），以及由它们算出的增速、占比、完成率等（黑）。"
            "同一单位在各表同一行。"
        ),
        (
            "Figures, targets and coefficients (blue), and what is derived of them (black). A unit "
            "stands in the same row on every sheet."
        ),
    ),
    "parameters": ("办法里的每个数各占一格。", "Each number of the scheme in a cell of its own."),
}
ABSENT: Both = ("缺数，而办法规定必须有数。", "A figure is missing that the scheme demands.")
UNROUNDED: Both = (
    "本办法不取整；表中数值与程序结果相对误差不超过 1e-9。",
    "The scheme does not round; values agree with the program to 1e-9 relative.",
)
GUARD: Both = (
    (
        "取整前先在更后面的位数修约一次，消除二进制误差（2.675 在计算机里是 2.67499…）。"
        "程序用精确分数计算，若有出入以程序结果为准。"
    ),
    (
        "Before rounding, a value is rounded at some digits more, to cut off the noise of binary "
        "numbers (2.675 is held as 2.67499…). The program computes with exact fractions; should "
        "the two differ, the program's figure holds."
    ),
)


def write_notes(book: Book, sheets: list[Sheet]) -> Sheet:
    """The sheet, made when all others are complete."""
    words = book.words
    sheet = Sheet(words("notes"), landscape=False)
    sheet.widths[0], sheet.widths[1] = 20, 92
    sheet.text(0, 0, words("notes"), "title")
    row = 2
    for head, text in [*_what(book), *_how(book), *_counts(book, sheets)]:
        sheet.text(row, 0, head, "text_top" if head else "text")
        sheet.text(row, 1, text, "wrapped_top" if head else "wrapped")
        sheet.heights[row] = LINE_HEIGHT * lines_of(text, sheet.widths[1]) + 4
        row += 1
    return sheet


def _what(book: Book) -> list[tuple[str, str]]:
    scheme, either = book.run.scheme, book.words.either
    lines = [
        (either("办法", "Scheme"), scheme.title),
        (either("版本", "Version"), scheme.version),
        (book.words("period"), book.run.period),
    ]
    source = str(scheme.settled["source"] or "")
    if source:
        lines.insert(2, (either("依据", "Source"), source))
    return [line for line in lines if line[1]]


def _how(book: Book) -> list[tuple[str, str]]:
    words = book.words
    method = book.run.scheme.ties.method
    lines = [(words.either(*head), words.either(*text)) for head, text in READING]
    lines += [(words(key), words.either(*text)) for key, text in SHEETS.items()]
    lines.append(("#N/A", words.either(*ABSENT)))
    ties = TIES[method][0] if words.language == "zh" else method
    lines.append((words.either("并列", "Ties"), ties))
    return [*lines, _rounding(book)]


def _rounding(book: Book) -> tuple[str, str]:
    words, scheme = book.words, book.run.scheme
    head = words.either("取整", "Rounding")
    if scheme.precision is None:
        return head, words.either(*UNROUNDED)
    zh = f"{ROUNDING[scheme.rounding][0]}，{scheme.precision} 位小数。{GUARD[0]}"
    return head, words.either(zh, f"{scheme.rounding}, {scheme.precision} decimals. {GUARD[1]}")


def _counts(book: Book, sheets: list[Sheet]) -> list[tuple[str, str]]:
    either = book.words.either
    live = sum(
        count for sheet in sheets for (_, is_live), count in sheet.computed.items() if is_live
    )
    fixed = sum(
        count for sheet in sheets for (_, is_live), count in sheet.computed.items() if not is_live
    )
    lines = [
        (
            either("公式与常数", "Formulas and constants"),
            either(
                f"计算出的单元格 {live + fixed} 个：公式 {live} 个，常数 {fixed} 个。",
                f"{live + fixed} computed cells: {live} formulas, {fixed} constants.",
            ),
        )
    ]
    for why, count in sorted(book.reasons.items()):
        lines.append(("", either(f"{why}：{count} 格。", f"{why}: {count} cells.")))
    return lines
