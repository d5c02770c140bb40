"""What the house knows: every name once, whatever it is a name of."""

from __future__ import annotations

from sanbi.engine.documents.reading import Names


def test_all_names_come_once_in_their_order() -> None:
    known = Names(units=("青石镇", "松涛镇"), people=("林守正",), projects=("青石镇", "物流港"))
    assert known.all() == ("青石镇", "松涛镇", "林守正", "物流港")
    assert Names().all() == ()
