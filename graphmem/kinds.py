"""Kinds of things that one name may have: Jordan the person, and Jordan the country.

A reader tells the type of what it names. Where a name was told to be of two kinds, it is two
things, and each telling means the one of the kind that it told. Most types are too vague to
part anything ("concept", "object", "event"); so is a type that is only guessed, which ends in a
question mark: a statistical tagger calls one person a place once in a hundred times.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphmem.ids import digest

GUESSED = "?"
WORDS = {
    "person": "people human character man woman child boy girl speaker user",
    "animal": "pet dog cat bird horse",
    "organization": "organisation company institution org corporation team club band",
    "place": "location city country town village region gpe loc",
    "work": "book film movie song album novel painting",
}
KINDS = tuple(WORDS)
KIND_OF = {word: kind for kind, words in WORDS.items() for word in (kind, *words.split())}
USUAL = "person"  # the kind of a name that is told without one, where it may be that


def plain(type_: str) -> str:
    """A type, whether it was told or guessed.

    >>> plain("person?")
    'person'
    """
    return type_.removesuffix(GUESSED)


def guessed(type_: str) -> str:
    """A type as one that is only guessed."""
    return type_ and plain(type_) + GUESSED


def kind(type_: str) -> str:
    """The kind that a type is one of; empty where the type is too vague.

    >>> kind("City"), kind("person?"), kind("concept")
    ('place', 'person', '')
    """
    return KIND_OF.get(plain(type_).casefold(), "")


def alike(type_: str, other: str) -> bool:
    """Whether two types are one, or words for one kind.

    >>> alike("place", "City"), alike("place", "person"), alike("idea", "Idea")
    (True, False, True)
    """
    same = plain(type_).casefold() == plain(other).casefold()
    return same or kind(type_) == kind(other) != ""


def kinds_told(types: Iterable[str]) -> frozenset[str]:
    """The kinds that types tell, those left out that are guessed."""
    told = (type_ for type_ in types if not type_.endswith(GUESSED))
    return frozenset(kind(type_) for type_ in told) - {""}


def sense_id(id_: str, kind: str) -> str:
    """The id of what a name means where it means something of a kind, and elsewhere another."""
    return digest("sense", id_, kind)
