"""Readings: what an asserted clause says of its subject, as predicate and object.

`RULES` are tried in order; the first that knows the clause has the say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from graphmem.extract.clauses import Clause, joined
from graphmem.extract.copula import copula, workplace
from graphmem.extract.kinship import PEOPLE, acquired, kin
from graphmem.extract.patterns import (
    CONTINUOUS,
    FIGURES,
    FULLER,
    LASTING,
    POINTED,
    STATES,
    THIN,
    UNPLANNED,
    WORKS_AS,
)
from graphmem.extract.phrases import Setting, is_named, phrase, points, possessor
from graphmem.extract.plans import planned, planning
from graphmem.extract.reading import (
    Reading,
    complements,
    first_objects,
    keyed,
    particle,
    prepositions,
    state,
)
from graphmem.extract.turns import birthday, employment, turning, wedding
from graphmem.extract.verbs import past, present

Rule = Callable[[Clause, Setting], list[Reading] | None]
Complement = tuple[str, Any]
# Prepositions that tell who did it, or where, to what or as what it was done.
BINDING = {"by", "in", "at", "to", "from", "for", "as", "on", "into"}
DEPENDENTS = {"dobj", "ccomp", "xcomp", "dative", "prep"}


def readings(clause: Clause, setting: Setting) -> list[Reading]:
    """All that *clause* says, nothing where no rule knows it."""
    for rule in RULES:
        result = rule(clause, setting)
        if result is not None:
            return result
    return []


def liked(clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I love hiking", "I enjoy playing the violin": the activity is the object."""
    if clause.mood != "like":
        return None
    pattern = STATES[clause.outer.lemma_.lower()]
    if clause.tense == "past":
        return []
    doings = (doing(verb, setting) for verb in joined(clause.verb) if is_gerund(verb))
    return [state(pattern, text, clause) for text in doings if text]


def is_gerund(token: Any) -> bool:
    """Whether *token* is a gerund; the tagger takes a later one in a row for a noun."""
    return token.tag_ == "VBG" or bool(token.dep_ == "conj" and token.lower_.endswith("ing"))


def doing(verb: Any, setting: Setting) -> str:
    """A gerund with its object: "playing violin"; empty where it says too little."""
    if verb.lower_ in ("being", "having", "seeing", "hearing", "doing", "getting"):
        return ""
    objects = first_objects(verb, setting)
    if not objects and any(child.dep_ in DEPENDENTS for child in verb.children):
        return ""
    return " ".join(
        [f"{verb.lower_}{particle(verb)}", *(word for pair in objects[:1] for word in pair if word)]
    )


def begun(clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I started working at Helix", "I stopped playing the violin"."""
    if clause.mood not in ("start", "stop"):
        return None
    if clause.tense not in ("past", "perfect"):
        return []
    known = known_states(clause, setting)
    if known:
        gone = clause.mood == "stop"
        return [replace(one, negated=gone, bounded=False, instant=True) for one in known]
    word = f"{past(clause.outer.lemma_.lower())} {gerund(clause.verb)}"
    if clause.verb.lemma_.lower() in UNPLANNED:
        return []
    return [
        Reading(f"{word} {preposition}".strip(), thing)
        for preposition, thing in first_objects(clause.verb, setting)
    ]


def gerund(verb: Any) -> str:
    """The verb as it stands, with "to" where it is no gerund."""
    return str(verb.lower_) if verb.tag_ == "VBG" else f"to {verb.lower_}"


def known_states(clause: Clause, setting: Setting) -> list[Reading]:
    """The states of the table that the verb and its objects name."""
    result = []
    for preposition, token in complements(clause.verb, setting):
        pattern = STATES.get(keyed(clause.verb, preposition))
        thing = phrase(token, setting) if pattern else None
        pointed = pattern and pattern.predicate in POINTED and points(token, setting)
        if pattern and thing and not pointed and (is_named(token, setting) or not pattern.named):
            result.append(state(pattern, thing, clause))
            result += workplace(token, clause, setting) if pattern is WORKS_AS else []
    return result


def lasting(clause: Clause, setting: Setting) -> list[Reading] | None:
    """A state of the table in the present, or one that lasts: "I've lived here since 2019"."""
    if clause.mood not in ("told", "used") or clause.passive:
        return None
    known = known_states(clause, setting)
    if not known or (clause.tense == "going" and clause.verb.lemma_ == "have"):
        return None
    timed = any(token.i in setting.times for token in clause.verb.subtree)
    if clause.tense == "perfect":
        return known if timed or clause.verb.tag_ == "VBG" else None
    if clause.tense == "past":
        homes = [one for one in known if one.exclusive]
        if homes and not timed and not setting.titled:
            return []  # it is over, and nobody knows since when
        return homes if timed and homes and not clause.negated else None
    return known


def undergone(clause: Clause, setting: Setting) -> list[Reading] | None:
    """A passive: "Helix is based in Zurich", "It was directed by Jane Doe"."""
    if not clause.passive:
        return None
    verb = clause.verb
    result = []
    for preposition, token in [*prepositions(verb, setting), *dated(verb, setting)]:
        thing = date_of(token) if token.i in setting.times else phrase(token, setting)
        pattern = LASTING.get(keyed(verb, preposition))
        if not thing or preposition not in BINDING:
            continue
        if pattern and clause.tense == "present":
            result.append(state(pattern, thing, clause))
        elif clause.tense == "past" and not clause.negated:
            result.append(Reading(f"was {verb.lower_} {preposition}", thing))
        elif clause.tense == "present" and preposition == "by":
            result.append(Reading(f"is {verb.lower_} by", thing, "state", negated=clause.negated))
    owner = possessor(clause.subjects[0], setting) if clause.subjects else None
    if owner and clause.subjects[0].lower_ in PEOPLE and verb.lower_ in ("called", "named"):
        names = [phrase(one, setting) for one in verb.children if one.dep_ == "oprd"]
        return [kin(owner, clause.subjects[0].lower_, name) for name in names if name]
    named = [child for child in verb.children if child.dep_ == "oprd" and is_named(child, setting)]
    result += [
        Reading(f"{'is' if clause.tense == 'present' else 'was'} {verb.lower_}", thing, "state")
        for one in named
        if (thing := phrase(one, setting))
    ]
    return result


def dated(verb: Any, setting: Setting) -> Iterator[Complement]:
    """The day of a birth, a death, a founding: a value worth a claim of its own."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("on", "in"):
            for one in child.children:
                if one.dep_ == "pobj" and one.i in setting.times:
                    yield str(child.lower_), one


def date_of(token: Any) -> str:
    """The date around *token* as it stands in the text."""
    dates = (entity for entity in token.doc.ents if entity.start <= token.i < entity.end)
    return next((str(date.text) for date in dates if re.search(r"\d", date.text)), "")


def happened(clause: Clause, setting: Setting) -> list[Reading] | None:
    """Any other event in the past, told with its object."""
    if clause.mood != "told" or clause.tense not in ("past", "perfect") or clause.passive:
        return None
    verb = clause.verb
    lemma = verb.lemma_.lower()
    if clause.outer.tag_ == "VBG" or lemma in FIGURES or (clause.negated and lemma in FULLER):
        return []
    if lemma in THIN and lemma not in FULLER:
        return []
    if lemma == "get" and clause.tense == "perfect":
        return []  # "I've got a meeting" is no event
    objects = first_objects(verb, setting)
    if lemma in FULLER - {"go"}:
        objects = [pair for pair in objects if not pair[0]]
    word = f"{past(lemma)}{particle(verb)}"
    if lemma == "be":
        return []
    result = [
        Reading(f"{word} {preposition}".strip(), thing, negated=clause.negated)
        for preposition, thing in objects
    ]
    if setting.titled and not result:
        result = [
            Reading(f"{word} {preposition}", text)
            for preposition, token in dated(verb, setting)
            if (text := date_of(token))
        ]
    return result


def holds(clause: Clause, setting: Setting) -> list[Reading] | None:
    """What is so in the present: being at something, or any verb in a document."""
    verb = clause.verb
    lemma = verb.lemma_.lower()
    if clause.mood != "told" or lemma in THIN:
        return []
    if clause.tense == "going" or (clause.tense == "perfect" and verb.tag_ == "VBG"):
        word = f"is {verb.lower_}{particle(verb)}" if lemma in CONTINUOUS else ""
    elif clause.tense == "present" and setting.titled:
        word = f"{present(lemma)}{particle(verb)}"
    else:
        word = ""
    if not word:
        return []
    return [
        Reading(f"{word} {preposition}".strip(), thing, "state", negated=clause.negated)
        for preposition, thing in first_objects(verb, setting)
    ]


RULES: tuple[Rule, ...] = (
    planned,
    planning,
    liked,
    wedding,
    copula,
    acquired,
    employment,
    birthday,
    begun,
    turning,
    lasting,
    undergone,
    happened,
    holds,
)
