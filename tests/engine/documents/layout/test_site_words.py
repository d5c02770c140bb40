from __future__ import annotations

import pytest

from sanbi.engine.documents.layout.site_words import (
    is_of_the_site,
    lays_down,
    matter_words,
    site_words,
)


def test_words_about_the_site_are_counted_once_each() -> None:
    assert site_words("未经授权不得转载，转载请注明来源") == 4
    assert site_words("会议强调，要倒排工期。") == 0


def test_words_of_reports_are_counted_once_each() -> None:
    assert matter_words("会议强调，会议要求，要倒排工期。") == 3
    assert matter_words("转载须注明出处，违者必究。") == 0


@pytest.mark.parametrize(
    "row",
    [
        "未经授权，不得转载、摘编本网作品。",
        "安装“掌上云川”，随时随地看新闻、办事情！",
        "文中图片由受访者提供，任何机构与个人引用须取得书面同意，违者必究。",
        "您使用的浏览器版本较低，页面可能显示不正常。",
    ],
)
def test_sentences_of_a_site(row: str) -> None:
    assert is_of_the_site(row, short=45)


@pytest.mark.parametrize(
    "row",
    [
        "目前，相关部门已公布监督电话，接受群众举报。",
        "“扫一扫二维码就能反映问题。”居民何阿婆说。",
        "市民可通过“掌上云川”客户端查询改造进度，首批三个小区将于下月开工。",
        "会议要求，县属媒体要开设专栏，用图片、视频讲好一线故事。",
        "工人们正抢抓晴好天气赶进度。",
    ],
)
def test_sentences_of_a_report(row: str) -> None:
    assert not is_of_the_site(row, short=45)


def test_terms_of_use_speak_of_nothing_in_the_county() -> None:
    assert lays_down("内容仅供参考，使用者自行承担风险。")
    assert not lays_down("各单位不得虚报瞒报，群众可以监督。")
    assert not lays_down("展览将持续到月底。")
