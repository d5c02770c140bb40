"""What the checker recomputes from files, as plain tables for a test to compare."""

from typing import Any

from package_verifier.recompute import recompute
from package_verifier.result_rows import Cell, ResultFile
from tests.system.package_verifier.builder import Files, source_files


class Outcome:
    """The recomputed result files, looked up by the ids of their rows."""

    def __init__(self, files: Files) -> None:
        self.files: dict[str, ResultFile] = recompute(files)

    def column(self, file: str, column: str, *key: str | None) -> dict[str, Cell]:
        """Return unit → cell for the rows whose further key cells are ``key`` (None: any)."""
        found = {}
        for row in self.files[f"result/{file}.csv"].rows:
            rest = row.key[2:]
            if all(want in (None, have) for want, have in zip(key, rest, strict=False)):
                found[row.key[1]] = row.cells[column]
        return found

    def leaf(self, leaf_id: str, column: str = "score", period: str | None = None) -> Any:
        return self.column("working", column, leaf_id, period)

    def node(self, node_id: str, column: str = "score", period: str | None = None) -> Any:
        return self.column("nodes", column, node_id, period)

    def ranking(self, column: str) -> Any:
        return self.column("ranking", column)

    def grades(self, column: str = "grade") -> Any:
        return self.column("grades", column)


def outcome(canonical: Any, units: Any, run: Any = None, **tables: Any) -> Outcome:
    """Return what follows from a canonical scheme and tables."""
    return Outcome(source_files(canonical, units, run, **tables))
