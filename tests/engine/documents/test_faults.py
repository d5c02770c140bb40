"""Faults say where, what and how to mend it, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import sanbi.engine.documents
from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.words_zh import WORDS
from sanbi.engine.phrases import Phrase

SOURCE = Path(sanbi.engine.documents.__file__).parent


def test_a_fault_is_said_in_both_languages() -> None:
    fault = DocumentFault(
        "a.pdf", Phrase("is larger than {most} MB", most=50), Phrase("send it in parts")
    )
    assert str(fault) == "a.pdf: is larger than 50 MB — send it in parts"
    assert fault.text("zh") == "a.pdf：超过 50 MB；请分成几份"


def test_every_phrase_has_its_chinese() -> None:
    said = {
        found
        for path in SOURCE.rglob("*.py")
        for found in re.findall(r'Phrase\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert said
    assert said - set(WORDS) == set()
