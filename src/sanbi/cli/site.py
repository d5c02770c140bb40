"""`sanbi serve`, `live`, `worker`, `migrate`, `check`: the site's processes, each a thin call."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from sanbi.cli.console import DIFFERENT, REFUSED, language_option


def spoken(text: str, language: str) -> str:
    """A text of the site's processes in the language asked for."""
    from sanbi.engine.phrases import said_in
    from sanbi.site.serving.words import CHINESE

    return said_in(text, CHINESE, "、") if language == "zh" else text


@contextmanager
def refusing(language: str) -> Iterator[None]:
    """Print what a process of the site refuses, and leave with status 2."""
    from sanbi.engine.phrases import phrase_of
    from sanbi.site.postgres import PostgresError
    from sanbi.site.serving.errors import ServingError

    try:
        yield
    except (PostgresError, ServingError) as error:
        click.echo(spoken(phrase_of(error), language), err=True)
        sys.exit(REFUSED)


@click.command()
@click.option("--host", default="127.0.0.1", help="Address to listen on. 监听地址。")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, help="Port to listen on. 监听端口。"
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, help="Processes that answer. 工作进程数。"
)
@click.option(
    "--threads", type=click.IntRange(1, 64), default=4, help="Threads of each. 每个进程的线程数。"
)
@click.option(
    "--trust",
    "proxies",
    multiple=True,
    help="Address of a proxy whose word on visitor and HTTPS counts. 可信反向代理的地址。",
)
@language_option
def serve(
    *, host: str, port: int, workers: int, threads: int, proxies: tuple[str, ...], language: str
) -> None:
    """Serve the site to real people; refuses to start with unsafe settings.

    对外提供服务；设置不安全时拒绝启动。
    """
    import subprocess

    from sanbi.site.serving.ports import reserved_port
    from sanbi.site.serving.programs import pages_words, sanbi_words

    with refusing(language), reserved_port(host, port):
        pass
    # In a process of its own: the one that serves stays small, and forks before anything is loaded.
    checked = subprocess.run(
        sanbi_words("check", "--deploy", "--quiet", "--language", language), check=False
    )
    if checked.returncode != 0:
        sys.exit(checked.returncode)
    if proxies:
        os.environ["SANBI_TRUSTED_PROXIES"] = ",".join(proxies)
    words = pages_words(host, port, workers=workers, threads=threads)
    os.execv(words[0], words)  # noqa: S606  no shell: the same process becomes the server


@click.command()
@click.option("--host", default="127.0.0.1", help="Address to listen on. 监听地址。")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, help="Port to listen on. 监听端口。"
)
@language_option
def live(*, host: str, port: int, language: str) -> None:
    """Take ballots and tell screens what happens; the proxy leads /live/ here.

    现场测评收票并通知大屏；反向代理把 /live/ 转到这里。
    """
    import subprocess

    from sanbi.site.serving.ports import reserved_port
    from sanbi.site.serving.programs import live_words, sanbi_words

    with refusing(language), reserved_port(host, port):
        pass
    checked = subprocess.run(
        sanbi_words("check", "--deploy", "--quiet", "--language", language), check=False
    )
    if checked.returncode != 0:
        sys.exit(checked.returncode)
    words = live_words(host, port)
    os.execv(words[0], words)  # noqa: S606  no shell: the same process becomes the server


@click.command()
@language_option
def worker(*, language: str) -> None:
    """Do the work that the pages have put off. 处理后台任务。"""
    from sanbi.site.serving.migrating import reach, set_up
    from sanbi.site.serving.working import work

    with refusing(language):
        set_up()
        reach()
    work()


@click.command()
@language_option
def migrate(*, language: str) -> None:
    """Bring the database up to date, as the owner of its tables. 升级数据库结构并授权。"""
    from sanbi.site.serving.migrating import migrate as apply
    from sanbi.site.serving.migrating import set_up

    with refusing(language):
        set_up()
        apply()


@click.command()
@click.option("--deploy", is_flag=True, help="As for a site in use. 按正式使用的要求检查。")
@click.option("--quiet", is_flag=True, help="Say nothing when all is well. 无误时不输出。")
@language_option
def check(*, deploy: bool, quiet: bool, language: str) -> None:
    """Say what is unsafe or missing, and how to mend it. 检查设置、数据库与文件夹。"""
    import datetime as dt

    from sanbi.site.serving.migrating import set_up

    with refusing(language):
        set_up()
    from sanbi.site.checks import findings

    found = findings(deploy=deploy, clock=lambda: dt.datetime.now(tz=dt.UTC))
    title = {"zh": "有 {n} 处须处理：", "en": "to be mended ({n}):"}
    fine = {"zh": "检查无误", "en": "nothing to mend"}
    if not found:
        if not quiet:
            click.echo(fine[language])
        return
    click.echo(title[language].format(n=len(found)), err=True)
    for text in found:
        click.echo(f"  {spoken(text, language)}", err=True)
    sys.exit(DIFFERENT)
