"""The command line: parse, call `Memory`, print. Exit codes: 0 done, 1 refused, 2 bad usage."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from graphmem import config
from graphmem.errors import BadInput, GraphmemError
from graphmem.memory import Memory, When
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
    str, typer.Option("--db", help="The store: a file. Default: GRAPHMEM_DB, or graphmem.db.")
]
Namespace = Annotated[str, typer.Option(help="The partition of the store.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON value.")]
ValidAt = Annotated[
    str | None, typer.Option("--as-of", help="As of this valid time, e.g. 2020 or 2023-05-08.")
]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="As believed at this system time.")]
Reader = Annotated[str, typer.Option(help='What reads claims: "spacy", or "none" to read nothing.')]
Reason = Annotated[str, typer.Option(help="Kept in the history.")]
STORE = config.default_url()


def opened(db: str, namespace: str, reader: str = "none") -> Memory:
    """The memory that the options name."""
    return Memory(db, namespace=namespace, extractor=None if reader == "none" else reader)


def point(as_of: str | None, known_at: str | None) -> When:
    """The point in both times that the options name."""
    if known_at is None:
        return as_of
    return AsOf(valid=as_of, system=known_at)


def print_json(value: Any) -> None:
    """One JSON value on stdout."""
    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


@app.command()
def add(
    files: Annotated[
        list[str], typer.Argument(help='Text files, .jsonl files, or "-" for standard input.')
    ],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Each line is an episode in JSON.")
    ] = False,
    speaker: Annotated[str | None, typer.Option(help="Who says it.")] = None,
    session: Annotated[str | None, typer.Option(help="The conversation it belongs to.")] = None,
    occurred_at: Annotated[str | None, typer.Option(help="When it was told; now.")] = None,
    db: Db = STORE,
    namespace: Namespace = "default",
    extractor: Reader = "spacy",
    as_json: AsJson = False,
) -> None:
    """Tell something: text files (an episode each), JSON lines, or standard input.

    Example: echo "I moved to Berlin." | graphmem add - --speaker Alice
    """
    shared = {"speaker": speaker, "session": session, "occurred_at": occurred_at}
    given = {name: value for name, value in shared.items() if value}
    with opened(db, namespace, extractor) as memory:
        told = [one for name in files for one in episodes(name, jsonl, given)]
        shown = not as_json and sys.stderr.isatty()
        done = memory.add_many(told, progress=shown)
        if as_json:
            print_json(done)
            return
        from graphmem.view.terminal import show_added

        show_added(done)


def episodes(name: str, jsonl: bool, shared: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The episodes of a file, or of standard input."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot read {name!r}: {error}. Give a UTF-8 text file.") from error
    if not jsonl and not name.endswith(".jsonl"):
        title = {} if name == "-" or "speaker" in shared else {"title": Path(name).stem}
        yield {"text": text, **title, **shared}
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield {**shared, **json.loads(line)}
            except (ValueError, TypeError) as error:
                raise BadInput(
                    f"line {number} of {name!r} is no JSON object: {error}. "
                    'Give lines like {"text": "…", "occurred_at": "2023-05-08"}.'
                ) from error


@app.command()
def search(
    question: str,
    limit: Annotated[int, typer.Option(help="How many passages.")] = 10,
    as_of: ValidAt = None,
    known_at: KnownAt = None,
    prompt: Annotated[
        bool, typer.Option("--prompt", help="Print a block for a language model.")
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
        from graphmem.view.terminal import show_found

        show_found(found)


@app.command()
def facts(
    subject: Annotated[str | None, typer.Argument()] = None,
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
    from graphmem.view import terminal

    terminal.show_facts(found)


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
    from graphmem.view.terminal import show_history

    show_history(found)


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


@app.command()
def demo(as_json: AsJson = False) -> None:
    """Load a bundled conversation and ask it things: no key, no server, nothing kept.

    Example: graphmem demo
    """
    from graphmem.demo.show import run

    told = run(quiet=as_json)
    if as_json:
        print_json(told)


@app.command(name="eval")
def evaluate(
    directory: Annotated[Path, typer.Argument(help="passages.jsonl and questions.jsonl.")],
    extractor: Reader = "spacy",
    pooled: Annotated[
        bool | None,
        typer.Option("--pooled/--apart", help="One memory for all, or one a conversation."),
    ] = None,
    questions: Annotated[int | None, typer.Option(help="Only the first so many.")] = None,
) -> None:
    """Measure retrieval on a directory of passages and questions; prints one JSON object.

    Example: graphmem eval data/locomo
    """
    from graphmem.evals.run import evaluate

    reader = None if extractor == "none" else extractor
    report = evaluate(directory, extractor=reader, pooled=pooled, first=questions, progress=True)
    print_json(report)


def show(value: Any, as_json: bool) -> None:
    """A value as JSON, or its parts a line each."""
    if as_json:
        print_json(value)
        return
    from graphmem.view.terminal import show_mapping

    show_mapping({name: held for name, held in plain(value).items() if held not in ("", None)})


def main() -> NoReturn:
    """Run the command line; what graphmem refuses goes to stderr with exit code 1."""
    try:
        app(standalone_mode=True)
    except GraphmemError as error:
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(1) from None
    raise SystemExit(0)
