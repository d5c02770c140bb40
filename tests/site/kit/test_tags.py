"""What each tag writes, in both languages, and that nothing escapes its quotes."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.forms import CharField, Form
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

HOSTILE = """<script>alert(1)</script>"'&"""


def render(source: str, address: str = "/", language: str = "zh-hans", **values: Any) -> str:
    request = RequestFactory().get(address)
    with translation.override(language):
        return Template("{% load kit %}" + source).render(Context({"request": request, **values}))


def words(html: str) -> str:
    """The text that a reader hears, without drawings and double spaces."""
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())


@pytest.mark.parametrize(
    ("call", "chinese", "english"),
    [
        ('{% lamp "green" %}', "按序", "On schedule"),
        ('{% lamp "yellow" "6" %}', "偏慢 6", "Slow 6"),
        ('{% lamp "red" 0 %}', "滞后 0", "Behind 0"),
        ('{% lamp "none" word="未到开工期" %}', "未到开工期", "未到开工期"),
        ("{% rank_change 2 %}", "升2", "up 2"),
        ("{% rank_change -1 6 %}", "降1", "down 1"),
        ("{% rank_change 0 %}", "持平", "same"),
        ("{% rank_change None %}", "— 没有上期名次", "— no earlier place"),
        ('{% rank_change None none="新增" %}', "新增", "新增"),
        ('{% mark "revised" 2 %}', "已修订②", "Revised②"),
        ('{% mark "obstacle" text="46" %}', "堵点 46", "Obstacle 46"),
        ("{% num 3850 0 %}", "3,850", "3,850"),
        ('{% num None reason="未发布" %}', "— 未发布", "— 未发布"),
        ("{% money 38500000 %}", "3,850 万元", "3,850 ten thousand yuan"),
        ('{% money 38500000 "wan" bare=True %}', "3,850", "3,850"),
        ("{% months 1 9 %}", "1 至 9 月", "months 1 to 9"),
        ("{% day None %}", "— 没有数据", "— no value"),
    ],
)
def test_cells(call: str, chinese: str, english: str) -> None:
    assert words(render(call)) == chinese
    assert words(render(call, language="en")) == english


def test_a_day_beside_one_that_the_page_does_not_know_is_whole() -> None:
    template = Template("{% load kit %}{% day on today %}")
    assert words(template.render(Context({"on": date(2026, 10, 20)}))) == "2026-10-20"


def test_every_lamp_has_a_shape_of_its_own() -> None:
    shapes = {
        re.sub(r' class="lamp \w+"|<span>.*', "", render(f'{{% lamp "{kind}" %}}'))
        for kind in ("green", "yellow", "red", "none")
    }
    assert len(shapes) == 4


def test_movement_is_neither_red_nor_green() -> None:
    assert 'class="mv up"' in render("{% rank_change 3 %}")
    assert 'class="mv down"' in render("{% rank_change -3 %}")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ('{% lamp "blue" %}', "lamp 'blue': expected one of green, yellow, red, none"),
        ('{% mark "new" %}', "mark 'new': expected one of revised"),
        ("{% stepper steps %}", "step 'A' is 'gone': expected one of done, now, next, back"),
    ],
)
def test_an_unknown_kind_is_refused(call: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        render(call, steps=[("A", "gone")])


@pytest.mark.parametrize(
    "call",
    [
        '{% lamp "red" x %}', '{% lamp "red" word=x %}', "{% rank_change None none=x %}",
        '{% mark "revised" text=x %}', "{% tag x %}", '{% icon "lock" x %}', "{% icon x %}",
        "{% num None reason=x %}", "{% num 1 unit=x %}", "{% spark values text=x %}",
        "{% diverge 1 2 text=x %}", "{% progress 0.5 text=x %}", "{% chart chart x x %}",
        "{% table x caption=x note=x style=x %}{{ x }}{% endtable %}",
        "{% th x sort=x unit=x css=x column=x default=x %}", "{% choice x x choices x %}",
        "{% choice x x many x %}", "{% find x x %}", "{% filters x %}{{ x }}{% endfilters %}",
        "{% table_tools export=x columns=pairs table=x %}",
        "{% panel x note=x css=x id=x %}{{ x }}{% endpanel %}",
        "{% facts %}{% fact x x x x %}{% fact_with x %}{{ x }}{% endfact_with %}{% endfacts %}",
        "{% tile x %}{{ x }}{% endtile %}", "{% stepper steps x %}", "{% timeline entries x %}",
        "{% empty x x x x %}", "{% loading x url=x %}", "{% failed x x x x x x %}",
        "{% callout x %}{{ x }}{% endcallout %}", "{% tabs rows x %}", "{% segmented rows x %}",
        "{% toolbar %}{{ x }}{% endtoolbar %}", "{% confirm x x x x %}{{ x }}{% endconfirm %}",
        "{% crumbs pairs %}", "{% upload x x x x %}", "{% error_summary form %}{% field form.x %}",
    ],
)  # fmt: skip
def test_nothing_escapes(call: str) -> None:
    class Hostile(Form):
        x = CharField(label=HOSTILE, help_text=HOSTILE, max_length=1)

    html = render(
        call,
        address="/?q=%22%3E%3Cscript%3E&sort=%22%3E%3Cscript%3E",
        x=HOSTILE,
        values=[1, 2],
        chart={
            "kind": "line",
            "title": HOSTILE,
            "labels": [HOSTILE],
            "series": [{"name": HOSTILE, "values": [1]}],
        },
        choices=[(HOSTILE, HOSTILE, HOSTILE)],
        many=[(f"{HOSTILE}{number}", HOSTILE) for number in range(6)],
        pairs=[(HOSTILE, HOSTILE)],
        rows=[(HOSTILE, HOSTILE, True, HOSTILE)],
        steps=[(HOSTILE, "now", HOSTILE)],
        entries=[dict.fromkeys(("when", "title", "text", "who", "kind"), HOSTILE)],
        form=Hostile({"x": HOSTILE}),
    )
    assert "<script" not in html
    assert """alert(1)</script>"'""" not in html
    assert not re.search(r"""=\s*"[^"]*"'""", html)


def test_no_part_has_a_style_or_a_handler_of_its_own(repo: Any) -> None:
    wrong = [
        path.name
        for path in (repo / "src/sanbi").rglob("templates/**/*.html")
        if "report" not in path.parts
        and re.search(
            r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\s(?:src=|type="application/json"))|javascript:""",
            re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text(encoding="utf-8")),
        )
    ]
    assert wrong == []


def test_a_spark_line_speaks_its_values() -> None:
    html = render(
        '{% spark places text="近六季名次" falling=True low=1 high=3 %}', places=[3, None, 1]
    )
    assert 'aria-label="近六季名次 3、无、1"' in html
    assert render("{% spark places %}", places=[]) == ""


def test_a_head_sorts_by_a_link() -> None:
    html = render(
        '{% th "得分" sort="score" unit="满分 100" css="r" %}', "/?group=a&page=2&sort=-score"
    )
    assert 'href="?group=a&amp;sort=score"' in html
    assert 'aria-sort="descending"' in html
    assert 'scope="col"' in html


def test_few_choices_are_links_and_many_a_list() -> None:
    groups = [("", "全县", 16), ("plain", "平原", 9)]
    html = render('{% choice "group" "分组" groups %}', "/?group=plain&page=3&q=a", groups=groups)
    assert '<a href="?q=a">全县<span class="num">16</span></a>' in html
    assert '<a href="?group=plain&amp;q=a" aria-current="true">平原' in html
    assert '<input type="hidden" name="group" value="plain">' in html
    many = [(str(number), str(number)) for number in range(6)]
    html = render('{% choice "n" "数" many "2" %}', many=many)
    assert '<option value="" selected>2</option>' in html
    assert html.count("<option") == 6


def test_a_chart_brings_its_figures_as_a_table() -> None:
    spec = {
        "kind": "line",
        "title": "投资",
        "labels": ["1月", "2月"],
        "series": [{"name": "实际", "values": [1200, None]}],
    }
    html = render("{% chart spec %}", spec=spec)
    assert '<th scope="row">2月</th><td class="r"><span class="num sub why"' in html
    assert "1,200" in html
    assert "&quot;kind&quot;: &quot;line&quot;" in html


def test_a_pager_only_where_there_are_pages() -> None:
    pages = Paginator(range(33), 16)
    assert render("{% pager page %}", page=Paginator(range(16), 16).page(1)) == ""
    html = render("{% pager page %}", "/?q=a", page=pages.page(3))
    assert words(html) == "第 33 至 33 条，共 33 条 上一页 1 2 3"
    assert '<a href="?q=a&amp;page=2" rel="prev">' in html


def test_a_field_ties_label_help_and_error_together() -> None:
    class Entry(Form):
        amount = CharField(label="金额", help_text="万元")

    html = render("{% error_summary form %}{% field form.amount %}", form=Entry({}))
    assert '<a href="#id_amount">金额</a>：这个字段是必填项。' in html
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
    assert 'id="id_amount_helptext"' in html
    assert 'id="id_amount_error"' in html
    assert 'aria-invalid="true"' in html
    assert render("{% error_summary form %}", form=Entry({"amount": "1"})) == ""


def test_a_block_without_its_end_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        render('{% panel "A" %}')
