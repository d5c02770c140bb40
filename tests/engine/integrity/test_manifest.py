"""The manifest: written canonically, read strictly."""

from decimal import Decimal
from typing import Any

import pytest

from sanbi.engine.integrity import ListedFile, Manifest, PackageError, digest, json_bytes
from sanbi.engine.integrity.manifest import describe, manifest_bytes, parse_manifest
from tests.engine.integrity.worked_examples import worked_example

RANKING = b"unit,score\nA,9.5\n"
FILES = {"b.csv": b"", "result/ranking.csv": RANKING, "a.csv": b"x\n"}


def test_manifest_of_the_page() -> None:
    manifest = describe({"result/ranking.csv": RANKING}, "example", "sha256", {"engine": "0.1.0"})
    written = worked_example("package.md", "manifest").encode()
    assert manifest_bytes(manifest) == written
    assert parse_manifest(written) == manifest
    assert manifest == Manifest(
        kind="example",
        hash_name="sha256",
        files=(ListedFile("result/ranking.csv", 17, digest(RANKING)),),
        about={"engine": "0.1.0"},
    )


def test_files_are_ordered_by_name() -> None:
    manifest = describe(FILES, "score", "sm3", {})
    assert [file.name for file in manifest.files] == ["a.csv", "b.csv", "result/ranking.csv"]
    assert [file.hash for file in manifest.files][:2] == [digest(b"x\n", "sm3"), digest(b"", "sm3")]
    assert parse_manifest(manifest_bytes(manifest)) == manifest


def test_about_keeps_its_values() -> None:
    about = {"engine": "0.1.0", "counts": {"units": 3}, "list": [1, Decimal("0.5"), None, True]}
    manifest = describe({}, "score", "sha256", about)
    assert parse_manifest(manifest_bytes(manifest)).about == about


@pytest.mark.parametrize("kind", ["", "Score", "two words", "a--b", "-a", "a-", "1a", "考核", 7])
def test_other_kinds_are_refused(kind: Any) -> None:
    with pytest.raises(PackageError, match="lower-case words joined by hyphens"):
        describe({}, kind, "sha256", {})


@pytest.mark.parametrize("kind", ["score", "ballot-round", "a1-b2-c3"])
def test_kinds(kind: str) -> None:
    assert describe({}, kind, "sha256", {}).kind == kind


def test_what_about_cannot_hold_is_named() -> None:
    with pytest.raises(PackageError, match=r"manifest\.json: about\.x: a float"):
        manifest_bytes(describe({}, "score", "sha256", {"x": 0.5}))


@pytest.mark.parametrize("name", ["manifest.json", "Manifest.JSON", "manifest.json/a"])
def test_its_own_name_is_taken(name: str) -> None:
    with pytest.raises(PackageError, match=r"manifest\.json"):
        describe({name: b""}, "score", "sha256", {})


def parts(**changes: Any) -> dict[str, Any]:
    value: dict[str, Any] = {
        "format": "sanbi-package",
        "format_version": 1,
        "kind": "score",
        "hash": "sha256",
        "about": {},
        "files": [listed("a"), listed("b")],
    }
    value.update(changes)
    return {key: member for key, member in value.items() if member is not ...}


def listed(name: Any, **changes: Any) -> dict[str, Any]:
    value = {"name": name, "size": 0, "hash": digest(b""), **changes}
    return {key: member for key, member in value.items() if member is not ...}


def test_the_unchanged_manifest_is_read() -> None:
    assert [file.name for file in parse_manifest(json_bytes(parts())).files] == ["a", "b"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": "zip"}, 'does not say "format": "sanbi-package"'),
        ({"format": ...}, "does not say"),
        ({"format_version": 2}, "format version 2; this program reads version 1"),
        ({"format_version": ...}, "format version None"),
        ({"kind": ...}, "must have the keys about, files, format"),
        ({"extra": 1}, "must have the keys"),
        ({"kind": "A"}, "the kind 'A'"),
        ({"hash": "md5"}, "hash function 'md5'; known are sha256, sm3"),
        ({"hash": ["sha256"]}, "hash function"),
        ({"about": []}, "about must be an object and files a list"),
        ({"files": {}}, "about must be an object and files a list"),
        ({"files": ["a"]}, r"files\[0\] must have the keys hash, name, size"),
        ({"files": [listed("a", size=...)]}, r"files\[0\] must have the keys"),
        ({"files": [listed("a", more=1)]}, r"files\[0\] must have the keys"),
        ({"files": [listed("a"), listed(3)]}, r"files\[1\] must have a text as name"),
        ({"files": [listed("a", size=-1)]}, "whole number as size"),
        ({"files": [listed("a", size=True)]}, "whole number as size"),
        ({"files": [listed("a", size="1")]}, "whole number as size"),
        ({"files": [listed("a", size=Decimal("0.5"))]}, "whole number as size"),
        ({"files": [listed("a", hash="00")]}, "64 lower-case hexadecimal digits"),
        ({"files": [listed("a", hash=digest(b"").upper())]}, "64 lower-case"),
        ({"files": [listed("b"), listed("a")]}, "ordered by name, each name once"),
        ({"files": [listed("a"), listed("a")]}, "ordered by name, each name once"),
        ({"files": [listed("A"), listed("a")]}, "are one file on some systems"),
        ({"files": [listed("../a")]}, "may lead out"),
        ({"files": [listed("manifest.json")]}, "are one file"),
    ],
    ids=range(26),
)
def test_other_manifests_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(PackageError, match=message):
        parse_manifest(json_bytes(parts(**changes)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not JSON"),
        (b"[]\n", "does not say"),
        (b"null\n", "does not say"),
        (json_bytes(parts())[:-1], "end it with one newline"),
        (json_bytes(parts()).replace(b'"size": 0', b'"size": 0.0'), "the canonical text is"),
        (b"[" * 200_000, "nested deeper"),
    ],
)
def test_bytes_that_are_no_canonical_json_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(PackageError, match=rf"^manifest\.json.*{message}"):
        parse_manifest(data)
