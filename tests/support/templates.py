"""Finds in the source what a reader may be told: the templates of faults, and texts without one."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Which arguments of a raising call are read by people: place, message, hint.
RAISING: dict[str, tuple[int, ...]] = {
    "Fault": (0, 1, 2),
    "add": (1, 2),
    "_add": (1, 2),
    "FormulaError": (1, 2),
    "_fail": (0, 1, 2),
    "_refusal": (1, 2),
    "RuleFault": (0, 1),
    "PackageError": (0,),
    "CountFault": (0,),
    "NotCanonical": (0,),
    "PeriodError": (0,),
    "CalendarError": (0,),
    "FactError": (0,),
    "ExplainError": (0,),
    "Finding": (0, 1, 2),
    "Difference": (2, 3),
    "refuse_plain": (0, 1),
}
TEXTS = frozenset({"where", "message", "hint"})
# What the parts and choices of a scheme are called: which argument says so.
CALLED = {"Object": 0, "Choice": 1, "MapOf": 1, "WordOrFixed": 1, "phrase_of": 0}
FIELD_DEFAULT = 3  # the place of the default among the arguments of a field
DEFAULT_NAMES = frozenset({"name", "word"})  # of a map and of a choice that say nothing else


@dataclass
class Found:
    """What a file may say: its templates, and places where a text is put together on the spot."""

    templates: set[str] = field(default_factory=set)
    loose: list[str] = field(default_factory=list)


def templates_in(paths: list[Path], root: Path) -> Found:
    """Look through Python files."""
    found = Found()
    for path in paths:
        source = path.read_text(encoding="utf-8")
        reading = _Reading(ast.parse(source), str(path.relative_to(root)), found)
        reading.read()
    return found


class _Reading:
    def __init__(self, tree: ast.Module, name: str, found: Found) -> None:
        self.tree, self.name, self.found = tree, name, found
        self.named = _assigned(tree.body)

    def read(self) -> None:
        for function, call in _calls(self.tree):
            word = _word(call.func)
            if word == "Phrase" and call.args and isinstance(call.args[0], ast.Constant):
                self.found.templates.add(str(call.args[0].value))
            self.take_names(word, call)
            if word not in RAISING or _is_set(call):
                continue
            local = _assigned(ast.walk(function)) if function is not None else {}
            for place in RAISING[word]:
                if place < len(call.args):
                    self.take(call.args[place], local, set())
            for keyword in call.keywords:
                if keyword.arg in TEXTS:
                    self.take(keyword.value, local, set())

    def take_names(self, word: str, call: ast.Call) -> None:
        """Take what a part is called, and the meaning of a key that must be there."""
        place = CALLED.get(word, len(call.args))
        named = call.args[place : place + 1]
        if word == "Field" and len(call.args) < FIELD_DEFAULT + 1:
            keywords = {keyword.arg: keyword.value for keyword in call.keywords}
            named = [keywords["doc"]] if "doc" in keywords and "default" not in keywords else []
        for node in named:
            if isinstance(node, ast.Constant) and node.value:
                self.found.templates.add(str(node.value))

    def take(self, node: ast.expr, local: dict[str, list[ast.expr]], seen: set[str]) -> None:
        """Take the templates that an argument may be."""
        match node:
            case ast.Constant(value=str(text)):
                self.found.templates |= {text} if " " in text or text.isalpha() else set()
            case ast.IfExp():
                self.take(node.body, local, seen)
                self.take(node.orelse, local, seen)
            case ast.Name(id=name) if name not in seen:
                for value in local.get(name, self.named.get(name, [])):
                    self.take(value, local, {*seen, name})
            case ast.Dict(values=values):
                for value in values:
                    self.take(value, local, seen)
            case ast.Call(func=ast.Attribute(attr="get", value=ast.Name() as table), args=args):
                for value in (table, *args[1:]):
                    self.take(value, local, seen)
            case ast.JoinedStr() | ast.BinOp() if _speaks(node):
                self.found.loose.append(f"{self.name}:{node.lineno}: {ast.unparse(node)}")
            case _:
                return


def _calls(tree: ast.Module) -> Iterator[tuple[ast.AST | None, ast.Call]]:
    """Every call with the innermost function that holds it."""

    def walk(node: ast.AST, function: ast.AST | None) -> Iterator[tuple[ast.AST | None, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield function, child
            inner = child if isinstance(child, ast.FunctionDef) else function
            yield from walk(child, inner)

    yield from walk(tree, None)


def _word(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _speaks(node: ast.expr) -> bool:
    """Whether it has words of its own; ``f"{path}.{key}"`` has none."""
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and " " in text for text in texts)


def _is_set(call: ast.Call) -> bool:
    """``seen.add(name)`` is no fault: a set takes one argument."""
    return _word(call.func) == "add" and len(call.args) < 2


def _assigned(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """Name → what is assigned to it."""
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    values.setdefault(target.id, []).append(node.value)
    return values
