"""The shape of the repository, and a good and a bad sample for each rule that holds it."""

import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import shape

# Engine modules (relative to src/sanbi/engine) that hold code but need no test module of their own.
NO_TEST_MODULE: dict[str, str] = {}


def _expect_none(findings: list[str]) -> None:
    """Fail with every finding on its own line (an assertion would show the first only)."""
    if findings:
        pytest.fail("\n".join(["", *findings]), pytrace=False)


def _findings(paths: list[Path], repo: Path, rule: Callable[[str], list[str]]) -> list[str]:
    return [
        f"{path.relative_to(repo)}: {finding}"
        for path in paths
        for finding in rule(path.read_text(encoding="utf-8"))
    ]


def _python(repo: Path) -> list[Path]:
    return [path for path in shape.code_files(repo) if path.suffix == ".py"]


# -- sizes -----------------------------------------------------------------------------------------
def test_no_file_is_too_long(repo: Path) -> None:
    def rule(text: str) -> list[str]:
        return [found] if (found := shape.long_file(text)) else []

    _expect_none(_findings(shape.code_files(repo), repo, rule))


def test_long_file_rule() -> None:
    assert shape.long_file("a = 1\n" * 600) is None
    assert shape.long_file("a = 1\n" * 600 + "b = 2") == (
        "601 lines, more than 600: make it a folder of files named after nouns"
    )


def test_no_function_is_too_long(repo: Path) -> None:
    _expect_none(_findings(_python(repo), repo, shape.long_functions))


def test_long_function_rule() -> None:
    docstring = '    """First.\n' + "    more\n" * 40 + '    """\n'
    good = "def fine():\n" + docstring + "    a = 1\n" * 49
    bad = "class A:\n    async def long(self):\n" + "        a = 1\n" * 50
    assert shape.long_functions(good) == []
    assert shape.long_functions(bad) == ["line 2: long has 51 lines, more than 50"]


def test_notes_name_files_and_engine_functions_near_their_limit(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    engine = tmp_path / "src/sanbi/engine"
    engine.mkdir(parents=True)
    (engine / "short.py").write_text("def f():\n" + "    a = 1\n" * 29)
    (engine / "tall.py").write_text("def f():\n" + "    a = 1\n" * 30)
    (tmp_path / "wide.py").write_text("a = 1\n" * 401)
    (tmp_path / "over.py").write_text("a = 1\n" * 601)  # an error, not a note
    notes = shape.near_limits(tmp_path)
    assert [note.split(":")[0] for note in notes] == ["src/sanbi/engine/tall.py", "wide.py"]


# -- names -----------------------------------------------------------------------------------------
def test_no_module_has_an_empty_name(repo: Path) -> None:
    paths = [PurePosixPath(path.relative_to(repo).as_posix()) for path in shape.code_files(repo)]
    _expect_none([finding for path in paths for finding in shape.empty_names(path)])


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("src/sanbi/engine/scoring/ranks.py", 0),
        ("tests/support/programs.py", 0),
        ("src/sanbi/utils.py", 1),
        ("src/sanbi/helpers/dates.py", 1),
        ("tests/engine/test_misc.py", 1),
        ("src/sanbi/_common/_util.py", 2),
    ],
)
def test_empty_name_rule(path: str, count: int) -> None:
    assert len(shape.empty_names(PurePosixPath(path))) == count


# -- the engine ------------------------------------------------------------------------------------
def _sources(root: Path, pattern: str) -> dict[PurePosixPath, str]:
    """Return path below `root` → text, of the files that match."""
    return {
        PurePosixPath(path.relative_to(root).as_posix()): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob(pattern))
    }


def test_engine_imports_nothing_of_the_other_wing(repo: Path) -> None:
    engine = sorted((repo / "src/sanbi/engine").rglob("*.py"))
    _expect_none(_findings(engine, repo, shape.foreign_imports))


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("import numpy\nfrom sanbi.engine.integrity import faults\n", 0),
        ("from sanbi import __version__\n", 0),
        ("import sanbi.reports\n", 1),
        ("from sanbi import engine, reports\n", 1),
        ("def f():\n    from sanbi.cli import main\n", 1),
    ],
)
def test_foreign_import_rule(source: str, count: int) -> None:
    assert len(shape.foreign_imports(source)) == count


def test_every_engine_module_has_a_test_module(repo: Path) -> None:
    modules = _sources(repo / "src/sanbi/engine", "*.py")
    tests = _sources(repo / "tests/engine", "test_*.py")
    _expect_none(shape.without_test_module(modules, tests, NO_TEST_MODULE))


CODE = "def rank(): ...\n"


IMPORTED = "from sanbi.engine.scoring.ranks import rank"
OTHER = "from sanbi.engine.scoring.ranks_of_all import rank"


@pytest.mark.parametrize(
    ("module", "source", "test", "clean"),
    [
        ("scoring/ranks.py", CODE, ("scoring/test_ranks.py", ""), True),
        ("scoring/ranks.py", CODE, ("scoring/test_ranks_ties.py", ""), True),
        ("scoring/_ranks.py", CODE, ("scoring/test_ranks.py", ""), True),
        ("scoring/ranks.py", CODE, ("scoring/test_order.py", IMPORTED), True),
        ("scoring/__init__.py", CODE, ("scoring/test_ranks.py", ""), True),
        ("scoring/__init__.py", CODE, ("test_scoring.py", ""), True),
        ("scoring/names.py", "PLACES = 3\n", ("test_scoring.py", ""), True),
        ("scoring/errors.py", "class Refused(ValueError):\n    at: str\n", ("test_a.py", ""), True),
        ("scoring/units.py", "class Unit:\n    def f(self): ...\n", ("test_a.py", ""), False),
        ("scoring/ranks.py", CODE, ("test_ranks.py", IMPORTED), False),
        ("scoring/ranks.py", CODE, ("scoring/test_rank.py", ""), False),
        ("scoring/ranks.py", CODE, ("scoring/test_order.py", OTHER), False),
        ("scoring/__init__.py", CODE, ("test_integrity.py", ""), False),
    ],
)
def test_mirror_rule(module: str, source: str, test: tuple[str, str], clean: bool) -> None:
    tests = {PurePosixPath(test[0]): test[1]}
    found = shape.without_test_module({PurePosixPath(module): source}, tests, {})
    assert found == ([] if clean else [f"{module}: no test module mirrors it"])


def test_mirror_rule_refuses_an_idle_exemption() -> None:
    module = {PurePosixPath("a.py"): CODE}
    assert shape.without_test_module(module, {}, {"a.py": "a reason"}) == []
    tests = {PurePosixPath("test_a.py"): ""}
    assert shape.without_test_module(module, tests, {"a.py": "a reason"}) == [
        "a.py: exempt without need"
    ]


# -- what must not be told -------------------------------------------------------------------------
def test_no_registry_host_or_machine_path_is_kept(repo: Path) -> None:
    found = []
    for path in shape.tracked_files(repo):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a workbook
        findings = shape.private_words(text)
        found += [f"{path.relative_to(repo)}: {finding}" for finding in findings]
    _expect_none(found)


# Spelt with | for /, ! for \ and · for . so that this file is not its own finding.
@pytest.mark.parametrize(
    ("sample", "count"),
    [
        ("see https:||example·org|home|page and ··|shared|data", 0),
        ("#!|usr|bin|env bash", 0),
        ("font=|usr|share|fonts|opentype|noto", 0),
        ("#|properties|home|items", 0),
        ("docs|work|plan·md", 0),
        ('registry = "https:||pypi·org|simple"', 1),
        ("https:||files·pythonhosted·org|packages|x.whl", 1),
        ('"resolved": "https:||registry·npmjs·org|a"', 1),
        ("open('|root|notes')", 1),
        ("cd |work|plan && ls |home|ana|x", 2),
        ("out=|tmp|report.html", 1),
        ("C:!Users!ana", 1),
    ],
)
def test_private_word_rule(sample: str, count: int) -> None:
    line = sample.replace("|", "/").replace("!", "\\").replace("·", ".")
    assert len(shape.private_words(line)) == count


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_tracked_files_see_new_files_but_not_ignored_ones(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    for name in ("kept.md", "new.py", "var/run.py", "gone.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text\n")
    (tmp_path / ".gitignore").write_text("/var/\n")
    _git(tmp_path, "add", "kept.md", "gone.py")
    (tmp_path / "gone.py").unlink()
    found = [path.relative_to(tmp_path).as_posix() for path in shape.tracked_files(tmp_path)]
    assert found == [".gitignore", "kept.md", "new.py"]


# -- documents -------------------------------------------------------------------------------------
def test_links_between_pages_lead_somewhere(repo: Path) -> None:
    pages = [path for path in shape.tracked_files(repo) if path.suffix == ".md"]
    assert len(pages) > 3  # else this would pass without looking at anything
    _expect_none(
        [
            f"{page.relative_to(repo)}: {broken}"
            for page in pages
            for broken in shape.broken_links(page)
        ]
    )


def test_every_page_is_listed_in_an_index(repo: Path) -> None:
    _expect_none(shape.unlisted_pages(repo / "docs"))


def test_document_rules(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "algorithms").mkdir(parents=True)
    (docs / "README.md").write_text(
        "[a](a.md#part) ![p](gone.png) [web](https://example.org) `[code](no.md)`\n"
        "```\n[block](no.md)\n```\n[folder](algorithms/)\n"
    )
    (docs / "algorithms/README.md").write_text("[min max](min_max.md)\n")
    for name in ("a.md", "lost.md", "algorithms/min_max.md"):
        (docs / name).write_text("text\n")
    assert shape.broken_links(docs / "README.md") == ["link to gone.png"]
    assert shape.unlisted_pages(docs) == [
        "docs/algorithms/README.md: no index links it",
        "docs/lost.md: no index links it",
    ]


def test_change_fragments_have_a_known_kind(repo: Path) -> None:
    settings = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))
    kinds = {kind["directory"] for kind in settings["tool"]["towncrier"]["type"]}
    name = re.compile(rf"(?:\+[\w.-]+|\d+)\.(?:{'|'.join(kinds)})\.md")
    assert name.fullmatch("+house.feature.md")
    assert not name.fullmatch("+house.md")
    fragments = [path.name for path in (repo / "changes").iterdir() if path.name != "README.md"]
    _expect_none([fragment for fragment in fragments if not name.fullmatch(fragment)])


# -- the lock --------------------------------------------------------------------------------------
def _outdated(requirements: list[str], lock: str) -> list[str]:
    """List requirements that the lock does not meet."""
    pins = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, flags=re.MULTILINE))
    versions = {canonicalize_name(name): version for name, version in pins.items()}

    def met(requirement: Requirement) -> bool:
        version = versions.get(canonicalize_name(requirement.name))
        return version is not None and requirement.specifier.contains(version)

    return [text for text in requirements if not met(Requirement(text))]


def test_lock_meets_every_requirement_with_hashes(repo: Path) -> None:
    settings = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (repo / "requirements.lock").read_text(encoding="utf-8")
    groups = settings["dependency-groups"]
    wanted = [*settings["project"]["dependencies"], *groups["dev"], *groups["bench"]]
    assert _outdated(wanted, lock) == [], "run: make lock"
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_lock_rule_sees_a_missing_and_an_old_package() -> None:
    lock = "numpy==2.4.6 \\\n    --hash=sha256:0\npyyaml==6.0.3 ; python_version < '4' \\\n"
    assert _outdated(["numpy>=2", "PyYAML>=6.0.2"], lock) == []
    assert _outdated(["numpy>=3", "rich"], lock) == ["numpy>=3", "rich"]
