"""What a kept reading says in words, in the reader's language."""

from __future__ import annotations

import re
from functools import cache

from sanbi.engine.documents.words_zh import WORDS

NAMED = re.compile(r"\{(\w+)\}")


def told_in(text: str, language: str) -> str:
    """A ground or reason of a reading; ``language`` is "zh" or "en".

    A record keeps the English sentence with its values in it, so the sentence is matched against
    the templates. A text of no template stays as it is.
    """
    if language != "zh":
        return text
    if text in WORDS:
        return WORDS[text]
    for pattern, chinese in _patterns():
        if found := pattern.fullmatch(text):
            return chinese.format_map(found.groupdict())
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for english, chinese in WORDS.items():
        if "{" in english:
            parts = NAMED.split(english)
            signs = [
                f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)
            ]
            found.append((re.compile("".join(signs), re.DOTALL), chinese))
    return tuple(found)
