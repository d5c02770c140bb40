"""The results behind a board, made anew from the run's package.

A package is scored again when its first number is asked for, and kept for the next; the engine
gives the same result on every machine, so what is told here is what was published.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards_rounds import Head
from sanbi.apps.audit.errors import Refused
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
    Refused
        when the file is lost or no longer what was stored.
    """
    return _content(head.package)


def result_of(head: Head) -> Result:
    """The run's result."""
    return _result(head.package)


def result_by(package: str) -> Result:
    """The result of a run by the digest of its package; raises Refused where that is lost."""
    return _result(package)


def explainer_of(head: Head, language: str) -> Explainer:
    """What explains the run's scores in the reader's language."""
    return _explainer(head.package, language_of(language))


def language_of(code: str) -> Language:
    """The engine's name of a language."""
    return "en" if code.startswith("en") else "zh"


def _content(digest: str) -> bytes:
    try:
        return blob_read(digest)
    except OSError as error:
        raise Refused(
            _("The package of this scoring cannot be read; the board itself is not affected."),
            _("Tell the system administrator: the file is restored from the backup."),
        ) from error


@lru_cache(maxsize=KEPT)
def _result(digest: str) -> Result:
    return open_package(_content(digest))[1]


@lru_cache(maxsize=2 * KEPT)
def _explainer(digest: str, language: Language) -> Explainer:
    return Explainer(_result(digest), language)
