"""The shape of a row alone says what it is."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.layout.rows import Kind, kind_of
from sanbi.engine.documents.model import Role


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("会议还研究了其他事项。", Kind.PROSE),
        ("“河堤不加固，汛期心里就不踏实。”", Kind.PROSE),
        (
            "会议强调，要把项目建设摆在突出位置，倒排工期、挂图作战，把责任落实到岗到人，以更实的作风抓好",
            Kind.PROSE,
        ),
        ("云川县召开二季度项目推进会", Kind.HEADLINE),
        ("拼干劲 亮实绩 赛进度", Kind.HEADLINE),
        ("比进度 看实效 争一流 掀起项目建设热潮", Kind.HEADLINE),
        ("富强 民主 文明 和谐", Kind.MENU),
        ("首页 | 新闻 | 公开", Kind.MENU),
        ("政务公开 办事服务 互动交流 走进云川 数据开放", Kind.MENU),
        ("云川发布—最美县城 门户 县城资讯 云川开发区 查看内容", Kind.MENU),
        ("2026-4-17 13:19| 发布者: admin| 评论: 0", Kind.DETAILS),
        ("2026年4月17日", Kind.DETAILS),
        ("今天是周四 晴 21℃", Kind.DETAILS),
        ("来源：云川发布", Kind.DETAILS),
        ("新闻热线：0571-88001234", Kind.CONTACT),
        ("云ICP备12345678号", Kind.CONTACT),
        (">>>2", Kind.POINTER),
        ("（下转第三版）", Kind.POINTER),
        ("摘要: 4月16日，云川县召开会议 ...", Kind.ABSTRACT),
        ("星期五", Kind.LABEL),
    ],
)
def test_the_kind_of_a_row(row: str, kind: Kind) -> None:
    assert kind_of(row) is kind


def test_the_word_of_the_markup_goes_before_the_shape() -> None:
    assert kind_of("会议还研究了其他事项。", Role.FURNITURE) is Kind.MARKED
    assert kind_of("会议还研究了其他事项。", Role.CELL) is Kind.CELL
