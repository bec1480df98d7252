"""The command that shows a memory in Neo4j Browser: browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphmem.cli.options import STORE, Db, Namespace, app, opened


@app.command()
def browser(
    *,
    question: Annotated[
        str | None, typer.Option(help="Ask it first: the guide shows what the walk saw.")
    ] = None,
    port: Annotated[int, typer.Option(help="Where to serve; 0 takes a free port.")] = 7480,
    to: Annotated[Path | None, typer.Option(help="Write the files there instead.")] = None,
    db: Db = STORE,
    namespace: Namespace = "default",
) -> None:
    """Serve the style, the guide and the saved queries for Neo4j Browser, to this machine only.

    Example: graphmem browser --db neo4j://localhost:7687 --question "Where does Alice live?"
    """
    from graphmem import browser

    given: dict[str, object] = {"namespace": namespace}
    if question is not None:
        with opened(db, namespace) as memory:
            given["walked"] = browser.walked(memory.search(question, limit=50))
    if to is not None:
        for path in browser.write(to, given):
            typer.echo(str(path))
        return
    with browser.Serving(port, given) as serving:
        typer.echo("In Neo4j Browser, e.g. http://localhost:7474/browser, run:")
        typer.echo(f"  :play {serving.at}/{browser.GUIDE}")
        typer.echo(f"  :style {serving.at}/{browser.STYLE}")
        typer.echo("Ctrl-C stops serving.")
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            typer.echo("")
