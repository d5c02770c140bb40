"""The examples in the docstrings are true."""

import doctest

from sanbi.engine.calendar import period, progress, working


def test_examples() -> None:
    for module in (period, progress, working):
        found = doctest.testmod(module)
        assert found.attempted
        assert not found.failed
