"""Replaying what was read before: a file, or a folder of files, stands for the reader.

Two formats, a JSON object a line:

    sessions   {"session": 1, "date": …, "entities": [{"name", "type", "aliases"}],
               "claims": [{"subject", "predicate", "object", "text", "valid_from", "valid_to",
               "kind", "exclusive", "negated", "evidence": ["D1:3", …]}]}
    OpenIE     {"passage_id": …, "entities": […], and a list of [subject, predicate, object]};
               or, as HippoRAG keeps it, one object {"docs": [{"passage": text, …}]}

An evidence id is an episode's own, or, in FILE.jsonl, what follows "FILE:" in it: "D1:3" in
conv-26.jsonl is the episode "conv-26:D1:3". A claim belongs to the last of its turns. OpenIE is
matched by the episode's id or by its text. A file is checked as a whole before it is used.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from graphmem.errors import BadInput
from graphmem.extract.base import Extraction
from graphmem.extract.checks import mentioned
from graphmem.instant import instant
from graphmem.model import ANY, Alias, Claim, Kind, Mention, Passage
from graphmem.text import name_key

Episode: TypeAlias = Sequence[Passage]


def _time(given: Any) -> datetime | None:
    """A recorded time: dates and times without a zone are UTC."""
    if given is None or isinstance(given, datetime):
        return given
    return instant(str(given), "the recorded time", UTC)


Moment: TypeAlias = Annotated[datetime | None, BeforeValidator(_time)]
Words: TypeAlias = Annotated[str, Field(pattern=r"\S")]


class RecordedEntity(BaseModel):
    """An entity of a session."""

    model_config = ConfigDict(extra="forbid")

    name: Words
    type: str = ""
    aliases: list[Words] = []


class RecordedClaim(BaseModel):
    """A claim of a session, with the ids of the turns that say it."""

    model_config = ConfigDict(extra="forbid")

    subject: Words
    predicate: Words
    object: Words
    text: str = ""
    valid_from: Moment = None
    valid_to: Moment = None
    kind: Kind = "state"
    exclusive: bool = False
    negated: bool = False
    evidence: list[Words] = Field(min_length=1)

    @model_validator(mode="after")
    def _possible(self) -> RecordedClaim:
        if self.valid_from and self.valid_to and self.valid_to <= self.valid_from:
            raise ValueError("valid_to must come after valid_from; it is exclusive")
        if self.object == ANY and not self.negated:
            raise ValueError('the object "*" means no object at all and needs negated=true')
        return self


class RecordedSession(BaseModel):
    """What was read from one session."""

    model_config = ConfigDict(extra="forbid")

    session: int | str
    date: str = ""
    entities: list[RecordedEntity] = []
    claims: list[RecordedClaim]


class OpenIE(BaseModel):
    """What was read from one passage: its names, and statements of three parts."""

    passage_id: str = ""
    passage: str = ""
    entities: list[str] = []
    statements: list[list[str]]

    @model_validator(mode="before")
    @classmethod
    def _shaped(cls, row: Any) -> Any:
        """The lists are known by their shape: different makers call them differently."""
        if not isinstance(row, dict) or not (row.get("passage_id") or row.get("passage")):
            raise ValueError("a passage_id or the text of the passage is missing")
        lists = [value for value in row.values() if isinstance(value, list)]
        nested = [one for one in lists if one and all(isinstance(part, list) for part in one)]
        flat = [one for one in lists if one not in nested]
        said = {name: row[name] for name in ("passage_id", "passage") if row.get(name)}
        return {**said, "entities": list(chain(*flat)), "statements": list(chain(*nested))}


@dataclass(slots=True)
class Held:
    """What is recorded of one episode; a claim's evidence are episodes here."""

    claims: list[Claim] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)


class RecordedExtractor:
    """Says what a recorded file says of an episode, and nothing of any other.

    Args:
        path: a file, or a folder of files.
        aliases: tell the recorded aliases, too.

    Raises:
        BadInput: it cannot be read, or a line of it is in neither format.
    """

    def __init__(self, path: str | Path, *, aliases: bool = True) -> None:
        if not str(path).strip():
            raise BadInput(f"no path: got {path!r}. Give a recorded file or a folder of them.")
        self._aliases = aliases
        self._held: dict[str, Held] = defaultdict(Held)
        self._types: dict[str, dict[str, str]] = defaultdict(dict)
        self.name = f"recorded:{Path(path).stem}"
        files = sorted(Path(path).glob("*.json*")) if Path(path).is_dir() else [Path(path)]
        self._alone = files[0].stem if len(files) == 1 else ""
        for file in files:
            for place, row in rows(file):
                keep = self._session if "claims" in row else self._openie
                checked(keep, row, f"{str(file)!r}, {place}", file.stem)
        if not self._held:
            raise BadInput(f"{str(path)!r} holds nothing recorded. Give a file of JSON lines.")

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """What is recorded of the episodes of *passages*: one extraction for each of these."""
        episodes: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            episodes[passage.episode_id].append(passage)
        said = {id_: iter(self._replayed(episode)) for id_, episode in episodes.items()}
        return [next(said[passage.episode_id]) for passage in passages]

    def _replayed(self, episode: Episode) -> list[Extraction]:
        """One extraction for each passage of an episode."""
        id_ = episode[0].episode_id
        keys = (id_, f"{self._alone}:{id_}", *texts(episode))
        held = next((self._held[key] for key in keys if key in self._held), Held())
        types = self._types.get(episode[0].session or "", {}) | held.names
        mentions: list[list[Mention]] = [[] for _ in episode]
        claims: list[list[Claim]] = [[] for _ in episode]
        for name, type_ in types.items():
            found = list(mentioned([name], type_, episode))
            if not found and name in held.names:
                found = [(0, Mention(passage_id=episode[0].id, name=name, type=type_))]
            for place, mention in found:
                mentions[place].append(mention)
        for claim in held.claims:
            place = most_spoken(claim, episode)
            claims[place].append(replace(claim, evidence=self._evidence(claim, episode[place])))
        aliases = tuple(held.aliases) if self._aliases else ()
        return [
            Extraction(tuple(mentions[n]), tuple(claims[n]), aliases if n == 0 else ())
            for n in range(len(episode))
        ]

    def _evidence(self, claim: Claim, passage: Passage) -> tuple[str, ...]:
        """The passage that a claim stands in, and those of the other turns that say it."""
        own = passage.episode_id
        if not claim.evidence:
            return (passage.id,)
        turns = claim.evidence
        if own != turns[-1]:  # told under the turn's own name
            turns = tuple(turn.removeprefix(f"{self._alone}:") for turn in turns)
        return tuple(passage.id if turn == own else f"{turn}#0" for turn in turns)

    def _session(self, row: Mapping[str, Any], stem: str) -> None:
        """Keep a session: each claim with the turn that completes it, each alias with a claim."""
        session = RecordedSession.model_validate(row)
        type_of = {n: one.type for one in session.entities for n in (one.name, *one.aliases)}
        named: dict[str, str] = {}
        for said in session.claims:
            turns = [f"{stem}:{turn.removeprefix(f'{stem}:')}" for turn in said.evidence]
            held = self._held[turns[-1]]
            given = said.model_dump(exclude={"evidence"})
            held.claims.append(Claim(**given, evidence=tuple(turns)))
            for name in (said.subject, said.object):
                held.names[name] = type_of.get(name, "")
                named.setdefault(name_key(name), turns[-1])
        for one in session.entities:
            homes = (named[key] for n in (one.name, *one.aliases) if (key := name_key(n)) in named)
            if home := next(homes, None):
                told = [Alias(name=alias, other=one.name) for alias in one.aliases]
                self._held[home].aliases += told
        for key in (f"{stem}:session_{session.session}", f"{stem}:{session.session}"):
            self._types[key] = type_of

    def _openie(self, row: Mapping[str, Any], _stem: str) -> None:
        """Keep a passage; what is no statement of three parts is left out."""
        said = OpenIE.model_validate(row)
        held = self._held[said.passage_id or bare(said.passage)]
        held.names |= dict.fromkeys(filter(str.strip, said.entities), "")
        for parts in said.statements:
            if len(parts) == 3 and all(part.strip() for part in parts) and parts[2] != ANY:
                subject, predicate, object_ = (" ".join(part.split()) for part in parts)
                held.claims.append(Claim(subject, predicate, object_))


def checked(keep: Callable[..., None], row: Mapping[str, Any], place: str, stem: str) -> None:
    """Keep a row, or say where and why it cannot be.

    Raises:
        BadInput: it is in neither format.
    """
    try:
        keep(row, stem)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadInput(
            f"{place}: {where}{': ' if where else ''}{first['msg']}. Each line is a session with "
            "claims, or a passage with its statements: see graphmem/extract/recorded.py."
        ) from error


def rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a file with their places: a line each, or those of one object's "docs".

    Raises:
        BadInput: the file cannot be read, or a line is no JSON object.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"cannot read {str(file)!r}: {error}. Give a recorded file or a folder of them."
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadInput(f"{str(file)!r}, line {number}: no JSON ({error}).") from error
            docs = row.get("docs") if isinstance(row, dict) else None
            found = enumerate(docs) if isinstance(docs, list) else [(None, row)]
            for n, one in found:
                place = f"line {number}" if n is None else f"docs[{n}]"
                if not isinstance(one, dict):
                    raise BadInput(f"{str(file)!r}, {place}: {str(one)[:40]!r} is no JSON object.")
                yield place, one


def most_spoken(claim: Claim, episode: Episode) -> int:
    """The place of the passage that speaks of most of a claim's names."""
    names = [claim.subject.casefold(), claim.object.casefold()]
    spoken = [sum(name in passage.text.casefold() for name in names) for passage in episode]
    return spoken.index(max(spoken))


def texts(episode: Episode) -> tuple[str, str]:
    """The keys of an episode's text: alone, and behind its title, as HippoRAG puts it."""
    text = bare("".join(passage.text for passage in episode))
    return text, bare(episode[0].title or "") + text


def bare(text: str) -> str:
    """A text without white space: what is left of it where it was cut."""
    return "".join(text.split())
