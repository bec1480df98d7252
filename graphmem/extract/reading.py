"""A reading: one predicate and object that a clause states, not yet a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphmem.extract.clauses import Clause, joined
from graphmem.extract.patterns import Pattern
from graphmem.extract.phrases import KIN, MANY, Setting, phrase
from graphmem.model import Kind

# Prepositions that tell how or when, and bind no object.
CIRCUMSTANCES = frozenset(
    """
    after before during without like than because despite through over until per by since amid
    between under above below against throughout within beyond besides except unlike via
    """.split()
)


DATIVES = {"give", "show", "send", "teach", "offer", "lend", "bring", "tell", "buy"}
PERSONS = KIN.keys() | MANY.keys()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause says of its subject.

    Args:
        bounded: a state that was over when it was told.
        instant: the state begins (or, negated, ends) with what the clause tells.
        subject: in place of the clause's own: "The capital of France is Paris" is about Paris.
    """

    predicate: str
    object: str
    kind: Kind = "event"
    exclusive: bool = False
    negated: bool = False
    bounded: bool = False
    instant: bool = False
    type: str = ""
    subject_type: str = ""
    subject: str = ""


def state(pattern: Pattern, thing: str, clause: Clause) -> Reading:
    """The state that *pattern* names, as the clause has it."""
    person = "person" if pattern.exclusive and pattern.predicate[:5] in ("lives", "works") else ""
    return Reading(
        pattern.predicate,
        thing,
        "state",
        pattern.exclusive,
        clause.negated,
        bounded=clause.tense == "past",
        type=pattern.type,
        subject_type=person,
    )


def directs(verb: Any, setting: Setting) -> list[Any]:
    """The objects that follow *verb* directly, times left out."""
    return [
        one
        for child in verb.children
        if child.dep_ in ("dobj", "attr", "oprd") and child.i > verb.i
        for one in joined(child)
        # "to Porto, not Lisbon": the parser takes Lisbon for an object
        if one.i not in setting.times and one.nbor(-1).lower_ != "not"
    ]


def prepositions(verb: Any, setting: Setting) -> Iterator[tuple[str, Any]]:
    """The prepositions of *verb* with their objects, times left out: ("out of", Paris)."""
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in ("back", "over", "away", "here"):
            yield from prepositions(child, setting)
        denied = any(one.dep_ == "neg" for one in child.children)
        bound = child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "ADV")
        if bound and not denied:  # "works at Nimbus, not at Orbit"
            yield from governed_by(child, child.lower_, setting)


def governed_by(preposition: Any, words: str, setting: Setting) -> Iterator[tuple[str, Any]]:
    """The objects of one preposition, through a second one: "away from Paris"."""
    for child in preposition.children:
        if child.dep_ == "pobj":
            for one in joined(child):
                if one.i not in setting.times:
                    yield words, one
        elif child.dep_ == "prep" and words in ("out", "away"):
            yield from governed_by(child, f"{words} {child.lower_}", setting)


def particle(verb: Any) -> str:
    """The particle of *verb* with a space before it: " up" in "signed up"."""
    words = [str(child.lower_) for child in verb.children if child.dep_ == "prt"]
    return f" {words[0]}" if words else ""


def complements(verb: Any, setting: Setting) -> list[tuple[str, Any]]:
    """The objects of *verb*, each with its preposition ("" where it has none)."""
    return [("", one) for one in directs(verb, setting)] + list(prepositions(verb, setting))


def keyed(verb: Any, preposition: str) -> str:
    """The key of a verb and a preposition in the tables."""
    return f"{verb.lemma_.lower()} {preposition}".strip()


def first_objects(verb: Any, setting: Setting) -> list[tuple[str, str]]:
    """The objects of *verb*, or else those of its first preposition, in words."""
    if any(child.dep_ == "dative" for child in verb.children):
        return []
    things = [child for child in verb.children if child.dep_ in ("dobj", "ccomp", "attr")]
    if verb.lemma_.lower() in DATIVES and any(one.lower_ in PERSONS for one in things):
        return []  # the parser takes the receiver for the gift
    found = [("", one) for one in directs(verb, setting)]
    if not things:
        found = [pair for pair in prepositions(verb, setting) if binds(verb, *pair)]
    for preposition in dict.fromkeys(preposition for preposition, _ in found):
        things = [phrase(token, setting) for one, token in found if one == preposition]
        return [(preposition, thing) for thing in things if thing]
    return activity(verb)


def binds(verb: Any, preposition: str, thing: Any) -> bool:
    """Whether a preposition binds an object to *verb*; "with" does so only right behind it."""
    behind = {verb.i + 1} | {child.i + 1 for child in verb.children if child.dep_ == "prt"}
    near = preposition != "with" or bool({one.i for one in thing.ancestors} & behind)
    # in front of the verb it is an aside: "of course, I'll make sure"
    return near and thing.i > verb.i and preposition not in CIRCUMSTANCES


def activity(verb: Any) -> list[tuple[str, str]]:
    """ "go hiking": the activity that a verb of going leads to."""
    return [
        ("", str(child.lower_))
        for child in verb.children
        if verb.lemma_.lower() == "go" and child.tag_ == "VBG" and child.dep_ in ("xcomp", "advcl")
        if not any(one.dep_ in ("aux", "mark") for one in child.children)
    ]
