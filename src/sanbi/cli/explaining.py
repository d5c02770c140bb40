"""`sanbi explain`: how a score came about, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from sanbi.cli.console import language_option, refuse, refuse_plain


@click.command()
@click.argument("package_path", metavar="PACKAGE", type=click.Path(path_type=Path))
@click.option("--unit", required=True, help="Code or name of the unit. 单位代码或名称。")
@click.option("--leaf", help="Id or name of one leaf; else the whole unit. 指标项。")
@click.option("--group", help="Group, where the unit is in several. 分组。")
@language_option
def explain(
    *,
    package_path: Path,
    unit: str,
    leaf: str | None,
    group: str | None,
    language: Literal["zh", "en"],
) -> None:
    """Tell how the score of a unit, or of one leaf, came about.

    说明一个单位（或其一个指标项）的得分是怎样算出来的。
    """
    from sanbi.engine.integrity import PackageError
    from sanbi.engine.scoring import FaultsFound
    from sanbi.engine.scoring.explain import ExplainError, explain_leaf, explain_unit
    from sanbi.engine.scoring.package import open_package

    try:
        _, result = open_package(package_path.read_bytes())
        if leaf is None:
            text = explain_unit(result, unit, group=group, language=language).to_text()
        else:
            text = explain_leaf(result, unit, leaf, group=group, language=language).to_text()
    except OSError as error:
        refuse_plain(str(package_path), error, language)
    except (PackageError, ExplainError) as error:
        refuse_plain(package_path.name, error, language)
    except FaultsFound as error:
        refuse(error.faults, language)
    click.echo(text)
