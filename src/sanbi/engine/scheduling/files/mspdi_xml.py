"""Microsoft Project's XML as a tree, with nothing that XML could smuggle in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.texts import check_size, refusal

NAMESPACE = "http://schemas.microsoft.com/project"
MOST_ELEMENTS, MOST_DEPTH, LONGEST_TEXT = 600_000, 30, 100_000
KEPT = {"Calendars", "Tasks", "ExtendedAttributes"}  # of other parts only how many there are
_CHUNK = 1 << 16


@dataclass(slots=True)
class Element:
    """An element: its name, line, text, and what stands in it."""

    name: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def told(self, name: str) -> str:
        """The text of the first child of that name; empty without one."""
        child = self.first(name)
        return child.text.strip() if child is not None else ""


def tree_of(content: bytes, name: str) -> Element:
    """Return the root of an XML file.

    Raises
    ------
    SchedulingFaults
        when it is too large, not well-formed, has a document type or entities, or nests too
        deeply.
    """
    check_size(content, name)
    return _Builder(name).tree(content)


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.path: list[Element] = []
        self.root: Element | None = None
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def tree(self, content: bytes) -> Element:
        try:
            for begin in range(0, len(content), _CHUNK):
                self.parser.Parse(content[begin : begin + _CHUNK], False)  # noqa: FBT003
            self.parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position
        except expat.ExpatError as error:
            raise refusal(
                f"{self.name}:{error.lineno}",
                Phrase("is no XML: {problem}",
                       problem=phrase_of(expat.errors.messages[error.code])),
                Phrase("save it from Microsoft Project as XML again"),
            ) from error  # fmt: skip
        except SchedulingFaults:
            raise
        except (ValueError, LookupError) as error:  # an encoding that nobody has
            raise refusal(
                self.name,
                Phrase("is no XML: {problem}", problem=phrase_of(str(error))),
                Phrase("save it as UTF-8"),
            ) from error
        assert self.root is not None  # noqa: S101 - a well-formed file has a root
        return self.root

    def _refuse(self, *_declaration: object) -> NoReturn:
        raise self._refusal(
            Phrase("declares a document type or entities"),
            Phrase("save it from Microsoft Project as XML again"),
        )

    def _refusal(self, message: str, hint: str = "") -> SchedulingFaults:
        return refusal(f"{self.name}:{self.parser.CurrentLineNumber}", message, hint)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.path) >= MOST_DEPTH or self.count > MOST_ELEMENTS:
            raise self._refusal(Phrase("is nested too deeply, or too long"))
        made = Element(name.rpartition(" ")[2], self.parser.CurrentLineNumber)
        if not self.path:
            self.root = made
        elif len(self.path) <= len(("Project", "part")) or self.path[1].name in KEPT:
            self.path[-1].children.append(made)
        self.path.append(made)

    def _end(self, _name: str) -> None:
        self.path.pop()

    def _text(self, text: str) -> None:
        if not self.path:
            return
        here = self.path[-1]
        if len(here.text) + len(text) > LONGEST_TEXT:
            raise self._refusal(Phrase("is nested too deeply, or too long"))
        here.text += text
