"""The command line: `sanbi VERB …`, each verb a thin call."""

import click

from sanbi import __version__


@click.group()
@click.version_option(__version__, prog_name="sanbi")
def main() -> None:
    """Score, explain and verify assessments that anyone can recompute."""
