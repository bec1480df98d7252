"""Reading an export: each line checked, alone and against those before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, cast

from graphmem.errors import BadInput
from graphmem.model import Claim, Same
from graphmem.portable.events import Event, Retraction, Telling, event, moment
from graphmem.portable.exporting import VERSION
from graphmem.timeline import spans

WRONG = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class Known:
    """What the lines so far held: later events hang on earlier ones."""

    def __init__(self) -> None:
        self.at = datetime.min.replace(tzinfo=UTC)
        self._ids: set[tuple[str, str]] = set()

    def take(self, event: Event) -> None:
        """Check an event against the earlier ones.

        Raises:
            ValueError: it cannot come here.
        """
        if event.at < self.at:
            raise ValueError(f"its time {event.at} is before that of the line above, {self.at}")
        self.at = event.at
        if isinstance(event.value, Claim):
            check_claim(event.value)
        if isinstance(event.value, Telling):
            told = cast(datetime, event.value.episode.occurred_at)
            for claim in event.value.episode.claims or ():  # recorded when it is read
                spans(replace(claim, told=told))
        for kind, id_ in needs(event):
            if id_ and (kind, id_) not in self._ids:
                raise ValueError(f"there is no {kind} {id_!r} above it")
        for kind, id_ in makes(event):
            if (kind, id_) in self._ids:
                raise ValueError(f"the {kind} {id_!r} is there already")
            self._ids.add((kind, id_))


def check_claim(claim: Claim) -> None:
    """Refuse a claim that was not recorded, or that ends before it begins."""
    if claim.told is None or not (claim.id and claim.episode_id and claim.subject_id):
        raise ValueError("a claim needs told, id, episode_id and subject_id")
    spans(claim)


def needs(event: Event) -> list[tuple[str, str]]:
    """What an event hangs on, as (kind, id)."""
    value = event.value
    if isinstance(value, Claim):
        return [("episode", value.episode_id), *(("passage", id_) for id_ in value.evidence)]
    if isinstance(value, Retraction):
        return [("claim", value.claim_id)]
    if isinstance(value, Same):
        begun = [("same", decision(value))] if event.kind == "parted" else []
        return [("episode", value.episode_id), *begun]
    return []


def makes(event: Event) -> list[tuple[str, str]]:
    """What later events may hang on, and what there can be only once, as (kind, id)."""
    value = event.value
    if isinstance(value, Telling):
        passages = [("passage", passage.id) for passage in value.passages]
        return [("episode", value.episode.id), *passages]
    if isinstance(value, Same):
        return [(event.kind, decision(value))]
    if isinstance(value, Retraction):
        return [(event.kind, value.claim_id)]
    return [(event.kind, value.id if isinstance(value, Claim) else value.digest)]


def decision(same: Same) -> str:
    """What makes a decision about names one."""
    return f"{same.alias_id} {same.entity_id} {same.episode_id} {same.system_from}"


def checked(path: str | Path) -> tuple[int, datetime | None]:
    """How many events a file holds and its last system time, once every line was checked.

    Raises:
        BadInput: the file is damaged or no export.
    """
    number, header = next(lines(path), (1, {}))
    with refusing(path, number):
        if header.get("graphmem") != VERSION:
            raise ValueError(f'an export begins with {{"graphmem": {VERSION}, …}}')
        count = header["events"]
        last = None if header["revision"] is None else moment(header["revision"])
    known = Known()
    for number, line in islice(lines(path), 1, None):
        with refusing(path, number):
            known.take(event(line))
    with refusing(path, number):
        if count != number - 1:
            raise ValueError(f"the file ends here, after {number - 1} of {count} events")
        if count and (last is None or last < known.at):
            raise ValueError(f"the first line says that all was told by {last}")
    return number - 1, last


def events(path: str | Path) -> Iterator[Event]:
    """The events of a file that was checked."""
    return (event(line) for _, line in islice(lines(path), 1, None))


def lines(path: str | Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a file, by number, as JSON objects.

    Raises:
        BadInput: a line is none, or the file cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            for number, text in enumerate(file, 1):
                with refusing(path, number):
                    held = json.loads(text.decode())
                    if not isinstance(held, dict):
                        raise ValueError(f"a line holds a JSON object, not {held!r:.40}")
                    json.dumps(held, ensure_ascii=False).encode()  # half a surrogate pair fails
                yield number, held
    except OSError as error:
        raise BadInput(
            f"cannot read {str(path)!r}: {error}. Give the path of a file that was exported."
        ) from error


@contextmanager
def refusing(path: str | Path, number: int) -> Iterator[None]:
    """Whatever is wrong with a line, as bad input.

    Raises:
        BadInput: says which line, and what is wrong with it.
    """
    try:
        yield
    except WRONG as error:
        why = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise BadInput(
            f"{str(path)!r} is no export, or a damaged one, by line {number}: {why}. Nothing was "
            "restored. Give a file that was written by an export, whole and unchanged."
        ) from error
