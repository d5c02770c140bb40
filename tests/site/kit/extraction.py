"""Which messages the platform can say: read out of its Python and its templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

FUNCTIONS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
}
_TRANSLATE = re.compile(r"""^trans(?:late)?\s+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_QUOTED_TRANSLATION = re.compile(r"""_\(\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')\s*\)""")


def key(singular: str, plural: str = "") -> str:
    """The key of a message in a compiled catalogue."""
    return f"{singular}\0{plural}" if plural else singular


def of_python(source: str) -> Iterator[str]:
    """Messages in calls with constant texts."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        wanted = FUNCTIONS.get(name, 0)
        strings = [text for text in texts[:wanted] if isinstance(text, str)]
        if wanted and len(strings) == wanted:
            yield key(*strings)


def of_template(source: str) -> Iterator[str]:
    """Messages in translate and blocktranslate tags and in _("…") arguments."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        word = token.contents.split()[0]
        if word in {"blocktrans", "blocktranslate"}:
            yield _block(tokens, trimmed="trimmed" in token.contents.split())
            continue
        if match := _TRANSLATE.match(token.contents):
            yield _literal(match)
        yield from map(_literal, _QUOTED_TRANSLATION.finditer(token.contents))


def _literal(match: re.Match[str]) -> str:
    return (match["double"] or match["single"] or "").replace("%", "%%")


def _block(tokens: Iterator[Token], *, trimmed: bool) -> str:
    """Read the message up to the end of its block."""
    forms: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type is TokenType.VAR:
            forms[-1].append(f"%({token.contents.strip()})s")
        elif token.token_type is TokenType.TEXT:
            forms[-1].append(token.contents.replace("%", "%%"))
        elif token.contents.startswith("plural"):
            forms.append([])
        else:
            break
    return key(*(_joined(parts, trimmed=trimmed) for parts in forms))


def _joined(parts: list[str], *, trimmed: bool) -> str:
    text = "".join(parts)
    return " ".join(line.strip() for line in text.strip().splitlines()) if trimmed else text


def of_folder(folder: Path) -> dict[str, set[str]]:
    """Message → the files of the folder that say it."""
    found: dict[str, set[str]] = {}
    readers = [("*.py", of_python), ("*.html", of_template), ("*.txt", of_template)]
    for pattern, reader in readers:
        for path in sorted(folder.rglob(pattern)):
            for message in reader(path.read_text(encoding="utf-8")):
                found.setdefault(message, set()).add(path.relative_to(folder).as_posix())
    return found
