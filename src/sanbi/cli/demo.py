"""`sanbi demo`: serve the demo county, or score the examples and say where the report lies."""

from __future__ import annotations

from pathlib import Path

import click

from sanbi.cli.comparing import comparison_text
from sanbi.cli.console import language_option, refuse, refuse_plain, say, steps, write_whole

STAGES = ("collecting", "frozen", "published", "final")
FIRST = "zhejiang"
AGAINST = {"zhejiang": "2010"}  # examples whose data hold an earlier period of their own


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port; otherwise a free one. 端口，默认自选。"
)
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    default=STAGES[0],
    help="Stage of the open round. 当前轮次所处阶段。",
)
@click.option(
    "--empty", is_flag=True, help="Without the county: no data at all. 空库，无演示数据。"
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("var"),
    help="Folder for database and logs. 数据库与日志文件夹。",
)
@click.option(
    "--scoring", is_flag=True, help="Score the examples instead; no site. 只对示例计分，不开网站。"
)
@click.option(
    "--examples",
    type=click.Path(path_type=Path),
    default=Path("examples"),
    help="With --scoring: folder with the examples. 示例文件夹。",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("var/demo"),
    help="With --scoring: folder for the results. 结果文件夹。",
)
@click.option("--only", help="With --scoring: one example, by its folder's name. 只算一个示例。")
@language_option
def demo(
    *,
    port: int | None,
    stage: str,
    empty: bool,
    folder: Path,
    scoring: bool,
    examples: Path,
    output: Path,
    only: str | None,
    language: str,
) -> None:
    """Serve the demo county 云川县 (invented) on this machine, with a database of its own.

    在本机打开虚构的演示县；自带数据库。
    """
    if scoring or only:
        _score_examples(examples, output, only, language)
        return
    import datetime as dt

    from sanbi.cli.site import refusing, spoken
    from sanbi.site.serving.demo import serve_demo

    with refusing(language):
        serve_demo(
            folder=folder,
            port=port,
            stage=None if empty else stage,
            now=dt.datetime.now(tz=dt.UTC),
            tell=lambda text: click.echo(spoken(text, language)),
        )


def _score_examples(examples: Path, output: Path, only: str | None, language: str) -> None:
    """Score the examples; the first is built from real published data."""
    from sanbi.engine.scoring import FaultsFound

    folders = example_folders(examples, only)
    if not folders:
        message = "no example with a scheme.yaml; run it in the project's folder"
        refuse_plain(str(examples), message, language)
    first = None
    try:
        with steps(len(folders), quiet=False) as step:
            for folder in folders:
                step(folder.name)
                written = _score_example(folder, output / folder.name, language)
                first = first or written
    except FaultsFound as error:
        refuse(error.faults, language)
    except OSError as error:
        refuse_plain(str(error.filename or output), error, language)
    if first is not None:
        click.echo(_closing(len(folders), first, folders[0], language))


def example_folders(examples: Path, only: str | None) -> list[Path]:
    """Folders that hold a scheme, the one to show first in front."""
    folders = sorted(path.parent for path in examples.glob("**/scheme.yaml"))
    if only is not None:
        folders = [folder for folder in folders if folder.name == only]
    return sorted(folders, key=lambda folder: (folder.name != FIRST, str(folder)))


def data_of(folder: Path) -> Path:
    """The data of an example: its data folder, or the one data file."""
    if (folder / "data").is_dir():
        return folder / "data"
    found = sorted(folder.glob("data.*"))
    return found[0] if found else folder / "data"


def _score_example(folder: Path, output: Path, language: str) -> Path:
    from sanbi.cli.scoring import OUTPUTS, Earlier, content_of, scored
    from sanbi.cli.tables import league_text

    package = output / "package.zip"
    before = package.read_bytes() if package.is_file() else None
    earlier = Earlier(against=AGAINST.get(folder.name))
    result = scored(
        folder / "scheme.yaml", data_of(folder), None, earlier, language, lambda _: None
    )
    for name in OUTPUTS:
        write_whole(output / name, content_of(result, name, "sha256", language))
    if folder.name == FIRST:
        click.echo(league_text(result, language, most_groups=1))
        if before is not None and before != package.read_bytes():
            kept = output / "package.before.zip"
            write_whole(kept, before)
            click.echo(f"\n{say('since', language)}\n{comparison_text(kept, package, language)}")
    return output / "report.html"


def _closing(count: int, report: Path, folder: Path, language: str) -> str:
    place = report.resolve()
    if language == "zh":
        return (
            f"\n已对 {count} 个示例计分。请用浏览器打开：\n  {place}\n"
            f"改一个权重再试：编辑 {folder / 'scheme.yaml'}，然后再次运行 make demo-scoring。"
        )
    return (
        f"\n{count} example{'' if count == 1 else 's'} scored. Open in a browser:\n  {place}\n"
        f"To see what a weight does: edit {folder / 'scheme.yaml'} and run make demo-scoring again."
    )
