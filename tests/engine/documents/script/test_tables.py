"""Which text is traditional."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.script.tables import (
    by_character,
    is_traditional,
    simple_form,
    simplified_only_characters,
    traditional_characters,
    traditional_share,
)
from tests.support.damage.prose import bulletin


@pytest.mark.parametrize(
    ("text", "share"),
    [("", 0.0), ("abc 1,2th", 0.0), ("县委", 0.0), ("縣委", 0.5), ("鄉鎮縣區黨", 1.0)],
)
def test_share(text: str, share: float) -> None:
    assert traditional_share(text) == share


def test_a_name_does_not_make_a_document_traditional() -> None:
    text = bulletin(3) + "县领导罗运乾、於徵、郑崑出席。"
    assert not is_traditional(text)
    assert is_traditional("縣領導出席會議並講話。")


def test_characters_alone() -> None:
    assert simple_form("縣") == "县"
    assert simple_form("县") == "县"
    assert by_character("鄉鎮A,1") == "乡镇A,1"
    assert {"縣", "鄉"} <= traditional_characters()
    assert not {"乾", "著", "后", "县"} & traditional_characters()
    assert {"县", "乡", "发"} <= simplified_only_characters()
    assert not {"后", "里", "台", "干", "縣"} & simplified_only_characters()
