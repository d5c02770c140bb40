"""Lines of a working as pages write them."""

from django.utils import translation

from sanbi.apps.assessments.templatetags.boards import spans
from sanbi.engine.scoring.explain import Line
from sanbi.engine.scoring.explain.explanation import Span

LINE = Line(
    "substitution",
    "代入",
    (
        Span("plain", "min(3 × "),
        Span("input", "14308"),
        Span("plain", " ÷ 13700, max(2, 1)) = "),
        Span("result", "3"),
    ),
    (),
)


def test_limits_are_in_words_in_chinese() -> None:
    with translation.override("zh-hans"):
        assert spans(LINE) == (
            '取小者(3 × <span class="n">14308</span> ÷ 13700, 取大者(2, 1)) = '
            '<span class="res">3</span>'
        )
    with translation.override("en"):
        assert spans(LINE).startswith("min(3 × ")
