"""One Neo4j database: connected, checked, read and written; it knows nothing of what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)

from graphmem.errors import (
    BadInput,
    NewerStore,
    NotAStore,
    Refused,
    StoreClosed,
    StoreError,
    Unreachable,
)
from graphmem.store.statements import PARAMETER, Statements

# The oldest server whose Cypher has what the statements use: CALL (variables) { … }.
OLDEST = (5, 23)
FORMAT = 4  # of the graph
WAIT_SECONDS = 30.0
# What the server says when another process made the same index a moment ago.
THERE = (
    "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",
    "Neo.ClientError.Schema.ConstraintAlreadyExists",
    "Neo.ClientError.Schema.IndexAlreadyExists",
)
T = TypeVar("T")


class Work:
    """The statements of one transaction, or each alone in a session, given the namespace."""

    def __init__(
        self, transaction: neo4j.ManagedTransaction | neo4j.Session, namespace: str
    ) -> None:
        self._transaction = transaction
        self._namespace = namespace

    def rows(self, name: str, /, **parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement and fetch what it returns."""
        return [tuple(record.values()) for record in self._run(name, parameters)]

    def records(self, name: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """Run a statement and fetch what it returns, by column name.

        Where much is returned, it comes as one record of *names* and *found*, a list of values
        for each row: the driver needs half as long to read it.
        """
        held = list(self._run(name, parameters))
        if held and held[0].keys() == ["names", "found"]:
            return [dict(zip(held[0]["names"], row, strict=True)) for row in held[0]["found"]]
        return [dict(zip(one.keys(), one.values(), strict=True)) for one in held]

    def run(self, name: str, /, **parameters: Any) -> int:
        """Run a statement; the number that it returns, or 0."""
        found = self.rows(name, **parameters)
        return int(found[0][0]) if found else 0

    def each(self, name: str, rows: list[Any], /, **parameters: Any) -> None:
        """Run a statement for several rows at once, unless there are none."""
        if rows:
            self.rows(name, rows=rows, **parameters)

    def _run(self, name: str, parameters: dict[str, Any]) -> neo4j.Result:
        """Send a statement with its parameters."""
        given = {"namespace": self._namespace, **parameters}
        return self._transaction.run(planned()[name], {"given": given})


class Neo4jServer:
    """A connection to one database, shared by threads; no request is made until `prepare`.

    Args:
        url: neo4j://, neo4j+s://, bolt:// …
        auth: user and password; `None` where the server asks for none.
        database: its name; `None` is the user's home database.
        namespace: given to every statement.

    Raises:
        BadInput: the URL cannot be read.
    """

    def __init__(
        self, url: str, auth: tuple[str, str] | None, database: str | None, namespace: str
    ) -> None:
        self.url = re.sub(r"//[^/]*@", "//", url)  # a password there is not repeated
        self._database = database
        self._namespace = namespace
        self._closed = False
        self.written = 0  # transactions that have ended
        try:
            self._driver = neo4j.GraphDatabase.driver(
                url,
                auth=auth,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                max_transaction_retry_time=WAIT_SECONDS,
                connection_acquisition_timeout=WAIT_SECONDS,
                connection_timeout=WAIT_SECONDS / 3,
            )
        except (ConfigurationError, ValueError, TypeError) as error:
            said = str(error).replace(url, self.url)
            raise BadInput(
                f"bad store {self.url!r}: {said}. Give e.g. neo4j://localhost:7687 with "
                'auth=("neo4j", "password").'
            ) from error
        # A reader on another member of a cluster sees what this process wrote.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    def prepare(self) -> None:
        """Check whose database it is, and make the schema in an empty one.

        Raises:
            Unreachable, Refused: nobody answers, or not to this user.
            NotAStore: it holds something else, or the server is too old.
            NewerStore: a newer graphmem wrote it.
        """
        with self._translated():
            agent = str(self._driver.get_server_info().agent)
        if version(agent) < OLDEST:
            raise NotAStore(
                f"{self.url} runs {agent}; graphmem needs Neo4j "
                f"{'.'.join(map(str, OLDEST))} or newer. Use Neo4j 5.26 LTS."
            )
        ((format_, used),) = self.rows("format")
        if format_ is None and used:
            raise NotAStore(
                f"the database at {self.url} holds another program's graph. graphmem does not "
                'touch it; give an empty database, e.g. database="graphmem".'
            )
        if format_ is not None and format_ > FORMAT:
            raise NewerStore(
                f"the database at {self.url} has format {format_}; this graphmem knows formats up "
                f'to {FORMAT}. Run "pip install --upgrade graphmem".'
            )
        if format_ is None or format_ < FORMAT:
            self._create()

    def _create(self) -> None:
        """Make what the schema lacks; a statement may run twice, the last says that it is there."""
        for text in schema().values():
            try:
                self._managed("execute_write", partial(neo4j.ManagedTransaction.run, query=text))
            except StoreError as error:
                if getattr(error.__cause__, "code", "") not in THERE:
                    raise
        self.rows("indexes_ready")
        self.write(lambda work: work.rows("format_put", format=FORMAT))

    def read(self, ask: Callable[[Work], T]) -> T:
        """Several statements of one transaction that reads."""
        return self._managed("execute_read", lambda tx: ask(Work(tx, self._namespace)))

    def write(self, change: Callable[[Work], T]) -> T:
        """One transaction that writes, all of it or nothing; *change* may be called again."""
        try:
            return self._managed("execute_write", lambda tx: change(Work(tx, self._namespace)))
        finally:
            self.written += 1

    def rows(self, name: str, /, **parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement that reads, and fetch what it returns."""
        return self._alone(lambda work: work.rows(name, **parameters))

    def records(self, name: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """Run a statement that reads, and fetch what it returns, by column name."""
        return self._alone(lambda work: work.records(name, **parameters))

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self._closed = True
        self._driver.close()

    def _alone(self, ask: Callable[[Work], T]) -> T:
        """One statement that reads: without a transaction around it, at half the round trips."""
        try:
            with self._translated(), self._session() as session:
                return ask(Work(session, self._namespace))
        except StoreError as error:
            cause = error.__cause__
            if not (isinstance(cause, Neo4jError | DriverError) and cause.is_retryable()):
                raise
        return self.read(ask)

    def _managed(self, how: str, what: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """A transaction that the driver repeats after errors that pass."""
        with self._translated(), self._session() as session:
            return getattr(session, how)(what)  # type: ignore[no-any-return]

    def _session(self) -> neo4j.Session:
        """A session; alone it reads, from any member of a cluster."""
        if self._closed:
            raise StoreClosed("this memory is closed. Open it again with Memory(…).")
        return self._driver.session(
            database=self._database,
            bookmark_manager=self._bookmarks,
            default_access_mode=neo4j.READ_ACCESS,
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The driver's errors as graphmem's."""
        try:
            yield
        except AuthError as error:
            raise Refused(
                f"{self.url} refuses this user or password ({error.code}). Pass "
                'auth=("neo4j", "password"), or set NEO4J_USERNAME and NEO4J_PASSWORD.'
            ) from error
        except ServiceUnavailable as error:
            raise Unreachable(
                f"no Neo4j answers at {self.url}: {error}. Start it, or check host and port."
            ) from error
        except ClientError as error:
            raise self._refusal(error) from error
        except (Neo4jError, DriverError, OSError) as error:
            raise StoreError(
                f"{self.url} could not do it: {error}. Try again; see the server's log."
            ) from error
        except UnicodeEncodeError as error:
            raise BadInput(f"text that is no Unicode cannot be kept: {error}.") from error

    def _refusal(self, error: ClientError) -> StoreError:
        """What the server would not do."""
        code = str(error.code)
        if "DatabaseNotFound" in code:
            return Refused(
                f"{self.url} has no database {self._database!r}. Give the name of one that exists, "
                'e.g. database="neo4j", or none for your home database.'
            )
        if any(what in code for what in ("Security", "Forbidden", "ReadOnly")):
            return Refused(
                f"that may not be done at {self.url}: {error.message} graphmem writes data and, "
                "the first time, the schema; a memory that is there can be read."
            )
        return StoreError(f"{self.url} refused a statement: {error.message} ({code}).")


def version(agent: str) -> tuple[int, ...]:
    """A server's version, by what it calls itself.

    >>> version("Neo4j/5.26.12")
    (5, 26)
    """
    return tuple(map(int, re.findall(r"\d+", agent.partition("/")[2])[:2]))


def folder() -> Any:
    """Where the statements are: in the package, or beside it in a checkout."""
    inside = files("graphmem") / "cypher"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "cypher"


@cache
def statements() -> Statements:
    """Neo4j's statements, loaded once."""
    return Statements(folder(), ".cypher", "//")


@cache
def planned() -> Mapping[str, str]:
    """The statements as they are sent: every parameter is an entry of one, a map.

    The server plans a statement anew for every type of its parameters, and takes a list of 5 for
    another type than one of 50 or of none, null for another than a time, "tea" for another than a
    longer text. Of what is in a map it knows no type: it plans a statement once.
    """
    return {name: PARAMETER.sub(r"$given.\1", text) for name, text in statements().items()}


@cache
def schema() -> Statements:
    """The statements that make the schema, in the order of their names."""
    return Statements(folder() / "schema", ".cypher", "//")
