"""Canonical bytes, hashes, hash chains and the assessment package that a stranger can verify."""

from sanbi.engine.integrity.byte_check import Difference, check_bytes
from sanbi.engine.integrity.canonical import JsonValue, json_bytes, read_json
from sanbi.engine.integrity.chain import (
    GENESIS,
    Anchor,
    Break,
    BreakKind,
    build_chain,
    link,
    verify_chain,
)
from sanbi.engine.integrity.csv_table import Cell, CsvTable, csv_bytes, read_csv
from sanbi.engine.integrity.faults import NotCanonical, PackageError
from sanbi.engine.integrity.hashes import DEFAULT_HASH, HASH_NAMES, HashName, digest
from sanbi.engine.integrity.manifest import ListedFile, Manifest
from sanbi.engine.integrity.numerals import fraction_text, number_text
from sanbi.engine.integrity.package import Package, read_package, write_package
from sanbi.engine.integrity.stored_zip import Limits

__all__ = [
    "DEFAULT_HASH",
    "GENESIS",
    "HASH_NAMES",
    "Anchor",
    "Break",
    "BreakKind",
    "Cell",
    "CsvTable",
    "Difference",
    "HashName",
    "JsonValue",
    "Limits",
    "ListedFile",
    "Manifest",
    "NotCanonical",
    "Package",
    "PackageError",
    "build_chain",
    "check_bytes",
    "csv_bytes",
    "digest",
    "fraction_text",
    "json_bytes",
    "link",
    "number_text",
    "read_csv",
    "read_json",
    "read_package",
    "verify_chain",
    "write_package",
]
