"""What the commands share: their options, the memory that these name, and printing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from graphmem import config
from graphmem.asking import When
from graphmem.errors import BadInput
from graphmem.memory import Memory
from graphmem.model import AsOf
from graphmem.view.plain import plain

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="graphmem: the temporal memory graph you own.",
)

Db = Annotated[
    str, typer.Option("--db", help="A file, or neo4j://…. Default: GRAPHMEM_DB, or graphmem.db.")
]
Namespace = Annotated[str, typer.Option(help="The partition of the store.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value.")]
ValidAt = Annotated[
    str | None, typer.Option("--as-of", help="As of this valid time, e.g. 2020 or 2023-05-08.")
]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="As believed at this system time.")]
Reader = Annotated[
    str, typer.Option(help='What reads claims: "spacy", "openai:MODEL", or "none" for nothing.')
]
BaseUrl = Annotated[
    str | None, typer.Option(help="The model's API. Default: OPENAI_BASE_URL, or OpenAI's.")
]
Price = Annotated[str | None, typer.Option(help='Per million tokens, "input,output": for --usage.')]
WithUsage = Annotated[
    bool, typer.Option("--usage", help="Say what the model was asked, on stderr.")
]
Reason = Annotated[str, typer.Option(help="Kept in the history.")]
STORE = config.default_url()


def opened(
    db: str, namespace: str, reader: str = "none", *, new: bool = False, **options: Any
) -> Memory:
    """The memory that the options name; only what adds makes a *new* file.

    Args:
        options: as for `Memory`.
    """
    if not new:
        check_there(db)
    extractor = None if reader == "none" else reader
    parts = {"extractor": extractor, "embedder": config.default_embedder(), **options}
    return Memory(db, namespace=namespace, **parts)


def check_there(db: str) -> None:
    """Refuse a file that does not exist."""
    if "://" not in db and not Path(db).expanduser().exists():
        raise BadInput(
            f"there is no store {db!r}. Name it with --db or GRAPHMEM_DB, or make it: graphmem add."
        )


def prices(price: str | None, model: str) -> dict[str, tuple[float, float]]:
    """The price of a model from "input,output"."""
    if price is None:
        return {}
    try:
        given, answered = map(float, price.split(","))
    except ValueError as error:
        raise BadInput(
            f'bad price {price!r}: give what a million tokens cost, "input,output", e.g. 0.4,1.6.'
        ) from error
    return {model: (given, answered)}


def show_usage(memory: Memory, wanted: bool) -> None:
    """What the models were asked, on stderr, if it is wanted."""
    if wanted:
        from graphmem.terminal import show_calls

        show_calls(memory.usage())


def point(as_of: str | None, known_at: str | None) -> When:
    """The point in both times that the options name."""
    if known_at is None:
        return as_of
    return AsOf(valid=as_of, system=known_at)


def print_json(value: Any) -> None:
    """One JSON value on stdout."""
    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def show(value: Any, as_json: bool) -> None:
    """A value as JSON, or its parts a line each."""
    if as_json:
        print_json(value)
        return
    from graphmem.terminal import show_mapping

    show_mapping({name: held for name, held in plain(value).items() if held not in ("", None)})
