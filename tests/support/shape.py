"""Rules about the shape of the repository: sizes, names, test mirror, private words, links.

Each rule takes text or paths and returns its findings as plain sentences, so that a test can show
it both a good and a bad sample. `python -m tests.support.shape` prints what is near its limit.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

FILE_LINES_NOTE = 400
FILE_LINES_LIMIT = 600
FUNCTION_LINES_NOTE = 30  # the engine's target; elsewhere only the limit counts
FUNCTION_LINES_LIMIT = 50

CODE_SUFFIXES = (".py", ".js", ".css")

# Names that say nothing about what is inside: such a file only ever grows.
EMPTY_NAMES = frozenset(
    [
        "util",
        "utils",
        "helper",
        "helpers",
        "manager",
        "managers",
        "misc",
        "miscellaneous",
        "common",
        "stuff",
        "shared_code",
    ]
)

# Spelt with [.] so that this file is not its own finding.
_PRIVATE = {
    "a package registry's host": re.compile(
        r"\b(?:pypi[.]org|pythonhosted[.]org|registry[.]npmjs[.]org|yarnpkg[.]com"
        r"|deb[.]debian[.]org|proxy[.]golang[.]org|anaconda[.]org)\b"
    ),
    "a path of somebody's machine": re.compile(
        r"(?<![\w./~{}$-])/(?:root|home|work|Users|mnt|opt)/[\w.]+|(?<![\w./])/tmp/[\w.]+"
        r"|\b[A-Z]:\\+Users\\"
    ),
}

_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")


def tracked_files(repo: Path) -> list[Path]:
    """Return the files that git keeps or would keep (ignored ones are left out), sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repo,
        check=True,
        capture_output=True,
    )
    names = sorted({name for name in listed.stdout.decode().split("\0") if name})
    return [repo / name for name in names if (repo / name).is_file()]


def code_files(repo: Path) -> list[Path]:
    """Return the tracked files of code."""
    return [path for path in tracked_files(repo) if path.suffix in CODE_SUFFIXES]


# -- sizes -----------------------------------------------------------------------------------------
def long_file(text: str, limit: int = FILE_LINES_LIMIT) -> str | None:
    """Say so if the text has more lines than the limit."""
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines <= limit:
        return None
    return f"{lines} lines, more than {limit}: make it a folder of files named after nouns"


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines from `def` to its end, without the docstring."""
    docstring = 0
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        docstring = (first.end_lineno or first.lineno) - first.lineno + 1
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def long_functions(source: str, limit: int = FUNCTION_LINES_LIMIT) -> list[str]:
    """List the functions with more lines of code than the limit (docstrings do not count)."""
    return [
        f"line {node.lineno}: {node.name} has {_code_lines(node)} lines, more than {limit}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _code_lines(node) > limit
    ]


# -- names -----------------------------------------------------------------------------------------
def empty_names(path: PurePosixPath) -> list[str]:
    """List the parts of a path that name nothing, such as `utils`."""
    parts = (*path.parts[:-1], path.stem)
    return [
        f"{path}: '{part}' says nothing about what is inside; name the noun"
        for part in parts
        if part.lower().removeprefix("test_").strip("_") in EMPTY_NAMES
    ]


# -- the engine stays in its wing ------------------------------------------------------------------
def _imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from sanbi import cli` names the package only in its list
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name) for name in names)


def foreign_imports(source: str) -> list[str]:
    """List imports of Sanbi's other wing in an engine module.

    import-linter knows the packages that its contracts name; this rule also sees a new one.
    """
    return [
        f"line {line}: the engine imports {name}"
        for line, name in _imported(ast.parse(source))
        if name.split(".")[0] == "sanbi"
        and name.split(".")[:2] != ["sanbi", "engine"]
        and name != "sanbi.__version__"
    ]


# -- tests mirror the modules ----------------------------------------------------------------------
def holds_code(source: str) -> bool:
    """Say whether a module defines a function or method (plain records and constants do not)."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return any(isinstance(node, kinds) for node in ast.walk(ast.parse(source)))


def mirrored(module: PurePosixPath, tests: Mapping[PurePosixPath, str]) -> bool:
    """Say whether tests (path → source) mirror a module; all paths are relative to their root.

    `a/b/noun.py` is mirrored by `a/b/test_noun.py` or `a/b/test_noun_*.py`, or by a test module in
    `a/b` that imports it by its full name; a package's `__init__.py` by `a/test_b.py` or any test
    module inside `a/b`.
    """
    if module.stem == "__init__":
        noun, folder = module.parent.name, module.parent.parent
        if any(test.parent == module.parent for test in tests):
            return True
    else:
        noun, folder = module.stem.strip("_"), module.parent
    dotted = ".".join(("sanbi", "engine", *module.with_suffix("").parts))
    return any(
        test.stem == f"test_{noun}"
        or test.stem.startswith(f"test_{noun}_")
        or any(f"{name}.".startswith(f"{dotted}.") for _, name in _imported(ast.parse(source)))
        for test, source in tests.items()
        if test.parent == folder
    )


def without_test_module(
    modules: Mapping[PurePosixPath, str],
    tests: Mapping[PurePosixPath, str],
    exempt: Mapping[str, str],
) -> list[str]:
    """List modules with code (path → source) that no test module mirrors, and idle exemptions."""
    bare = {
        str(module)
        for module, source in modules.items()
        if holds_code(source) and not mirrored(module, tests)
    }
    missing = [f"{module}: no test module mirrors it" for module in sorted(bare - exempt.keys())]
    idle = [f"{module}: exempt without need" for module in sorted(exempt.keys() - bare)]
    return missing + idle


# -- what must not be told -------------------------------------------------------------------------
def private_words(text: str) -> list[str]:
    """List registry hosts and paths of a machine in a text, with their lines."""
    return [
        f"line {number}: {what}: {found.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in _PRIVATE.items()
        for found in pattern.finditer(line)
    ]


# -- documents -------------------------------------------------------------------------------------
def links(text: str) -> list[str]:
    """Return the relative links of a Markdown text, without their fragments."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    targets = [target.partition("#")[0] for target in _LINK.findall(prose)]
    return [target for target in targets if target and not re.match(r"[a-z]+:", target)]


def broken_links(page: Path) -> list[str]:
    """List the relative links of a page that lead nowhere."""
    found = links(page.read_text(encoding="utf-8"))
    return [f"link to {target}" for target in found if not (page.parent / target).exists()]


def unlisted_pages(docs: Path) -> list[str]:
    """List pages below `docs` that neither docs/README.md nor their folder's README.md links."""
    indexes = [docs / "README.md", *docs.glob("**/README.md")]
    reachable = {
        (index.parent / target).resolve()
        for index in indexes
        if index.is_file()
        for target in links(index.read_text(encoding="utf-8"))
    }
    pages = sorted(page for page in docs.glob("**/*.md") if page != docs / "README.md")
    return [
        f"{page.relative_to(docs.parent)}: no index links it"
        for page in pages
        if page.resolve() not in reachable
    ]


def near_limits(repo: Path) -> list[str]:
    """List files and engine functions that passed the first mark but not yet the limit."""
    notes = []
    for path in code_files(repo):
        name, text = path.relative_to(repo), path.read_text(encoding="utf-8")
        if (long := long_file(text, FILE_LINES_NOTE)) and not long_file(text):
            notes.append(f"{name}: {long}")
        if path.suffix == ".py" and name.is_relative_to("src/sanbi/engine"):
            notes += [f"{name}: {found}" for found in long_functions(text, FUNCTION_LINES_NOTE)]
    return notes


if __name__ == "__main__":
    for note in near_limits(Path(__file__).resolve().parent.parent.parent):
        sys.stdout.write(f"note: {note}\n")
