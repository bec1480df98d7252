"""Commands that write: add, retract, erase."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from graphmem import config
from graphmem.added import Added
from graphmem.cli.options import (
    STORE,
    AsJson,
    BaseUrl,
    Db,
    Namespace,
    Price,
    Reader,
    Reason,
    WithUsage,
    app,
    check_there,
    opened,
    prices,
    print_json,
    show,
    show_usage,
)
from graphmem.errors import BadInput, ExtractionError
from graphmem.intake import Extract
from graphmem.memory import Memory


@app.command()
def add(
    files: Annotated[
        list[str], typer.Argument(help='Text files, .jsonl files, or "-" for standard input.')
    ],
    *,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Each line is an episode in JSON.")
    ] = False,
    speaker: Annotated[str | None, typer.Option(help="Who says it.")] = None,
    session: Annotated[str | None, typer.Option(help="The conversation it belongs to.")] = None,
    occurred_at: Annotated[str | None, typer.Option(help="When it was told; now.")] = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    extractor: Reader = "spacy",
    base_url: BaseUrl = None,
    later: Annotated[
        bool, typer.Option("--later", help="Leave the reading to resume: fewer model calls.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Take in what was erased, too.")] = False,
    usage: WithUsage = False,
    price: Price = None,
    as_json: AsJson = False,
) -> None:
    """Tell something: text files (an episode each), JSON lines, or standard input.

    Example: echo "I moved to Berlin." | graphmem add - --speaker Alice
    """
    shared = {"speaker": speaker, "session": session, "occurred_at": occurred_at}
    given = {name: value for name, value in shared.items() if value}
    cost = prices(price, extractor)
    with opened(db, namespace, extractor, new=True, base_url=base_url, prices=cost) as memory:
        told = [one for name in files for one in episodes(name, jsonl, given)]
        shown = not as_json and sys.stderr.isatty()
        extract: Extract = "later" if later else "now"
        done = memory.add_many(told, progress=shown, force=force, extract=extract)
        show_usage(memory, usage)
    show_read(done, as_json, extractor)


def show_read(done: Sequence[Added], as_json: bool, extractor: str) -> None:
    """What was told and read, as JSON or in words.

    Raises:
        ExtractionError: none of it could be read; it is kept.
    """
    if as_json:
        print_json(done)
    else:
        from graphmem.terminal import show_added

        show_added(done, extractor)
    fresh = [one.episode for one in done if one.new]
    if fresh and all(episode.status == "failed" for episode in fresh):
        raise ExtractionError(
            f"nothing of {len(fresh)} episodes could be read: {fresh[0].reason} They are kept, and "
            "found as they are; graphmem resume reads them."
        )


def episodes(name: str, jsonl: bool, shared: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The episodes of a file, or of standard input."""
    try:
        given = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = given.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot read {name!r}: {error}. Give a UTF-8 text file.") from error
    if not jsonl and not name.endswith(".jsonl"):
        title = {} if name == "-" or "speaker" in shared else {"title": Path(name).stem}
        yield {"text": text, **title, **shared}
        return
    for number, line in enumerate(text.split("\n"), 1):  # other ends may stand inside a string
        if line.strip():
            try:
                yield {**shared, **json.loads(line)}
            except (ValueError, TypeError) as error:
                raise BadInput(
                    f"line {number} of {name!r} is no JSON object: {error}. "
                    'Give lines like {"text": "…", "occurred_at": "2023-05-08"}.'
                ) from error


@app.command()
def resume(
    db: Db = STORE,
    namespace: Namespace = "default",
    *,
    extractor: Reader = "none",
    base_url: BaseUrl = None,
    usage: WithUsage = False,
    price: Price = None,
    as_json: AsJson = False,
) -> None:
    """Read what waits or failed: after a crash, or when a model is back.

    Name the extractor that add was given: without one, only claims of your own are read.

    Example: graphmem resume --db team.db --extractor spacy
    """
    cost = prices(price, extractor)
    with opened(db, namespace, extractor, base_url=base_url, prices=cost) as memory:
        done = memory.resume(progress=not as_json and sys.stderr.isatty())
        show_usage(memory, usage)
    show_read(done, as_json, extractor)


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="The file to write.")],
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Write everything told and decided to a file of JSON lines.

    Example: graphmem export team.jsonl --db team.db
    """
    with opened(db, namespace) as memory:
        show({"events": memory.export(path)}, as_json)


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="What export wrote.")],
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Replay an export into a new store, or an empty namespace of one.

    Example: graphmem restore team.jsonl --db copy.db
    """
    shown = not as_json and sys.stderr.isatty()
    parts: dict[str, Any] = {"extractor": None, "embedder": config.default_embedder()}
    with Memory.restore(path, db, namespace=namespace, progress=shown, **parts) as memory:
        show(memory.stats(), as_json)


@app.command()
def copy(
    source: Annotated[str, typer.Argument(help="The store: a file, neo4j:// or bolt://.")],
    target: Annotated[str, typer.Argument(help="A new one, or one that holds such a copy.")],
    *,
    namespace: Namespace = "default",
    to_namespace: Annotated[
        str | None, typer.Option(help="The partition of the target; the same.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy a memory into another store; cut short, it goes on where it ended.

    Example: graphmem copy team.db neo4j://localhost:7687
    """
    shown = not as_json and sys.stderr.isatty()
    with opened(source, namespace) as memory:
        count = memory.copy(target, namespace=to_namespace or namespace, progress=shown)
        show({"events": count}, as_json)


@app.command()
def reembed(
    embedder: Annotated[
        str,
        typer.Argument(help='"minilm", "openai:MODEL", "sentence-transformers:NAME_OR_FOLDER".'),
    ] = config.default_embedder(),
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Make all vectors again, by another embedder; killed, it goes on where it was.

    The other commands use the embedder that GRAPHMEM_EMBEDDER names.

    Example: graphmem reembed openai:text-embedding-3-small --db team.db
    """
    check_there(db)
    shown = not as_json and sys.stderr.isatty()
    with Memory.adopt(db, embedder=embedder, namespace=namespace, extractor=None) as memory:
        show({"passages": memory.reembed(progress=shown)}, as_json)


@app.command()
def verify(
    repair: Annotated[bool, typer.Option("--repair", help="Put right what is derived.")] = False,
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Compare every fact with its claims and every index with its rows; exit code 1 if they differ.

    Example: graphmem verify --db team.db --repair
    """
    with opened(db, namespace) as memory:
        report = memory.verify(repair=repair)
    show(report, as_json)
    if report.faults and not report.repaired:
        raise typer.Exit(1)


@app.command()
def retract(
    claim: str,
    reason: Reason = "",
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Stop believing a claim (by id); history stays.

    Example: graphmem retract 9b1e… --reason "she was joking"
    """
    with opened(db, namespace) as memory:
        show(memory.retract(claim, reason=reason), as_json)


@app.command()
def erase(
    episode: str,
    reason: Reason = "",
    db: Db = STORE,
    namespace: Namespace = "default",
    as_json: AsJson = False,
) -> None:
    """Remove a telling (by id) for good, with all that rests on it alone.

    Example: graphmem erase msg-17 --reason "asked for by Alice"
    """
    with opened(db, namespace) as memory:
        show(memory.erase(episode, reason=reason), as_json)
