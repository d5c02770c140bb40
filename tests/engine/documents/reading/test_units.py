from __future__ import annotations

from sanbi.engine.documents.reading import Names
from sanbi.engine.documents.reading.units import units_of
from tests.engine.documents.reading.reading_of import facts_of, prose_of


def units(text: str, names: Names = Names()) -> dict[str, str]:  # noqa: B008 - frozen
    return {row.name: row.kind for row in units_of(prose_of(f"题\n{text}"), names)}


def test_kinds_of_units() -> None:
    text = "在大榆镇，县发改局、各乡镇和恒岳精密有限公司到望溪乡，澄阳县来人。"
    assert units(text) == {
        "大榆镇": "township",
        "县发改局": "department",
        "各乡镇": "group",
        "恒岳精密有限公司": "firm",
        "望溪乡": "township",
        "澄阳县": "county",
    }


def test_short_names_of_townships_come_from_their_list() -> None:
    rows = facts_of("题\n昆阳、鳌江等2个乡镇发言，昆阳居首。").units
    assert [(row.name, row.kind) for row in rows] == [("昆阳", "township"), ("鳌江", "township")]


def test_known_units() -> None:
    assert units("请二办牵头。") == {}
    assert units("请二办牵头。", Names(units=("二办",))) == {"二办": "known"}
