"""Commands to try and to measure: demo, eval."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphmem import config
from graphmem.cli.options import AsJson, Reader, app, print_json


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
    claims: Annotated[
        Path | None,
        typer.Option(help="A recorded file or folder that stands for the reader."),
    ] = None,
) -> None:
    """Measure retrieval on a directory of passages and questions; prints one JSON object.

    The embedder is the one that GRAPHMEM_EMBEDDER names.

    Example: graphmem eval data/locomo --claims data/locomo/claims
    """
    from graphmem.evals.run import evaluate

    reader = None if extractor == "none" else extractor
    if claims is not None:
        reader = f"recorded:{claims}"
    embedder = config.open_embedder(config.default_embedder())
    report = evaluate(
        directory,
        extractor=reader,
        embedder=embedder,
        pooled=pooled,
        first=questions,
        progress=True,
    )
    print_json(report)
