from __future__ import annotations

import pytest

from sanbi.engine.documents.reading.roles import roles_before


@pytest.mark.parametrize(
    ("text", "roles", "scope"),
    [
        ("会上，市委常委、区党工委书记", ["市委常委", "区党工委书记"], None),
        ("澄阳县委书记", ["县委书记"], "澄阳县"),
        ("县教育局党委书记、局长", ["党委书记", "局长"], "县教育局"),
        ("大榆镇党委书记", ["党委书记"], "大榆镇"),
        ("禾田农业合作社负责人", ["负责人"], "禾田农业合作社"),
        ("县人大常委会主任", ["县人大常委会主任"], None),
    ],
)
def test_a_chain_of_titles(text: str, roles: list[str], scope: str | None) -> None:
    chain = roles_before(text, 0, len(text))
    assert (chain.roles, chain.scope) == (roles, scope)
