"""What an explanation holds."""

from sanbi.engine.scoring.explain import Line, Span
from sanbi.engine.scoring.explain.explanation import STEPS
from tests.engine.scoring.explain.small import leaf, run, told


def test_a_line_is_its_spans() -> None:
    line = Line("rule", "规则", (Span("plain", "得"), Span("input", "8"), Span("plain", "分")))
    assert line.text == "得8分"
    assert Line("rule", "规则", ()).text == ""


def test_lines_stand_in_the_order_of_the_steps() -> None:
    found = told(run(leaf("direct")), "A")
    assert tuple(line.step for line in found.lines) == STEPS
    assert [found.line(step) for step in STEPS] == list(found.lines)


def test_to_text_has_a_line_for_each_step_and_note() -> None:
    found = told(run(leaf("direct", clause="第1条")), "A")
    rows = found.to_text().splitlines()
    assert rows[0] == "A镇 · 增速 · 2026年三季度"
    assert [row.split()[0] for row in rows[1:]] == [
        "取数",
        "规则",
        "依据第1条",
        "代入",
        "取整",
        "失分",
    ]
