"""The declared predicates and entity types, and what they make of a claim.

A predicate that is declared, or worded as a declared one, is recorded under the declared name:
"resides in" and "is living in" become "lives in", "Acme employs Alice" becomes "Alice works at
Acme". Only what is declared decides, never what the memory happens to hold, so that the order of
arrival does not matter. Everything here is a pure function.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from graphmem.errors import BadInput
from graphmem.model import ANY, Claim
from graphmem.phrasing import Phrasing, phrasing
from graphmem.text import name_key

BUILT_IN = Path(__file__).with_suffix(".toml")
Way: TypeAlias = Literal["same", "inverse", "begins"]
Ends: TypeAlias = tuple[str | None, str, str | None]


def listed(given: Any) -> Any:
    """One text as a list of one."""
    return (given,) if isinstance(given, str) else given


def described(given: Any) -> Any:
    """A pydantic model that the user has for an entity type, as an entity type of its name."""
    if isinstance(given, type) and issubclass(given, BaseModel):
        return {"name": given.__name__.casefold(), "description": given.__doc__ or ""}
    return {"name": given} if isinstance(given, str) else given


Words: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(listed)]


class Declared(BaseModel):
    """What predicates and entity types have in common: a name, and other names for it."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str
    aliases: Words = ()

    @model_validator(mode="after")
    def _named(self) -> Declared:
        for name in (self.name, *self.aliases):
            if not name_key(name):
                raise ValueError(f"a name must be words: got {name!r}")
        return self


class EntityType(Declared):
    """A type of entities: "person", with "human" as another word for it."""

    description: str = ""


class Predicate(Declared):
    """A declared predicate.

    Args:
        name: the one wording under which claims are recorded.
        aliases: other wordings; those that differ in tense or auxiliaries alone need none.
        inverse: wordings that say the same with subject and object exchanged: "employs".
        begins: events that begin the state: "moved to" begins "lives in".
        exclusive: the subject has one such object at a time; `None` lets the claims decide.
        subjects: the entity types that its subject may have; none named = any.
        objects: likewise.
    """

    inverse: Words = ()
    begins: Words = ()
    exclusive: bool | None = None
    subjects: Words = ()
    objects: Words = ()

    def wordings(self) -> Iterator[tuple[str, Way]]:
        """Every wording of it, and how it says it."""
        for name in (self.name, *self.aliases):
            yield name, "same"
        for name in self.inverse:
            yield name, "inverse"
        for name in self.begins:
            yield name, "begins"


Type: TypeAlias = Annotated[EntityType, BeforeValidator(described)]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a wording means: a predicate, said in which *way*, and whether its tense *differs*."""

    predicate: Predicate
    way: Way
    differs: bool = False


class Ontology(BaseModel):
    """Declared predicates and entity types.

    Args:
        predicates: the first that has a wording, has it.
        types: `EntityType` values, names, or the user's own pydantic models.
        built_in: what an extractor reads is worded by the built-in predicates too, where these
            say nothing.

    >>> ontology = Ontology(predicates=[Predicate(name="lives in", inverse="houses")])
    >>> ontology.canonical("has been living in"), ontology.canonical("lives with")
    ('lives in', 'lives with')
    >>> said = ontology.applied(Claim("Rome", "houses", "Ann"))
    >>> said.subject, said.predicate, said.object
    ('Ann', 'lives in', 'Rome')
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    predicates: tuple[Predicate, ...] = ()
    types: tuple[Type, ...] = ()
    built_in: bool = True

    def canonical(self, predicate: str) -> str:
        """The declared name of what a predicate says; itself where nothing is declared."""
        sense = self.sense(predicate)
        return predicate if sense is None else sense.predicate.name

    def sense(self, predicate: str) -> Sense | None:
        """What a predicate means: by a declared wording, else by one in another tense."""
        if found := self._exact.get(name_key(predicate)):
            return found
        asked = phrasing(predicate)
        if found := self._worded.get(asked):
            return found
        other = self._worded.get(Phrasing(asked.key, not asked.past))
        return None if other is None else replace(other, differs=True)

    def applied(self, claim: Claim, types: Mapping[str, str] | None = None) -> Claim:
        """A claim in the declared words; as it is where they would say something else.

        The past of a state ("lived in") is the state only where it is said when it ended, a
        plan begins nothing, nobody at all cannot be a subject, and the *types* must allow it.
        """
        sense = self.sense(claim.predicate)
        said = claim if sense is None else self._said(claim, sense)
        return claim if types and self.allows(said, types) else said

    def _said(self, claim: Claim, sense: Sense) -> Claim:
        """A claim in the words of a predicate."""
        declared, said = sense.predicate, claim
        over = claim.kind == "state" and claim.valid_to is not None
        if sense.differs and not over:
            return claim
        if sense.way == "inverse":
            if claim.object == ANY:
                return claim
            said = replace(claim, subject=claim.object, object=claim.subject)
        elif sense.way == "begins":
            if claim.kind == "plan" or claim.negated:
                return claim
            end = None if claim.kind == "event" else claim.valid_to
            said = replace(claim, kind="state", valid_to=end)
        single = said.exclusive if declared.exclusive is None else declared.exclusive
        return replace(said, predicate=declared.name, exclusive=single and said.kind == "state")

    def allows(self, claim: Claim, types: Mapping[str, str]) -> str | None:
        """Why a claim cannot be, by the types of its ends; `None` where it can.

        Args:
            claim: in the declared words; see `applied`.
            types: of entities, by `name_key` of their names. What has none may be anything.
        """
        declared = self._exact.get(name_key(claim.predicate))
        if declared is None:
            return None
        for end, name, allowed in (
            ("subject", claim.subject, declared.predicate.subjects),
            ("object", claim.object, declared.predicate.objects),
        ):
            given = self.type(types.get(name_key(name), ""))
            if allowed and given and given not in {self.type(one) for one in allowed}:
                return f"the {end} of {claim.predicate!r} is {' or '.join(allowed)}, not {given}"
        return None

    def type(self, name: str) -> str:
        """The declared name of an entity type; itself where none is declared."""
        return self._types.get(name_key(name), name_key(name))

    @cached_property
    def whole(self) -> Ontology:
        """With the built-in ontology behind it."""
        if not self.built_in:
            return self
        rest = built_in()
        return Ontology(predicates=self.predicates + rest.predicates, types=self.types + rest.types)

    @cached_property
    def _exact(self) -> dict[str, Sense]:
        """Every wording by its key; the first declared has it, a name before any alias."""
        named = {name_key(one.name): Sense(one, "same") for one in reversed(self.predicates)}
        found: dict[str, Sense] = {}
        for one in self.predicates:
            for wording, way in one.wordings():
                found.setdefault(name_key(wording), Sense(one, way))
        return found | named

    @cached_property
    def _worded(self) -> dict[Phrasing, Sense]:
        """Every wording by its phrasing, but not what begins a state: "is moving to" is no stay."""
        found: dict[Phrasing, Sense] = {}
        for wording, sense in self._exact.items():
            if sense.way != "begins":
                found.setdefault(phrasing(wording), sense)
        return found

    @cached_property
    def _types(self) -> dict[str, str]:
        """The entity types by every name of theirs."""
        found: dict[str, str] = {}
        for one in self.types:
            for name in (one.name, *one.aliases):
                found.setdefault(name_key(name), name_key(one.name))
        return found


@lru_cache(maxsize=1)
def built_in() -> Ontology:
    """The ontology that comes with graphmem."""
    return opened(BUILT_IN)


def worded(
    claims: Sequence[Claim], types: Mapping[str, str], own: Ontology | None, *, told: bool
) -> list[Claim]:
    """Claims in the words of the caller's *own* ontology, and of the built-in one behind it.

    What an extractor read and the caller's own ontology does not allow is left out.

    Args:
        types: see `Ontology.allows`.
        told: the claims are the caller's, not an extractor's: only the own ontology counts.
    """
    if own is None:
        return list(claims) if told else [built_in().applied(claim, types) for claim in claims]
    ontology = own if told else own.whole
    said = [ontology.applied(claim, types) for claim in claims]
    return [claim for claim in said if told or own.allows(claim, types) is None]


def asked(own: Ontology | None, asked: Ends) -> Ends | None:
    """What is asked by a predicate, in the declared words; `None` where they are no others.

    Args:
        asked: a subject, a predicate and an object, the ends `None` where any will do.
    """
    subject, predicate, object_ = asked
    sense = (built_in() if own is None else own.whole).sense(predicate)
    if sense is None or name_key(sense.predicate.name) == name_key(predicate):
        return None
    ends = (object_, subject) if sense.way == "inverse" else (subject, object_)
    return ends[0], sense.predicate.name, ends[1]


def opened(given: str | Path | Mapping[str, Any] | Sequence[Any] | Ontology) -> Ontology:
    """An ontology from what the caller gave: a TOML file, a mapping, types, or itself.

    Raises:
        BadInput: the file cannot be read, or it is no ontology.
    """
    if isinstance(given, Ontology):
        return given
    try:
        if isinstance(given, str | Path):
            held: Any = tomllib.loads(Path(given).read_text("utf-8"))
        else:
            held = given if isinstance(given, Mapping) else {"types": given}
        return Ontology.model_validate(held)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"cannot read the ontology {str(given)!r}: {error}. Give the path of a TOML file with "
            "[[predicates]] and [[types]]."
        ) from error
    except ValidationError as error:
        where = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'ontology'}: {one['msg']}"
            for one in error.errors()[:3]
        )
        raise BadInput(
            f"this is no ontology: {where}. A predicate has name, aliases, inverse, begins, "
            "exclusive, subjects and objects; a type name, aliases and description."
        ) from error
