"""`sanbi verify`: recompute a package from its plain files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from sanbi.cli.console import DIFFERENT, language_option, refuse, refuse_plain, say

MOST_FINDINGS = 20


@click.command()
@click.argument("package_path", metavar="PACKAGE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object. 以 JSON 输出。")
@language_option
def verify(*, package_path: Path, as_json: bool, language: str) -> None:
    """Recompute PACKAGE and say whether it is identical.

    复算考核数据包：一致，或指出第一处不同。
    """
    from sanbi.engine.integrity import PackageError
    from sanbi.engine.scoring import FaultsFound
    from sanbi.engine.scoring.package import verify_package

    try:
        found = verify_package(package_path.read_bytes())
    except OSError as error:
        refuse_plain(str(package_path), error, language)
    except PackageError as error:
        refuse_plain(package_path.name, error, language)
    except FaultsFound as error:
        refuse(error.faults, language)
    if as_json:
        findings = [str(finding) for finding in found.findings]
        record = {"identical": found.identical, "counts": dict(found.counts), "findings": findings}
        record[found.hash_name] = found.digest
        click.echo(json.dumps(record, ensure_ascii=False))
    elif found.identical:
        click.echo(_identical(dict(found.counts), found.hash_name, found.digest, language))
    else:
        click.echo(say("different", language, n=len(found.findings)))
        for finding in found.findings[:MOST_FINDINGS]:
            click.echo(f"  {finding.text(language)}")
    if not found.identical:
        sys.exit(DIFFERENT)


def _identical(counts: dict[str, int], name: str, digest: str, language: str) -> str:
    if language == "zh":
        return (
            f"一致：已复算 {counts['leaf_scores']} 个指标得分、{counts['totals']} 个总分、"
            f"{counts['ranks']} 个名次、{counts['grades']} 个等次。\n{name} {digest}"
        )
    return (
        f"identical: {counts['leaf_scores']} leaf scores, {counts['totals']} totals, "
        f"{counts['ranks']} ranks, {counts['grades']} grades recomputed.\n{name} {digest}"
    )
