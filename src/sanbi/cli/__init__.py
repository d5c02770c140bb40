"""The command line: `sanbi VERB …`, each verb a thin call."""

from sanbi.cli.main import main

__all__ = ["main"]
