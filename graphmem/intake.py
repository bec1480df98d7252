"""What callers tell, read into episodes: checked before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias, cast, get_args
from zoneinfo import ZoneInfo

from graphmem import arguments
from graphmem.errors import BadInput, BadInterval
from graphmem.ids import digest
from graphmem.instant import instant
from graphmem.model import ANY, Claim, Episode, Kind

Told: TypeAlias = "Episode | Mapping[str, Any]"
Extract: TypeAlias = Literal["now", "later"]
# Other words for the same thing that dated text often comes with.
SYNONYMS = {"content": "text", "timestamp": "occurred_at", "role": "speaker", "name": "speaker"}
NAMED = ("subject", "predicate", "object")
# What a caller may say of a claim; the rest is filled in when it is recorded.
SAYABLE = (
    *NAMED,
    "text",
    "valid_from",
    "valid_to",
    "kind",
    "exclusive",
    "negated",
    "evidence",
)
IGNORED = frozenset({"recorded_at", "status", "reason"})


@dataclass(frozen=True, slots=True)
class Given:
    """What a caller told, checked: an episode, and whether its time was *stated*."""

    episode: Episode
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Intake:
    """Reads what callers tell, at the time *now*, naive times in *zone*."""

    now: datetime
    zone: ZoneInfo | None = None

    def given(self, told: Told) -> Given:
        """One episode, complete but for its system time.

        Raises:
            BadInput: no text, an unknown field, a claim or a time that cannot be.
        """
        given = told if isinstance(told, Episode) else from_mapping(told)
        check_texts(given)
        if not given.text.strip():
            raise BadInput(
                f"empty text: an episode needs something told, got {given.text!r}. "
                'Pass the words that were said, e.g. memory.add("I moved to Berlin.").'
            )
        claims = None if given.claims is None else tuple(self.claims(given.claims))
        stated = given.occurred_at
        occurred_at = self.now if stated is None else self.time(stated, "occurred_at")
        for claim in claims or ():
            check_start(claim, occurred_at)
        known = replace(given, claims=claims, occurred_at=occurred_at, status="pending")
        id_ = given.id.strip() or fingerprint(known, stated=stated is not None)
        known = replace(known, id=id_, reason=None, recorded_at=None)
        return Given(known, stated=stated is not None)

    def claims(self, given: Iterable[Claim | Mapping[str, Any]]) -> Iterable[Claim]:
        """Claims with their times read and everything checked."""
        if isinstance(given, str | Claim | Mapping) or not isinstance(given, Iterable):
            raise BadInput(
                f"claims must be a list of claims: got {given!r:.80}. "
                'Pass claims=[Claim("Alice", "lives in", "Paris")].'
            )
        for claim in given:
            yield self.claim(claim if isinstance(claim, Claim) else claim_from(claim))

    def claim(self, claim: Claim) -> Claim:
        """One claim with its times read and everything checked."""
        check_claim(claim)
        start, end = (
            None if value is None else self.time(value, name)
            for name, value in (("valid_from", claim.valid_from), ("valid_to", claim.valid_to))
        )
        if start is not None and end is not None and end <= start:
            raise BadInterval(
                f"an interval must end after it begins: {claim.subject!r} {claim.predicate!r} "
                f"{claim.object!r} has [{start}, {end}). The end is exclusive: for a single day "
                "pass the next day as valid_to."
            )
        said = {name: getattr(claim, name) for name in SAYABLE}
        said |= {name: said[name].strip() for name in NAMED}
        said["evidence"] = tuple(arguments.ids(claim.evidence, "a claim's evidence"))
        return Claim(**{**said, "valid_from": start, "valid_to": end})

    def time(self, value: Any, what: str) -> datetime:
        """An instant in UTC."""
        return instant(value, what, self.zone)


def check_start(claim: Claim, told: datetime) -> None:
    """Refuse a claim that ends before it was told and has no start of its own."""
    end = cast("datetime | None", claim.valid_to)
    if claim.valid_from is None and end is not None and end <= told:
        raise BadInterval(
            f"an interval must end after it begins: {claim.subject!r} {claim.predicate!r} "
            f"{claim.object!r} has valid_to={end} and no valid_from, so it would begin when it was "
            f"told, {told}. Pass valid_from as well."
        )


def check_claim(claim: Claim) -> None:
    """Refuse a claim of which a part is not what it should be; times and evidence aside."""
    for name in NAMED:
        value = getattr(claim, name)
        if not isinstance(value, str) or not value.strip():
            raise BadInput(
                f"a claim needs text for its {name}: got {value!r:.80}. "
                'Pass text, e.g. Claim("Alice", "lives in", "Paris").'
            )
    for name in (*NAMED, "text"):
        arguments.text(getattr(claim, name), f"a claim's {name}")
    for name in ("exclusive", "negated"):
        value = getattr(claim, name)
        if not isinstance(value, bool):
            raise BadInput(f"a claim's {name} must be True or False: got {value!r:.80}.")
    if claim.kind not in get_args(Kind):
        raise BadInput(f"unknown kind {claim.kind!r:.80}. Allowed: {', '.join(get_args(Kind))}.")
    if claim.object.strip() == ANY and not claim.negated:
        raise BadInput(
            'the object "*" means "no object at all" and needs negated=True. '
            "Name the object, or pass negated=True."
        )


def check_texts(episode: Episode) -> None:
    """Refuse an episode with texts that are none, or that not every store can keep."""
    for name in ("text", "id", "speaker", "session", "title"):
        value = getattr(episode, name)
        if value is not None or name in ("text", "id"):
            arguments.text(value, f"an episode's {name}")


def from_mapping(told: Mapping[str, Any]) -> Episode:
    """An episode from a mapping with an episode's fields, or a chat message's."""
    if not isinstance(told, Mapping):
        raise BadInput(
            f"cannot read a {type(told).__name__} as an episode. "
            'Pass text, {"text": …, "occurred_at": …} or {"role": …, "content": …}.'
        )
    known = {field.name for field in fields(Episode)}
    found: dict[str, Any] = {}
    for name, value in told.items():
        field = SYNONYMS.get(name, name)
        if field not in known:
            raise BadInput(
                f"unknown field {name!r} of an episode. "
                f"Allowed: {', '.join(sorted((known | set(SYNONYMS)) - IGNORED))}."
            )
        if value is None or field in IGNORED:
            continue
        if field == "speaker" and name == "role" and told.get("name") is not None:
            continue
        found[field] = value
    return Episode(**{"text": "", **found})


def claim_from(given: Mapping[str, Any]) -> Claim:
    """A claim from a mapping with its fields; others are refused."""
    if not isinstance(given, Mapping):
        raise BadInput(
            f"cannot read {given!r:.80} as a claim. "
            'Pass Claim("Alice", "lives in", "Paris") or a mapping with its fields.'
        )
    if unknown := sorted(set(given) - set(SAYABLE)):
        raise BadInput(f"unknown fields {unknown} of a claim. Allowed: {', '.join(SAYABLE)}.")
    if missing := [name for name in NAMED if name not in given]:
        raise BadInput(f"a claim needs subject, predicate and object: {missing} are missing.")
    return Claim(**{n: value for n, value in given.items() if value is not None or n in NAMED})


def messages(told: str | Told | Sequence[Told], shared: Mapping[str, Any]) -> list[Told]:
    """Text, an episode, or messages, with what they share; a message's own fields win.

    Raises:
        BadInput: it is nothing that can be told, or several share what is one message's own.
    """
    if isinstance(told, str):
        return [{"text": told, **shared}]
    if isinstance(told, Mapping | Episode):
        return messages([told], shared)
    if isinstance(told, bytes) or not isinstance(told, Sequence):
        raise BadInput(
            f"cannot tell a {type(told).__name__}: got {told!r:.80}. "
            'Pass text, or messages such as [{"role": "user", "content": "…"}].'
        )
    if not told:
        raise BadInput("nothing was told: the list of messages is empty. Pass at least one.")
    if len(told) > 1 and (alone := [name for name in ("id", "claims") if name in shared]):
        raise BadInput(
            f"{' and '.join(alone)} cannot belong to each of {len(told)} messages. "
            'Give each message its own: {"content": …, "id": …, "claims": …}.'
        )
    given: list[Told] = []
    for one in told:
        given.append({**shared, **one} if isinstance(one, Mapping) else cast(Told, one))
    return given


def put_off(extract: Extract) -> bool:
    """Whether the reading is left to `resume`."""
    if extract not in get_args(Extract):
        raise BadInput(f"unknown extract {extract!r:.80}. Allowed: {', '.join(get_args(Extract))}.")
    return extract == "later"


def fingerprint(episode: Episode, *, stated: bool) -> str:
    """The id of an episode that the caller gave none: a hash of what was told.

    Where no time was stated it counts for one day: saying the same thing twice on one day is
    one telling.
    """
    occurred_at = cast(datetime, episode.occurred_at)
    when = occurred_at.isoformat() if stated else occurred_at.date().isoformat()
    claims = repr(episode.claims) if episode.claims else ""
    return digest("episode", when, telling(episode), claims)


def telling(episode: Episode) -> str:
    """A hash of what was told, by whom and where, whatever id or time it was given."""
    return digest("telling", episode.text, episode.speaker, episode.session, episode.title)


def dated(episode: Episode) -> str:
    """A hash of a telling at its time, which begins with that of what was told."""
    what = telling(episode)
    return what + digest("dated", what, cast(datetime, episode.occurred_at).isoformat())
