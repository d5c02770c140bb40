"""Which unit stands in which row."""

from sanbi.engine.scoring.report.excel.layout import HEAD, lay_out
from tests.engine.scoring.report.excel.small import leaf, result_of

GROUPS = [
    {"id": "one", "name": "一组", "members": ["A", "C"]},
    {"id": "two", "name": "二组", "members": ["A"]},
]


def test_one_group_needs_no_heading() -> None:
    result = result_of([leaf("direct")], {"a": [1.0, 2.0]})
    layout = lay_out(result.run, result.outcomes)
    assert [row.row for row in layout.rows()] == [HEAD, HEAD + 1]
    assert layout.blocks[0].heading is None
    assert not layout.repeats


def test_groups_stand_below_each_other_under_their_names() -> None:
    result = result_of([leaf("direct")], {"a": [1.0, 2.0, 3.0]}, groups=GROUPS)
    layout = lay_out(result.run, result.outcomes)
    assert [(row.code, row.row, row.first_row) for row in layout.rows()] == [
        ("A", HEAD + 1, HEAD + 1),
        ("C", HEAD + 2, HEAD + 2),
        ("A", HEAD + 4, HEAD + 1),
    ]
    assert layout.repeats
    assert layout.outside == ()


def test_units_of_no_group_stand_last_where_all_are_compared() -> None:
    values = {"a": [1.0, 2.0, 3.0]}
    result = result_of([leaf("efficacy", compare_in="all")], values, groups=GROUPS)
    layout = lay_out(result.run, result.outcomes)
    assert [row.code for row in layout.outside] == ["B"]
    assert layout.span == (HEAD + 1, layout.outside[0].row)
    first = next(layout.rows())
    assert layout.scope_span(first, "all") == layout.span
    assert layout.scope_span(first, "group") == (HEAD + 1, HEAD + 2)
    assert layout.scope(layout.outside[0], "group") is None
