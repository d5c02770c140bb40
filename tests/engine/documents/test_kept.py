"""A reading that was kept as plain data is the same when it is taken up again."""

from __future__ import annotations

import datetime as dt
import json

from sanbi.engine.documents.comparing import copies_kept, copies_of
from sanbi.engine.documents.kept import articles_kept, facts_kept
from sanbi.engine.documents.record import document_json
from sanbi.engine.documents.whole import read_document

TWO = """云川县召开重点项目调度会
10月9日，云川县召开重点项目调度会。县长林守正主持会议并讲话，青石镇、松涛镇等2个镇参加。
林守正强调，县发改局要于10月20日前完成整改，全年完成投资120亿元。
"""


def test_articles_and_facts_come_back_whole() -> None:
    reading = read_document("a.txt", TWO.encode(), published=dt.date(2026, 10, 9))
    record = json.loads(json.dumps(document_json(reading), ensure_ascii=False))
    assert articles_kept(record) == reading.layout.articles
    assert facts_kept(record) == reading.facts
    assert reading.facts[0].event is not None
    assert reading.facts[0].directives[0].deadline is not None
    assert copies_kept("a.txt", record) == copies_of("a.txt", reading) != ()
