"""The engine and the checker, two implementations of one contract, on random schemes."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from package_verifier.recompute import verify
from sanbi.engine.scoring import FaultsFound
from tests.system.package_verifier.builder import Rows, table
from tests.system.package_verifier.engine_packages import engine_package
from tests.system.package_verifier.random_outcomes import made_scheme, made_tables
from tests.system.package_verifier.random_schemes import Maker

SEEDS = 50
LEAST_SHARE_SCORED = 0.7


class _Plain(yaml.SafeDumper):
    """Writes everything out: the engine refuses aliases in a scheme."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the interface of PyYAML
        return True


def _package(folder: Path, scheme: dict[str, Any], tables: dict[str, Rows]) -> bytes:
    """Return the package that the engine makes of a scheme file and a folder of CSV."""
    (folder / "data").mkdir(parents=True)
    text = yaml.dump(scheme, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    (folder / "scheme.yaml").write_text(text, "utf-8")
    for name, rows in tables.items():
        if rows:
            (folder / "data" / f"{name}.csv").write_bytes(table(rows))
    return engine_package(folder / "scheme.yaml", folder / "data")


@pytest.mark.slow
@pytest.mark.parametrize("precision", [2, 0, None])
def test_engine_and_checker_agree_on_random_schemes(precision: int | None, tmp_path: Path) -> None:
    scored = 0
    for seed in range(SEEDS):
        make = Maker(seed, precision)
        scheme = made_scheme(make)
        try:
            package = _package(tmp_path / str(seed), scheme, made_tables(make))
        except FaultsFound:
            continue  # a draw that makes no sense; how many, the last line watches
        scored += 1
        assert verify(package).differences == [], f"seed {seed}, precision {precision}"
    assert scored >= LEAST_SHARE_SCORED * SEEDS
