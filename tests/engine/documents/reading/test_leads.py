from __future__ import annotations

import pytest

from sanbi.engine.documents.reading.leads import first_item
from sanbi.engine.documents.text import Span


@pytest.mark.parametrize(
    ("lead", "first", "others"),
    [
        ("要全面梳理", "征地拆迁", ["物业管理", "劳资纠纷"]),
        ("建立", "问题", ["责任", "时限"]),
        ("采取", "听汇报", ["查资料", "看现场"]),
        ("其中", "新材料", ["光电信息", "食品加工"]),
        ("“5·19”火灾暴露出", "责任空转", ["监管缺位", "宣传走样"]),
        ("专项整治聚焦", "不担当", ["不作为", "慢作为"]),
        ("", "青石镇", ["柳桥镇", "望溪乡"]),
    ],
)
def test_the_first_item_begins_behind_its_lead(lead: str, first: str, others: list[str]) -> None:
    text = "，" + lead + first + "、" + "、".join(others) + "等"
    clause = Span(1, 1 + len(lead) + len(first))
    assert first_item(text, clause, clause, others) == 1 + len(lead)


def test_an_item_does_not_begin_within_quotation_marks() -> None:
    text = "，抓好“门前三包”、环境卫生等"
    clause = Span(1, 9)
    assert text[first_item(text, clause, clause, ["环境卫生"])] == "“"


def test_an_empty_item_begins_where_it_may() -> None:
    assert first_item("，、乙等", Span(1, 1), Span(1, 1), ["乙"]) == 1
