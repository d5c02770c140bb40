"""One pass over the XML of a workbook part, with nothing that XML could smuggle in."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from sanbi.engine.scoring.data.readers.refusal import Refused

Attributes = dict[str, str]
_CHUNK = 1 << 20


def parse(
    name: str,
    content: bytes,
    on_start: Callable[[str, Attributes], None],
    on_end: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """Call back for every element of a part.

    Parameters
        name : str, of the part, for messages.
        content : bytes
        on_start : called with the element's name as written and its attributes.
        on_end : called with its name at its end.
    Raises
        Refused  when the part is not well-formed, or has a document type.
    """
    parser = make_parser()
    parser.StartElementHandler = on_start
    if on_end is not None:
        parser.EndElementHandler = on_end
    feed(name, parser, content)
    return parser


def make_parser() -> expat.XMLParserType:
    """Return a parser that refuses document types and entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    return parser


def feed(name: str, parser: expat.XMLParserType, content: bytes) -> None:
    """Run the parser over a part.

    Raises
        Refused  when the part is not well-formed, or has a document type.
    """
    try:
        for start in range(0, len(content), _CHUNK):
            parser.Parse(content[start : start + _CHUNK], False)  # noqa: FBT003 (positional only)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise Refused("damaged-file", reason=f"{name}: {error}") from error


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise Refused("doctype", name="")


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]
