"""Kinship that is told in passing: "my sister Emma", "a dog named Rex", "Emma, my boss"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphmem.extract.clauses import Clause
from graphmem.extract.phrases import KIN, MANY, Setting, appended, possessor
from graphmem.extract.reading import Reading, directs

PEOPLE = {**KIN, **MANY}
PETS = {"dog", "cat", "parrot", "rabbit", "turtle", "hamster", "horse"}
HAVING = {"have", "get", "adopt"}


def kin(owner: str, word: str, name: str, *, negated: bool = False) -> Reading:
    """That *owner* has somebody: "Alice has sister Emma"."""
    return Reading(
        f"has {PEOPLE[word]}",
        name,
        "state",
        negated=negated,
        type="" if PEOPLE[word] in PETS else "person",
        subject_type="person",
        subject=owner,
    )


def kin_told(sentence: Any, setting: Setting) -> Iterator[Reading]:
    """The kinship that a sentence takes for granted, whatever else it says or asks."""
    for token in sentence:
        if token.lower_ not in PEOPLE or token.i in setting.quoted:
            continue
        owner = possessor(token, setting)
        name = appended(token, setting)
        head = token.head
        if name is None and token.dep_ == "appos" and head.i in setting.names:
            name = setting.names[head.i].text
        if owner and name and owner != name:
            yield kin(owner, token.lower_, name)


def acquired(clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I have a dog named Rex", "I adopted a cat called Miso"."""
    if clause.verb.lemma_.lower() not in HAVING or clause.mood != "told" or clause.negated:
        return None
    named = [
        kin("", token.lower_, name)
        for token in directs(clause.verb, setting)
        if token.lower_ in PEOPLE and (name := appended(token, setting))
    ]
    return named or None
