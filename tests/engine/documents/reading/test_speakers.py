from __future__ import annotations

from sanbi.engine.documents.reading.persons import PersonReader
from sanbi.engine.documents.reading.speakers import turns_of
from tests.engine.documents.reading.reading_of import prose_of


def speakers(text: str) -> list[tuple[str, bool]]:
    prose = prose_of(f"题\n{text}")
    return [(row.speaker, row.demands) for row in turns_of(prose, PersonReader(prose).read())]


def test_he_is_who_gave_the_speech_and_not_who_presided() -> None:
    text = "县委书记何柏年出席会议并讲话，县长沈立群主持。他强调，要快。"
    assert speakers(text) == [("何柏年", False)]


def test_the_meeting_and_the_notice_speak_too() -> None:
    assert speakers("会议指出，稳中有进。通知要求，按时上报。") == [("会议", False), ("通知", True)]


def test_words_between_a_name_and_its_verb() -> None:
    text = "县长沈立群在随后的讲话中强调，要快。沈立群还叮嘱干部要细。"
    assert speakers(text) == [("沈立群", False), ("沈立群", True)]


def test_reporters_do_not_speak() -> None:
    assert speakers("（记者 曹文倩）曹文倩说好。") == []
