"""One SQLite file: opened, checked, read and written; it knows nothing of what is in it."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from graphmem.errors import BadInput, NewerStore, NotAStore, StoreClosed, StoreError
from graphmem.store.statements import Statements, sql

# "gmem" in ASCII: what PRAGMA application_id of a graphmem file says.
APPLICATION = 0x676D656D
FORMAT = 3  # of the file
WAIT_SECONDS = 30.0


class SqliteFile:
    """A connection to one file, shared by threads one at a time.

    Args:
        path: the file, or ":memory:".

    Raises:
        NotAStore: the file is no database, or another program's.
        NewerStore: a newer graphmem wrote it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._statements = statements()
        self._connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(
                path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise StoreError(
                f"cannot open {path!r}: {error}. Give the path of a file in a folder that exists."
            ) from error
        try:
            self._prepare(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            raise StoreError(
                f"{path!r} cannot be opened: {error}. Close the program that holds it, or check "
                "that the file and its folder may be written."
            ) from error
        except sqlite3.DatabaseError as error:
            connection.close()
            raise NotAStore(
                f"{path!r} cannot be used as a graphmem store: {error}. Give the path of a "
                "graphmem file or of a new one."
            ) from error
        except StoreError:
            connection.close()
            raise
        self._connection = connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Check whose file it is, and make the schema in a new one."""
        connection.execute("BEGIN")  # one state of the file, though another process makes it now
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        format_ = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        connection.execute("COMMIT")
        if application != APPLICATION and (tables or application):
            raise NotAStore(
                f"{self.path!r} is an SQLite file of another program. graphmem does not touch it; "
                "give the path of a graphmem file or of a new one."
            )
        if format_ > FORMAT:
            raise NewerStore(
                f"{self.path!r} has format {format_}; this graphmem knows formats up to {FORMAT}. "
                'Run "pip install --upgrade graphmem".'
            )
        log_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -65536")
        if format_ < FORMAT:
            self._advance(connection)

    def _advance(self, connection: sqlite3.Connection) -> None:
        """Bring the schema to this format: from nothing, or from that of an older file.

        Once, even where two processes open one file at the same time.
        """
        connection.execute("BEGIN IMMEDIATE")
        try:
            format_ = connection.execute("PRAGMA user_version").fetchone()[0]
            for step in range(format_ + 1, FORMAT + 1):
                for statement in split(self._statements[f"schema_{step}"]):
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection."""
        if self._connection is None:
            raise StoreClosed("this memory is closed. Open it again with Memory(…).")
        return self._connection

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def rows(self, name: str, /, **parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement and fetch what it returns."""
        with self._lock, translated(self.path):
            return self.connection.execute(self._statements[name], parameters).fetchall()

    def records(self, name: str, /, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Run a statement and fetch what it returns, by column name."""
        with self._lock, translated(self.path):
            cursor = self.connection.execute(self._statements[name], parameters)
            names = [column[0] for column in cursor.description]
            found = cursor.fetchall()
        return (dict(zip(names, row, strict=True)) for row in found)

    def run(self, name: str, /, **parameters: Any) -> int:
        """Run a statement that changes rows; how many."""
        with self._lock, translated(self.path):
            return self.connection.execute(self._statements[name], parameters).rowcount

    def run_many(self, name: str, parameters: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement for each of several sets of parameters."""
        with self._lock, translated(self.path):
            self.connection.executemany(self._statements[name], parameters)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that writes: all of it or nothing."""
        with self._lock, translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several statements that see one state of the file."""
        with self._lock:
            nested = self.connection.in_transaction
            if not nested:
                self.connection.execute("BEGIN")
            try:
                yield
            finally:
                if not nested:
                    self.connection.execute("COMMIT")

    def clean(self) -> None:
        """Write the file anew from what is held, so that no page or log keeps what is gone.

        Zeroing what is removed is not enough: where rows moved to another page while the file
        grew, their old copies lie in that page's unused space, which nothing ever zeroes.

        Raises:
            StoreError: another program reads or writes all the while, or the disk is full.
        """
        with self._lock:
            try:
                self.connection.execute("VACUUM")
                found = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                left = "another program reads it all the while" if found[0] else ""
            except sqlite3.DatabaseError as error:
                left = str(error)
        if left:
            raise StoreError(
                f"what was erased is gone from the memory, but {self.path!r} could not be written "
                f"anew, and traces may be left in its pages: {left}. See that nobody else uses it "
                "and that the disk has room, then run VACUUM on it, or erase something else."
            )


def log_ahead(connection: sqlite3.Connection) -> None:
    """Switch the file to write-ahead logging; while another process does, SQLite does not wait."""
    for attempt in range(200):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if attempt == 199:
                raise
            time.sleep(0.02)


@contextmanager
def translated(path: str) -> Iterator[None]:
    """SQLite's own errors as graphmem's."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path!r} cannot be read or written: {error}. If it is damaged, restore it from a "
            "copy; if another program holds it, try again."
        ) from error
    except UnicodeEncodeError as error:
        raise BadInput(f"text that is no Unicode cannot be kept: {error}.") from error


@cache
def statements() -> Statements:
    """SQLite's statements, loaded once."""
    return sql()


def split(script: str) -> list[str]:
    """The statements of a script; none of them holds a semicolon."""
    return [statement.strip() for statement in script.split(";") if statement.strip()]


def listed(values: Iterable[Any] | None) -> str | None:
    """Values as one JSON parameter."""
    return None if values is None else json.dumps(list(values))
