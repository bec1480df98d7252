"""Commands that read: search, ask, facts, follow, sequence, timeline, history, stats."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from graphmem.cli.options import (
    STORE,
    AsJson,
    BaseUrl,
    Db,
    KnownAt,
    Namespace,
    Price,
    ValidAt,
    WithUsage,
    app,
    opened,
    point,
    prices,
    print_json,
    show,
    show_usage,
)
from graphmem.config import default_model
from graphmem.model import AsOf


@app.command()
def search(
    question: str,
    *,
    limit: Annotated[int, typer.Option(help="How many passages.")] = 10,
    as_of: ValidAt = None,
    known_at: KnownAt = None,
    prompt: Annotated[
        bool, typer.Option("--prompt", help="Print a block for a language model.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Say what each channel gave each passage.")
    ] = False,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Find passages and facts that answer a question.

    Example: graphmem search "Where does Alice live?" --as-of 2020
    """
    with opened(db, namespace) as memory:
        found = memory.search(question, limit=limit, as_of=point(as_of, known_at))
    if as_json:
        print_json(found)
    elif prompt:
        typer.echo(found.as_prompt())
    else:
        from graphmem.terminal import show_found

        show_found(found, why=why)


@app.command()
def ask(
    question: str,
    *,
    model: Annotated[
        str | None, typer.Option(help='"openai:MODEL". Default: GRAPHMEM_MODEL.')
    ] = None,
    base_url: BaseUrl = None,
    limit: Annotated[int, typer.Option(help="How many passages it is shown.")] = 10,
    as_of: ValidAt = None,
    known_at: KnownAt = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    usage: WithUsage = False,
    price: Price = None,
    as_json: AsJson = False,
) -> None:
    """Have a language model answer a question from what is found, with citations.

    Example: graphmem ask "Where does Alice live?" --model openai:gpt-4.1-mini
    """
    name = model or default_model()
    cost = prices(price, name or "")
    with opened(db, namespace, model=name, base_url=base_url, prices=cost) as memory:
        answer = memory.ask(question, limit=limit, as_of=point(as_of, known_at))
        show_usage(memory, usage)
    if as_json:
        print_json(answer)
        return
    from graphmem.terminal import show_answer

    show_answer(answer)


@app.command()
def facts(
    subject: Annotated[str | None, typer.Argument()] = None,
    *,
    predicate: Annotated[str | None, typer.Option()] = None,
    as_of: ValidAt = None,
    known_at: KnownAt = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Show the facts in view: all, or those about a subject.

    Example: graphmem facts Alice --predicate "lives in" --as-of 2020
    """
    with opened(db, namespace) as memory:
        found = memory.facts(subject, predicate=predicate, as_of=point(as_of, known_at))
    show_facts(found, as_json)


@app.command()
def follow(
    start: str,
    predicates: Annotated[list[str], typer.Argument(help="One for each step, in order.")],
    *,
    as_of: ValidAt = None,
    known_at: KnownAt = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Show where facts in view lead from a name, one after the other.

    Example: graphmem follow Alice "works at" "based in" --as-of 2020
    """
    with opened(db, namespace) as memory:
        found = memory.follow(start, predicates, as_of=point(as_of, known_at))
    if as_json:
        print_json(found)
        return
    from graphmem.terminal import show_paths

    show_paths(found.paths)


@app.command()
def sequence(
    one: str,
    other: str,
    known_at: KnownAt = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Say which of two things (fact ids or phrases) came first.

    Example: graphmem sequence "Alice moved to Rome" "Bob was born"
    """
    with opened(db, namespace) as memory:
        found = memory.sequence(one, other, as_of=AsOf(system=known_at))
    if as_json:
        print_json(found)
        return
    from graphmem.terminal import show_order

    show_order(found)


@app.command()
def timeline(
    subject: str,
    known_at: KnownAt = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Show every believed span about a subject, in order of time.

    Example: graphmem timeline Alice
    """
    with opened(db, namespace) as memory:
        found = memory.timeline(subject, as_of=AsOf(system=known_at))
    show_facts(found, as_json)


def show_facts(found: Any, as_json: bool) -> None:
    """Facts as JSON or as a table."""
    if as_json:
        print_json(found)
        return
    from graphmem import terminal

    terminal.show_facts(found, ids=True)


@app.command()
def history(
    fact: str, db: Db = STORE, namespace: Namespace = "default", as_json: AsJson = False
) -> None:
    """Show every version of a fact (by id) with the claims behind it.

    Example: graphmem history 3f2a9c1d0e4b5a6978cdef01
    """
    with opened(db, namespace) as memory:
        found = memory.history(fact)
    if as_json:
        print_json(found)
        return
    from graphmem.terminal import show_history

    show_history(found)


@app.command()
def stats(
    as_of: ValidAt = None,
    known_at: KnownAt = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Count what is in view, and say what waits or failed.

    Example: graphmem stats --db team.db
    """
    with opened(db, namespace) as memory:
        show({**memory.stats(as_of=point(as_of, known_at)), **memory.status()}, as_json)
