"""The events of a memory's life, and each as a line of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar, cast, get_args

from graphmem.model import Claim, Episode, Kind, Mention, Passage, Same, Status
from graphmem.store.base import Tombstone

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """A claim ceased to be believed."""

    at: datetime
    claim_id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An episode with its passages and the (entity id, mention) pairs in them."""

    episode: Episode
    passages: tuple[Passage, ...]
    mentions: tuple[tuple[str, Mention], ...]


Value: TypeAlias = Telling | Same | Claim | Retraction | Tombstone
# The kinds of events in the order of replay within an instant, with the field that holds it.
KINDS: Mapping[str, tuple[type[Any], str]] = {
    "episode": (Episode, "recorded_at"),
    "same": (Same, "system_from"),
    "parted": (Same, "system_to"),
    "claim": (Claim, "recorded_at"),
    "retraction": (Retraction, "at"),
    "tombstone": (Tombstone, "erased_at"),
}
CHOICES = {"Kind": get_args(Kind), "Status": get_args(Status)}


@dataclass(frozen=True, slots=True)
class Event:
    """What one line tells: at a system time, something of a kind."""

    at: datetime
    kind: str
    value: Value


def line(event: Event) -> dict[str, Any]:
    """An event as plain data."""
    value, when = event.value, KINDS[event.kind][1]
    if not isinstance(value, Telling):
        return {"at": plain(event.at), event.kind: plain(value, when)}
    places = {passage.id: place for place, passage in enumerate(value.passages)}
    return {
        "at": plain(event.at),
        event.kind: plain(value.episode, when),
        "passages": [[p.id, p.start, p.end] for p in value.passages],
        "mentions": [
            [places[m.passage_id], id_, m.name, m.type, m.start, m.end] for id_, m in value.mentions
        ],
    }


def plain(value: Any, without: str = "") -> Any:
    """A value as JSON has it; of its fields, one and those at their default are left out."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    held = {field: getattr(value, field.name) for field in fields(value)}
    shown = {f.name: v for f, v in held.items() if f.name != without and v != f.default}
    return {name: plain(one) for name, one in shown.items()}


def event(line: Mapping[str, Any]) -> Event:
    """A line as the event that it tells.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    at = moment(line["at"])
    kinds = [kind for kind in line if kind in KINDS]
    if len(kinds) != 1:
        raise ValueError(f"a line tells one of {', '.join(KINDS)}, not {sorted(line)}")
    kind = kinds[0]
    type_, when = KINDS[kind]
    value = _built(type_, {**_typed(line[kind], dict), when: line["at"]})
    if isinstance(value, Episode):
        value = _telling(value, line["passages"], line["mentions"])
    return Event(at, kind, value)


def moment(text: Any) -> datetime:
    """An instant."""
    found = datetime.fromisoformat(_typed(text, str))
    if found.tzinfo is None:
        raise ValueError(f"the time {text!r} has no time zone")
    return found.astimezone(UTC)


def _telling(episode: Episode, spans: Any, names: Any) -> Telling:
    """An episode with its passages and mentions."""
    if episode.occurred_at is None:
        raise ValueError("the episode has no occurred_at")
    passages = []
    for place, (id_, start, end) in enumerate(_typed(spans, list)):
        if not 0 <= _typed(start, int) < _typed(end, int) <= len(episode.text):
            raise ValueError(f"the passage [{start}, {end}) does not lie in the text")
        passages.append(Passage.of(episode, place, start, end, id=_typed(id_, str)))
    mentions = []
    by_place = {passage.place: passage.id for passage in passages}
    for place, entity_id, name, type_, start, end in _typed(names, list):
        mention = Mention(
            passage_id=by_place[place],
            name=_typed(name, str),
            type=_typed(type_, str),
            start=_typed(start, int),
            end=_typed(end, int),
        )
        mentions.append((_typed(entity_id, str), mention))
    return Telling(episode=episode, passages=tuple(passages), mentions=tuple(mentions))


def _built(type_: type[T], held: Mapping[str, Any]) -> T:
    """A value of a dataclass from plain data, each field of its type."""
    types = {field.name: str(field.type) for field in fields(cast(Any, type_))}
    if unknown := sorted(set(held) - set(types)):
        raise ValueError(f"unknown fields {unknown} of a {type_.__name__}")
    return type_(**{name: _field(types[name], value) for name, value in held.items()})


def _field(type_: str, value: Any) -> Any:
    """A field's value from plain data, by the type that the dataclass states."""
    if value is None and type_.endswith("| None"):
        return None
    type_ = type_.removesuffix(" | None")
    if type_ in ("datetime", "Time"):
        return moment(value)
    if type_.startswith("tuple[Claim"):
        return tuple(_built(Claim, _typed(one, dict)) for one in _typed(value, list))
    if type_.startswith("tuple["):
        return tuple(_typed(one, str) for one in _typed(value, list))
    if type_ in CHOICES and value not in CHOICES[type_]:
        raise ValueError(f"{value!r} is none of {', '.join(CHOICES[type_])}")
    return _typed(value, bool if type_ == "bool" else str)


def _typed(value: Any, type_: type[T]) -> T:
    """A value that must be of a type."""
    if type(value) is not type_:
        raise ValueError(f"{value!r:.40} should be a {type_.__name__}")
    return value
