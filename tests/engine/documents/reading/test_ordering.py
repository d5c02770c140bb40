from __future__ import annotations

import re

import pytest

from sanbi.engine.documents.reading.ordering import (
    BOTH,
    DATED,
    FORBIDS,
    LEADING_LIMIT,
    MASKED,
    NOT_POINTS,
    NUMBER_OF,
    ORDER,
    POINTS,
)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (ORDER, "切不可大意", "一天也耽误不得"),
        (ORDER, "不能拖欠", "能不能办成"),
        (MASKED, "主要领导", "各镇要抓紧"),
        (MASKED, "还有很长的路要走", "大家要走进企业"),
        (DATED, "每半月通报一次", "通报了前三季度指标"),
        (DATED, "5月10日前报送", "目前进展顺利"),
        (FORBIDS, "决不能推诿", "能够推动"),
        (BOTH, "既要治标，", "要治标，"),
        (LEADING_LIMIT, "3月底前每个社区", "各乡镇于5月10日前"),
        (NUMBER_OF, "两个社区1月底前", "社区1月底前"),
        (POINTS, "讲了三点：一要细化任务", "讲了三点。一要细化任务"),
        (NOT_POINTS, "通报了三个问题", "讲了三点意见"),
    ],
)
def test_words_of_orders(pattern: re.Pattern[str], yes: str, no: str) -> None:
    find = (
        pattern.search if pattern in {ORDER, MASKED, DATED, POINTS, NOT_POINTS} else pattern.match
    )
    assert find(yes)
    assert not find(no)
