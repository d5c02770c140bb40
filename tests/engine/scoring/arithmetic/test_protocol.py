import inspect

import pytest

from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.arithmetic.protocol import Arithmetic

PROMISED = [
    name
    for name, _ in inspect.getmembers(Arithmetic, inspect.isfunction)
    if not name.startswith("_")
]


@pytest.mark.parametrize("name", PROMISED)
def test_both_kinds_of_number_do_all_that_a_rule_may_ask(name: str) -> None:
    wanted = list(inspect.signature(getattr(Arithmetic, name)).parameters)
    for kind in (EXACT, FLOATING):
        assert ["self", *inspect.signature(getattr(kind, name)).parameters] == wanted


def test_only_one_kind_is_exact() -> None:
    assert (EXACT.exact, FLOATING.exact) == (True, False)
    assert len(PROMISED) > 12
