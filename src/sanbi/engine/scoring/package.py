"""The package of a run: everything that a stranger needs to recompute it, as plain files.

Written from a result, and verified by scoring again from its own files
(docs/mechanisms/scheme.md §4, docs/algorithms/verify.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sanbi import __version__
from sanbi.engine.integrity import (
    DEFAULT_HASH,
    HashName,
    Limits,
    NotCanonical,
    Package,
    PackageError,
    check_bytes,
    digest,
    json_bytes,
    read_csv,
    read_json,
    read_package,
    write_package,
)
from sanbi.engine.integrity.canonical import decode_utf8
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.data import from_csv_files, to_csv_files
from sanbi.engine.scoring.faults import FaultsFound, said
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.result.rows import NUMBERS
from sanbi.engine.scoring.run import score
from sanbi.engine.scoring.scheme.scheme import Scheme

KIND = "score"
FORMAT = 1
TOLERANCE = 1e-12
MANIFEST = b"manifest.json"  # its name stands at both ends of every package
EXPLANATION = frozenset({"inputs", "substituted"})
# Nothing in a package is compressed, so it cannot unpack to more than it is.
OWN_LIMITS = Limits(packed=4_000_000_000, unpacked=4_000_000_000)


@dataclass(frozen=True)
class Finding:
    """A place where a package is not what recomputing gives."""

    where: str
    stored: str
    recomputed: str

    def __str__(self) -> str:
        """One line."""
        return self.text("en")

    def text(self, language: str) -> str:
        """The same line in a language: ``en`` or ``zh``."""
        line = Phrase(
            "{where}: stored '{stored}', recomputed '{recomputed}'",
            where=self.where,
            stored=self.stored,
            recomputed=self.recomputed,
        )
        return said(line, language)


@dataclass(frozen=True)
class Verification:
    """What `verify_package` found. Identical when there is no finding."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    result: Result | None = None
    hash_name: str = DEFAULT_HASH
    digest: str = ""

    @property
    def identical(self) -> bool:
        """Whether every byte, or without precision every value, came out the same."""
        return not self.findings


def package_files(result: Result) -> dict[str, bytes]:
    """The files of a run's package, without the manifest."""
    run = {
        "format": FORMAT,
        "period": result.period,
        "previous_period": result.previous_period,
        "precision": result.scheme.precision,
        "counts": counts_of(result),
    }
    files = {
        "scheme.yaml": result.scheme.text.encode(),
        "scheme.json": result.scheme.json_bytes(),
        "run.json": json_bytes(run),
    }
    files |= {f"data/{name}": content for name, content in to_csv_files(result.data).items()}
    return files | result.csv_files()


def counts_of(result: Result) -> dict[str, int]:
    """How much was scored: figures that are there, as `tools/verify_package.py` counts them."""
    return {
        "units": len(result.run.units),
        "leaf_scores": sum(1 for row in result.working_rows if row[9]),
        "nodes": sum(1 for row in result.node_rows if row[5]),
        "totals": sum(1 for row in result.ranking_rows if row[3]),
        "ranks": sum(1 for row in result.ranking_rows if row[4]),
        "grades": sum(1 for row in result.grade_rows if row[2]),
    }


def build_package(result: Result, hash_name: HashName = DEFAULT_HASH) -> bytes:
    """The package of a run.

    With ``precision`` set, equal runs give equal bytes on every machine.
    """
    about = {
        "engine": f"sanbi {__version__}",
        "scheme": result.scheme.id,
        "title": result.scheme.title,
        "version": result.scheme.version,
        "period": result.period,
    }
    return write_package(package_files(result), kind=KIND, hash_name=hash_name, about=about)


def open_package(data: bytes) -> tuple[Package, Result]:
    """Read a package and score it again from its own files.

    Raises
    ------
    PackageError
        when it is damaged or is no package of a run.
    FaultsFound
        when its scheme or data cannot be scored.
    """
    package = read_package(data, OWN_LIMITS)
    if package.manifest.kind != KIND:
        raise PackageError(
            Phrase(
                "this is a package of kind '{kind}', not '{right}'",
                kind=package.manifest.kind,
                right=KIND,
            )
        )
    for name in ("scheme.yaml", "scheme.json", "run.json"):
        if name not in package.files:
            raise PackageError(Phrase("the package has no {name}", name=name))
    scheme = Scheme.from_text(_text_of(package, "scheme.yaml"), "scheme.yaml")
    tables = {
        name.removeprefix("data/"): content
        for name, content in package.files.items()
        if name.startswith("data/")
    }
    return package, score(scheme, from_csv_files(tables), _period_of(package))


def _text_of(package: Package, name: str) -> str:
    try:
        return decode_utf8(package.files[name])
    except NotCanonical as error:
        raise PackageError(
            Phrase("{name} cannot be read: {error}", name=name, error=phrase_of(error))
        ) from error


def _period_of(package: Package) -> str:
    name = "run.json"
    try:
        run: Any = read_json(package.files[name])
    except NotCanonical as error:
        raise PackageError(
            Phrase("{name} cannot be read: {error}", name=name, error=phrase_of(error))
        ) from error
    period = run.get("period") if isinstance(run, dict) else None
    if not isinstance(period, str):
        raise PackageError(Phrase("{name} states no period", name=name))
    return period


def verify_package(data: bytes) -> Verification:
    """Recompute a package from its plain files and compare.

    First its own bytes (one flipped bit anywhere is caught), then every file against what the
    engine makes of scheme and data: the same bytes with ``precision``, else values within 1e-12
    relative.

    Raises
    ------
    PackageError, FaultsFound
        when it cannot be read or scored at all.
    """
    if MANIFEST not in data:
        raise PackageError(
            Phrase("this is no assessment package; give a package.zip of sanbi score")
        )
    difference = check_bytes(data)
    if difference is not None:
        return Verification(
            (Finding(difference.words, Phrase("changed"), Phrase("as packed")),), {}
        )
    package, result = open_package(data)
    fresh = package_files(result)
    findings = list(_compare(package.files, fresh, exact=result.scheme.precision is not None))
    name = package.manifest.hash_name
    return Verification(tuple(findings), counts_of(result), result, name, digest(data, name))


def _compare(
    stored: Mapping[str, bytes], fresh: Mapping[str, bytes], *, exact: bool
) -> Iterator[Finding]:
    for name in sorted(set(stored) | set(fresh)):
        if name not in stored:
            yield Finding(name, Phrase("no such file"), Phrase("a file"))
        elif name not in fresh:
            yield Finding(name, Phrase("a file"), Phrase("no such file"))
        elif stored[name] != fresh[name]:
            if name.endswith(".csv"):
                yield from _compare_tables(name, stored[name], fresh[name], exact=exact)
            else:
                yield Finding(name, Phrase("other content"), Phrase("what scheme and data give"))


def _compare_tables(name: str, stored: bytes, fresh: bytes, *, exact: bool) -> Iterator[Finding]:
    try:
        old, new = read_csv(stored), read_csv(fresh)
    except NotCanonical as error:
        yield Finding(name, phrase_of(error), Phrase("the canonical form"))
        return
    if old.columns != new.columns:
        yield Finding(
            Phrase("{name} columns", name=name), ",".join(old.columns), ",".join(new.columns)
        )
        return
    if len(old.rows) != len(new.rows):
        yield Finding(Phrase("{name} rows", name=name), str(len(old.rows)), str(len(new.rows)))
    for number, (before, after) in enumerate(zip(old.rows, new.rows, strict=False), start=2):
        for column, left, right in zip(old.columns, before, after, strict=True):
            if left != right and (exact or not _close(column, left, right)):
                unit = dict(zip(old.columns, before, strict=True)).get("unit", "")
                where = Phrase(
                    "{name} line {number}, {column} ({unit})",
                    name=name,
                    number=number,
                    column=column,
                    unit=unit,
                )
                yield Finding(where, left or "", right or "")


def _close(column: str, left: str | None, right: str | None) -> bool:
    """Equal within 1e-12 relative where numbers stand; explanation follows the numbers."""
    if column in EXPLANATION:
        return True
    if column not in NUMBERS or not left or not right:
        return False
    try:
        stored = float(left)
    except ValueError:
        return False
    return math.isclose(stored, float(right), rel_tol=TOLERANCE, abs_tol=TOLERANCE)


__all__ = [
    "FaultsFound",
    "Finding",
    "Verification",
    "build_package",
    "open_package",
    "package_files",
    "verify_package",
]
