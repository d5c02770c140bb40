"""Who gets which answer at the routes of the boards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.assessments.models import Round
from tests.apps.access.declaring import ADMINISTRATORS, EVERYONE, Access
from tests.apps.factories.boards import make_boards
from tests.apps.factories.orgs import County

READERS = EVERYONE - ADMINISTRATORS
OPEN = "a published board and its workings are open to all who have to do with figures"


def shown(*names: str, **more: str) -> Callable[[County], Mapping[str, Any]]:
    """Values of an address on a published board, made once."""

    def things(county: County) -> Mapping[str, Any]:
        if not Round.objects.filter(code="2026q3-5").exists():
            make_boards(county.towns, ("2026Q3",))
        units = {"unit": county.towns[0].pk, "other": county.towns[1].pk}
        values = {"code": "2026q3-5", **units, **more}
        return {name: values[name] for name in names}

    return things


ACCESS = {
    "boards": Access(reads=READERS),
    "board": Access(reads=READERS, things=shown("code"), of_no_unit=OPEN, exports=True),
    "board-workbook": Access(reads=READERS, things=shown("code"), of_no_unit=OPEN),
    "board-paper": Access(reads=READERS, things=shown("code"), of_no_unit=OPEN),
    "board-package": Access(reads=READERS, things=shown("code"), of_no_unit=OPEN),
    "board-full": Access(reads=READERS, things=shown("code"), of_no_unit=OPEN),
    "board-firmness": Access(reads=READERS, things=shown("code"), of_no_unit=OPEN, exports=True),
    "board-design": Access(reads=READERS, things=shown("code"), of_no_unit=OPEN, exports=True),
    "board-unit": Access(reads=READERS, things=shown("code", "unit"), of_no_unit=OPEN),
    "board-movement": Access(reads=READERS, things=shown("code", "unit"), of_no_unit=OPEN),
    "board-advice": Access(reads=READERS, things=shown("code", "unit"), of_no_unit=OPEN),
    "board-advice-panel": Access(reads=READERS, things=shown("code", "unit"), of_no_unit=OPEN),
    "board-advice-try": Access(reads=READERS, things=shown("code", "unit"), of_no_unit=OPEN),
    "board-compare": Access(reads=READERS, things=shown("code", "unit", "other"), of_no_unit=OPEN),
    "board-working": Access(
        reads=READERS, things=shown("code", "unit", "leaf", leaf="L-gdp"), of_no_unit=OPEN
    ),
    "board-part": Access(
        reads=READERS, things=shown("code", "unit", "node", node="economy"), of_no_unit=OPEN
    ),
}
