"""Commands that change one's mind or show what changed: merge, split, reinstate, changes, diff."""

from __future__ import annotations

from typing import Annotated

import typer

from graphmem.cli.asking import show_facts
from graphmem.cli.options import STORE, AsJson, Db, Namespace, Reason, app, opened, print_json, show
from graphmem.model import AsOf


@app.command()
def merge(
    name: str,
    into: str,
    *,
    reason: Reason = "merged by the user",
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Decide that two names refer to one entity; split undoes it.

    Example: graphmem merge Bob Robert --reason "same e-mail address"
    """
    with opened(db, namespace) as memory:
        show(memory.merge(name, into=into, reason=reason), as_json)


@app.command()
def split(
    name: str, db: Db = STORE, namespace: Namespace = "default", as_json: AsJson = False
) -> None:
    """Decide that a name refers to an entity of its own again.

    Example: graphmem split Bob
    """
    with opened(db, namespace) as memory:
        show(memory.split(name), as_json)


@app.command()
def reinstate(
    claim: str, db: Db = STORE, namespace: Namespace = "default", as_json: AsJson = False
) -> None:
    """Believe a retracted claim (by id) again from now on.

    Example: graphmem reinstate 9b1e…
    """
    with opened(db, namespace) as memory:
        show(memory.reinstate(claim), as_json)


@app.command()
def changes(
    since: Annotated[str, typer.Argument(help="A system time, e.g. 2024-01-02.")],
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Show what was asserted, superseded, retracted and erased since a system time.

    Example: graphmem changes 2024-01-02
    """
    with opened(db, namespace) as memory:
        found = memory.changes(since=since)
    if as_json:
        print_json(found)
        return
    from graphmem.terminal import show_changes

    show_changes(found)


@app.command()
def diff(
    first: Annotated[str, typer.Argument(help="A system time.")],
    second: Annotated[str, typer.Argument(help="A later system time.")],
    entity: Annotated[str | None, typer.Option(help="Only facts about this.")] = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Show what was believed at one system time and not at another.

    Example: graphmem diff 2024-01-02 2024-01-03 --entity Alice
    """
    with opened(db, namespace) as memory:
        found = memory.diff(AsOf(system=first), AsOf(system=second), entity=entity)
    if as_json:
        print_json(found)
        return
    for said, facts in (("gained", found.gained), ("lost", found.lost)):
        typer.echo(f"{said}: {len(facts)}")
        show_facts(facts, as_json=False)
    typer.echo(f"changed: {len(found.changed)}")
    show_facts([after for _, after in found.changed], as_json=False)
