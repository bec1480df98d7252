"""What callers pass: texts, ids and whole numbers, checked before anything is done with them."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any

from graphmem.errors import BadInput

NUL = "\x00"


def text(value: object, what: str) -> str:
    """Text that every store keeps as it is.

    Raises:
        BadInput: it is no text, or has half of a pair of surrogates or a NUL in it: neither can
            be kept by every store, and part of what was told would be lost.
    """
    if not isinstance(value, str):
        raise BadInput(f"{what} must be text: got {value!r:.80}, a {type(value).__name__}.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadInput(
            f"{what} is no valid Unicode: {error.reason} at {error.start}. "
            'Decode it from its bytes first, e.g. with errors="replace".'
        ) from error
    if NUL in value:
        raise BadInput(
            f"{what} has a NUL character at {value.index(NUL)}, which not every store can keep. "
            'Replace it first, e.g. text.replace("\\0", " ").'
        )
    return value


def texts(**values: object) -> None:
    """Check values by their names, of which each may be left out (`None`)."""
    for name, value in values.items():
        if value is not None:
            text(value, f"the {name}")


def ids(values: object, what: str) -> list[str]:
    """Ids from a list of them, or from a single one."""
    given = [values] if isinstance(values, str) else values
    if not isinstance(given, Iterable):
        raise BadInput(
            f"{what} must be a list of ids: got {values!r:.80}, a {type(values).__name__}."
        )
    return [text(id_, f"an id in {what}") for id_ in given]


def id_of(value: Any, type_: type[Any], what: str) -> str:
    """The id of something that was given itself, or by its id."""
    return text(value.id if isinstance(value, type_) else value, f"the id of {what}")


def check_whole(name: str, value: object, least: int) -> None:
    """Refuse what is no whole number, or too small."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadInput(f"{name} must be a whole number, at least {least}: got {value!r}.")


def whole(value: Any, what: str, least: int = 1) -> int:
    """A whole number of any integer type, numpy's too."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    if number < least:
        raise BadInput(f"{what} must be a whole number, at least {least}: got {value!r:.80}.")
    return number
