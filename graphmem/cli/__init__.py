"""The command line: parse, call `Memory`, print.

Exit codes: 0 done; 1 refused, nothing of what was told could be read, or `verify` found faults;
2 bad usage.
"""

from __future__ import annotations

from importlib.metadata import version as installed
from typing import Annotated, NoReturn

import typer

from graphmem.cli import asking, changing, showing, telling, trying
from graphmem.cli.options import app
from graphmem.errors import GraphmemError

__version__ = installed("graphmem")
__all__ = ["app", "asking", "changing", "main", "showing", "telling", "trying"]


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """graphmem: the temporal memory graph you own."""
    if version:
        typer.echo(f"graphmem {__version__}")
        raise typer.Exit


def main() -> NoReturn:
    """Run the command line; what graphmem refuses goes to stderr with exit code 1."""
    try:
        app(standalone_mode=True)
    except GraphmemError as error:
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(1) from None
    raise SystemExit(0)
