"""The results behind a board, made anew from the run's package.

A package is scored again when its first number is asked for, and kept for the next; the engine
gives the same result on every machine, so what is told here is what was published.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from sanbi.apps.assessments.queries.boards_rounds import Head
from sanbi.apps.orgs.blobs import blob_read
from sanbi.engine.scoring.explain import Explainer
from sanbi.engine.scoring.package import open_package
from sanbi.engine.scoring.result import Result

# 100 units × 200 indicators take about 40 MB; a county of usual size a hundredth of that.
KEPT = 6

Language = Literal["zh", "en"]


def package_of(head: Head) -> bytes:
    """The package of the run, as it was stored.

    Raises
    ------
    OSError
        when the file is lost or damaged.
    """
    return blob_read(head.package)


def result_of(head: Head) -> Result:
    """The run's result."""
    return _result(head.package)


def explainer_of(head: Head, language: str) -> Explainer:
    """What explains the run's scores in the reader's language."""
    return _explainer(head.package, language_of(language))


def language_of(code: str) -> Language:
    """The engine's name of a language."""
    return "en" if code.startswith("en") else "zh"


@lru_cache(maxsize=KEPT)
def _result(digest: str) -> Result:
    return open_package(blob_read(digest))[1]


@lru_cache(maxsize=2 * KEPT)
def _explainer(digest: str, language: Language) -> Explainer:
    return Explainer(_result(digest), language)
