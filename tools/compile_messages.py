"""Compile message catalogues (.po) to the form that gettext reads (.mo), with nothing but Python.

`python tools/compile_messages.py [folder …]` compiles every catalogue below the folders (default:
src) whose result is missing or older. A line that cannot be read is named and nothing is written.
"""

import ast
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

MAGIC = 0x950412DE
HEADER_BYTES = 28
CONTEXT_END = "\x04"  # between a message's context and its text, by gettext's own format


class CatalogueError(ValueError):
    """A catalogue cannot be read; the text says where and why."""


def entries(text: str, name: str = "catalogue") -> Iterator[tuple[int, dict[str, str], set[str]]]:
    """Each entry: its first line, its parts by keyword (msgid, msgstr, msgstr[0] …), its flags.

    Raises CatalogueError for a line that is neither a comment, a keyword nor a string.
    """
    parts: dict[str, str] = {}
    flags: set[str] = set()
    start, keyword = 0, ""
    for number, raw in enumerate([*text.splitlines(), ""], start=1):
        line = raw.strip()
        begins = line.startswith(("msgctxt", "msgid ", "#")) and "msgstr" in " ".join(parts)
        if parts and (not line or begins):
            yield start, parts, flags
            parts, flags, keyword = {}, set(), ""
        if line.startswith("#,"):
            flags = {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith("#") or not line:
            continue
        else:
            start = start if parts else number
            keyword, string = _keyword_and_string(line, keyword, f"{name}, line {number}")
            parts[keyword] = parts.get(keyword, "") + string


def _keyword_and_string(line: str, before: str, place: str) -> tuple[str, str]:
    head, quote, rest = line.partition('"')
    keyword = head.strip() or before
    if not quote or not rest.endswith('"') or not keyword.startswith("msg"):
        raise CatalogueError(f'{place}: expected msgid, msgstr or a string in "…", found: {line}')
    try:
        return keyword, str(ast.literal_eval(quote + rest))
    except (SyntaxError, ValueError) as error:
        raise CatalogueError(f"{place}: the string does not end or has a wrong escape") from error


def messages(text: str, name: str = "catalogue") -> dict[str, str]:
    """Key → translation as .mo holds them; unfinished (fuzzy) and empty ones are left out.

    Raises CatalogueError if a message occurs twice.
    """
    found: dict[str, str] = {}
    for line, parts, flags in entries(text, name):
        key = parts.get("msgid", "")
        if "msgid_plural" in parts:
            key += "\0" + parts["msgid_plural"]
        if "msgctxt" in parts:
            key = parts["msgctxt"] + CONTEXT_END + key
        plural = [parts[part] for part in sorted(parts) if part.startswith("msgstr[")]
        said = "\0".join(plural) if plural else parts.get("msgstr", "")
        if key in found:
            raise CatalogueError(f"{name}, line {line}: the message occurs twice: {key!r}")
        if said.strip("\0") and "fuzzy" not in flags:
            found[key] = said
    return found


def compiled(found: dict[str, str]) -> bytes:
    """The bytes of a .mo file: sorted keys, no hash table."""
    rows = [(key.encode(), found[key].encode()) for key in sorted(found, key=str.encode)]
    keys_at, values_at = HEADER_BYTES, HEADER_BYTES + 8 * len(rows)
    position = HEADER_BYTES + 16 * len(rows)
    tables: list[bytes] = []
    body = b""
    for column in (0, 1):
        for row in rows:
            tables.append(struct.pack("<II", len(row[column]), position + len(body)))
            body += row[column] + b"\0"
    return (
        struct.pack("<7I", MAGIC, 0, len(rows), keys_at, values_at, 0, position)
        + b"".join(tables)
        + body
    )


def compile_below(folder: Path) -> list[Path]:
    """Compile the stale catalogues below a folder; the files written."""
    written = []
    for source in sorted(folder.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        content = compiled(messages(source.read_text(encoding="utf-8"), str(source)))
        unfinished = target.with_suffix(f".mo.part{os.getpid()}")
        unfinished.write_bytes(content)
        unfinished.replace(target)  # a site that reads meanwhile sees the old or the new one whole
        written.append(target)
    return written


def main(arguments: list[str]) -> int:
    """Compile below the named folders; exit status 1 with a message if one cannot be read."""
    try:
        for folder in arguments or ["src"]:
            compile_below(Path(folder))
    except CatalogueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
