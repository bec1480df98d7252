"""What Neo4j Browser shows of a memory: a style, saved queries, and a guide that is made of them.

All stands in `cypher/browser/`: the guide's slides are the queries, in the order of their names,
each with what its header says. A header gives an example of each parameter after "e.g.".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from graphmem.errors import BadInput
from graphmem.found import Found
from graphmem.store.neo4j_server import folder
from graphmem.store.statements import Statements

HOST = "localhost"  # the one host besides its makers' whose guides the Browser plays unasked
STYLE, GUIDE = "graphmem.grass", "guide.html"
EXAMPLE = re.compile(r"\$(\w+) .*?e\.g\. ('[^']*'|\[\]|null)")
KINDS = {".grass": "text/plain", ".html": "text/html", ".cypher": "text/plain"}
QUIET = ":config {autoComplete: false}"
WELCOME = (
    "Click each block and run it, once: colours and captions; draw only what a query returns; the "
    "parameters, which you may change. Then a slide for each saved query. What was believed once "
    "and is no longer is drawn thin and red."
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query: what it shows, what is said of its parameters, what it asks."""

    name: str
    says: str
    takes: tuple[str, ...]
    text: str

    @property
    def heading(self) -> tuple[str, str]:
        """What it shows, in short, and the rest of it."""
        title, _, rest = self.says.partition(": ")
        return title, rest[:1].upper() + rest[1:]

    @property
    def examples(self) -> dict[str, Any]:
        """An example of each of its parameters."""
        found = filter(None, map(EXAMPLE.search, self.takes))
        return {one[1]: json.loads(one[2].replace("'", '"')) for one in found}


def saved() -> list[Saved]:
    """The saved queries in order."""
    statements = Statements(folder() / "browser", ".cypher", "//")
    headers = [statements.header(name) for name in statements]
    return [
        Saved(name, header[0], tuple(header[1:]), text)
        for (name, text), header in zip(statements.items(), headers, strict=True)
    ]


def guide(given: Mapping[str, Any], style: str = "") -> str:
    """A page for the Browser's `:play`; a plain page elsewhere.

    Args:
        given: parameters to use in the place of the examples.
        style: where the Browser finds the style.
    """
    queries = saved()
    examples = {name: example for query in queries for name, example in query.examples.items()}
    held = ", ".join(f"{name}: {literal(given.get(name, one))}" for name, one in examples.items())
    first = [f":style {style}"] if style else []
    welcome = slide("graphmem", WELCOME, (), [*first, QUIET, f":params {{{held}}}"])
    slides = [slide(*query.heading, query.takes, [query.text]) for query in queries]
    inside = "\n".join([welcome, *slides])
    return f'<article class="guide">\n<carousel class="deck">\n{inside}\n</carousel>\n</article>\n'


def literal(value: Any) -> str:
    """A value as the Browser reads it."""
    return json.dumps(value, ensure_ascii=False)


def slide(title: str, says: str, takes: Sequence[str], blocks: Sequence[str]) -> str:
    """One slide: a heading, a sentence, what a query takes, and blocks that can be run."""
    listed = "".join(f"<li><small>{escape(line)}</small></li>" for line in takes)
    code = "\n".join(
        f'<pre class="pre-scrollable code runnable">{escape(block)}</pre>' for block in blocks
    )
    return (
        f'<slide class="row-fluid"><div class="col-sm-12">\n<h3>{escape(title)}</h3>\n'
        f"<p>{escape(says)}</p>\n<ul>{listed}</ul>\n{code}\n</div></slide>"
    )


def walked(found: Found) -> list[dict[str, Any]]:
    """The passages of a search that the walk reached, best first, with the mass left on each."""
    reached = [hit for hit in found if hit.why.get("walk")]
    reached.sort(key=lambda hit: -hit.why["walk"])
    return [{"id": hit.passage.id, "mass": round(hit.why["walk"], 4)} for hit in reached]


def pages(given: Mapping[str, Any], style: str = "") -> dict[str, str]:
    """Every file by its name: the style, the guide, the saved queries."""
    names = [STYLE, *(f"{query.name}.cypher" for query in saved())]
    held = {name: (folder() / "browser" / name).read_text("utf-8") for name in names}
    return {**held, GUIDE: guide(given, style)}


def write(to: Path, given: Mapping[str, Any]) -> list[Path]:
    """Write the files into a folder, e.g. to drop them onto the Browser's favourites.

    Raises:
        BadInput: they cannot be written.
    """
    try:
        to.mkdir(parents=True, exist_ok=True)
        held = pages(given)
        for name, text in held.items():
            (to / name).write_text(text, "utf-8")
    except OSError as error:
        raise BadInput(f"cannot write to {str(to)!r}: {error}. Give a folder.") from error
    return [to / name for name in held]


class Serving(ThreadingHTTPServer):
    """Serves the files to this machine only, until it is closed.

    Args:
        port: 0 takes a free one.
        given: as for `guide`.

    Raises:
        BadInput: somebody else listens on the port.
    """

    def __init__(self, port: int, given: Mapping[str, Any]) -> None:
        try:
            super().__init__(("127.0.0.1", port), partial(Page, files={}))
        except (OSError, OverflowError) as error:
            raise BadInput(
                f"cannot listen on port {port}: {error}. Give another, or 0 for a free one."
            ) from error
        self.at = f"http://{HOST}:{self.server_port}"
        files = pages(given, f"{self.at}/{STYLE}")
        self.RequestHandlerClass = partial(Page, files=files)


class Page(BaseHTTPRequestHandler):
    """Answers for one file; the Browser, which comes from another port, may read it."""

    def __init__(self, *args: Any, files: Mapping[str, str]) -> None:
        self.files = files
        super().__init__(*args)

    def do_GET(self) -> None:
        """A file."""
        name = self.path.partition("?")[0].strip("/")
        text = self.files.get(name, "")
        self._answer(200 if text else 404, text.encode(), KINDS.get(Path(name).suffix, ""))

    def do_OPTIONS(self) -> None:
        """Leave to ask, which the Browser wants before it asks for a guide."""
        self._answer(204, b"", "")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Methods", "GET, OPTIONS")
        self.send_header("Access-Control-Allow-Headers", "*")
        if body:
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
