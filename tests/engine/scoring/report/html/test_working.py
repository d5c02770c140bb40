"""The row of a table that shows a working."""

from sanbi.engine.scoring.explain import Line
from sanbi.engine.scoring.explain.explanation import Span
from sanbi.engine.scoring.report.html.working import Working, working_markup


def test_inputs_result_and_notes_are_marked() -> None:
    spans = (Span("input", "3"), Span("plain", " × 2 = "), Span("result", "6"))
    line = Line("substitution", "代入", spans, ("第一条", "第二条"))
    text = working_markup("w0-1-2", Working("得6分", "规则", [line]), 8)
    assert text == (
        '<tr class="wk" id="w0-1-2"><td colspan="8"><div class="work"><p class="wh"><b>得6分</b>'
        " <span>规则</span></p><ol><li><b>代入</b><p><u>3</u> × 2 = <em>6</em>"
        "<small>第一条</small><small>第二条</small></p></li></ol></div></td></tr>"
    )


def test_no_text_of_the_scheme_or_the_data_becomes_markup() -> None:
    bad = "<b>\"'&{}"
    line = Line("rule", bad, (Span("plain", bad), Span("input", bad), Span("result", bad)), (bad,))
    text = working_markup(bad, Working(bad, bad, [line]), 7)
    assert '<b>"' not in text
    assert text.count("&lt;b&gt;&quot;&#x27;&amp;{}") == 8
