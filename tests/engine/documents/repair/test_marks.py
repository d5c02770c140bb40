"""Half-width marks of Chinese prose."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.repair.marks import full_width
from sanbi.engine.documents.text import MappedText


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("他强调,要落实:一是;二是!好吗?", "他强调，要落实：一是；二是！好吗？"),
        ("讯(记者 张三)今天", "讯（记者 张三）今天"),
        ("第一(1)条", "第一（1）条"),
        ("增长3.5%,其中", "增长3.5%，其中"),
        ("时间为12:30,共1,000元", "时间为12:30，共1,000元"),
        ("http://a.cn/?b=1,2", "http://a.cn/?b=1,2"),
        ("Hello, world (test)!", "Hello, world (test)!"),
        ("会议结束.下一步", "会议结束。下一步"),
        ("已经是全角，不变。", "已经是全角，不变。"),
    ],
)
def test_full_width(old: str, new: str) -> None:
    assert MappedText.decoded(old).edited(full_width(old)).text == new
