"""Doctests of the package, and what its pages say about its constants."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from sanbi.engine import integrity
from sanbi.engine.integrity import Limits
from sanbi.engine.integrity.numerals import MAX_PADDING
from sanbi.engine.integrity.part_names import MAX_NAME_BYTES
from sanbi.engine.integrity.stored_zip import MAX_BYTES, MAX_PARTS
from tests.engine.integrity.worked_examples import PAGES

MODULES = [module.name for module in pkgutil.iter_modules(integrity.__path__)]


@pytest.mark.parametrize("module", MODULES)
def test_doctests(module: str) -> None:
    assert doctest.testmod(import_module(f"{integrity.__name__}.{module}")).failed == 0


def test_some_modules_have_doctests() -> None:
    finder = doctest.DocTestFinder()
    found = [
        test.name
        for module in MODULES
        for test in finder.find(import_module(f"{integrity.__name__}.{module}"))
        if test.examples
    ]
    assert len(found) >= 7


def test_constants_stand_on_the_page() -> None:
    page = (PAGES / "package.md").read_text(encoding="utf-8")
    limits = Limits()
    for words in (
        f"more than {limits.packed // 1_000_000} MB, more than {limits.parts:,} parts",
        f"more than {limits.unpacked // 1_000_000} MB by the declared sizes",
        f"more than {limits.ratio} times its packed size",
        f"at most {MAX_PARTS:,} parts and {MAX_BYTES:,} bytes",
        f"at most {MAX_NAME_BYTES} bytes of UTF-8",
        f"no more than {MAX_PADDING} zeros",
    ):
        assert words in page
