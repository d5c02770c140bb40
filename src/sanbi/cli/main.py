"""The command group. A verb's heavy parts are imported when the verb runs."""

from __future__ import annotations

import click

from sanbi import __version__
from sanbi.cli.allocating import allocate
from sanbi.cli.audit import audit
from sanbi.cli.comparing import compare
from sanbi.cli.console import write_in_any_encoding
from sanbi.cli.demo import demo
from sanbi.cli.documents import read
from sanbi.cli.explaining import explain
from sanbi.cli.people import found
from sanbi.cli.scheduling import schedule
from sanbi.cli.schemes import scheme
from sanbi.cli.scoring import score
from sanbi.cli.site import check, live, migrate, serve, worker
from sanbi.cli.verifying import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sanbi")
def main() -> None:
    """Score, explain and verify assessments that anyone can recompute; serve the site.

    计分、说明、核验：每一分都可复算；运行网站。
    """
    write_in_any_encoding()


for _command in (
    score,
    explain,
    compare,
    verify,
    scheme,
    schedule,
    allocate,
    read,
    demo,
    serve,
    live,
    worker,
    migrate,
    found,
    check,
    audit,
):
    main.add_command(_command)
