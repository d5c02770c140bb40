"""Names of parts: safe to unpack on every system, one file each."""

import pytest

from sanbi.engine.integrity import PackageError
from sanbi.engine.integrity.part_names import (
    MAX_NAME_BYTES,
    require_distinct_names,
    require_part_name,
)


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "run.json",
        "result/ranking.csv",
        "数据/单位.csv",
        ".hidden",
        "a/..b/c...d",
        "console.csv",
        "com.csv",
        "a b/ c",
        "x" * MAX_NAME_BYTES,
        "é.csv",
    ],
)
def test_good_names(name: str) -> None:
    require_part_name(name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "is empty"),
        ("/etc/passwd", "is absolute"),
        ("//host/share", "is absolute"),
        ("../up.csv", "may lead out of its folder"),
        ("a/../../up.csv", "may lead out"),
        ("a/..", "may lead out"),
        ("./a", "may lead out"),
        ("a//b", "empty segment"),
        ("a/", "empty segment"),
        ("a\\..\\b", "character"),
        ("C:/windows", "character"),
        ("a:stream", "character"),
        ("a?b", "character"),
        ("a*b", "character"),
        ('a"b', "character"),
        ("a<b", "character"),
        ("a>b", "character"),
        ("a|b", "character"),
        ("a\0b", "character"),
        ("a\nb", "character"),
        ("a\x7fb", "character"),
        ("a\x85b", "character"),
        ("gnp.\u202eexe", "character"),
        ("a\u200bb", "character"),
        ("\ufeffa", "character"),
        ("a\ud800", "character"),
        ("a./b", "dot or a space"),
        ("a /b", "dot or a space"),
        ("a...", "dot or a space"),
        ("con", "device"),
        ("a/NUL.csv", "device"),
        ("com1.tar.gz", "device"),
        ("Lpt9", "device"),
        ("e\u0301.csv", "composed form"),
        ("x" * (MAX_NAME_BYTES + 1), "longer than 240 bytes"),
        ("县" * 81, "longer than 240 bytes"),
    ],
)
def test_bad_names(name: str, reason: str) -> None:
    with pytest.raises(PackageError, match=reason) as fault:
        require_part_name(name)
    assert str(fault.value).startswith(f"the name {name!a} ")
    assert str(fault.value).endswith("rename the part")
    assert str(fault.value).isascii()


def test_names_that_are_apart() -> None:
    require_distinct_names(["a", "b", "ab", "a.b/c", "a b", "c/a", "c/b/a"])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["a", "b", "a"], "'a' and 'a' are one file"),
        (["a/Ranking.csv", "a/ranking.CSV"], "'a/Ranking.csv' and 'a/ranking.CSV' are one file"),
        (["straße", "STRASSE"], "are one file"),
        (["a", "a/b"], "'a' is a file and the folder of 'a/b'"),
        (["x/Y/z", "X/y"], "'X/y' is a file and the folder of 'x/Y/z'"),
    ],
)
def test_names_that_are_not_apart(names: list[str], message: str) -> None:
    with pytest.raises(PackageError, match=message):
        require_distinct_names(names)
