"""Turns of a life: the events that begin or end a state, read as that state.

"I moved to Berlin" says where somebody lives from then on; "I quit my job at Acme" ends one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphmem.extract.clauses import Clause
from graphmem.extract.patterns import (
    BEGINS,
    EMPLOYED,
    ENDS,
    GETTING,
    JOBS,
    LOSING,
    MARRIED,
    SOCIAL,
    UNDERGONE,
    WORKS_AS,
    Pattern,
)
from graphmem.extract.phrases import Setting, is_named, phrase, referent
from graphmem.extract.reading import Reading, complements, directs, keyed, prepositions, state

HIRED_AS = {"at": EMPLOYED, "with": EMPLOYED, "for": EMPLOYED, "as": WORKS_AS}


def employment(clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I got a job at Helix as a designer", "I lost my job at Helix"."""
    lemma = clause.verb.lemma_.lower()
    jobs = [token for token in directs(clause.verb, setting) if token.lower_ in JOBS]
    if clause.mood != "told" or not jobs or lemma not in GETTING | LOSING:
        return None
    if clause.tense == "going" or (clause.negated and lemma in GETTING):
        return []
    ahead = clause.tense == "present"
    found = [*prepositions(jobs[0], setting), *prepositions(clause.verb, setting)]
    gone = lemma in LOSING
    result = []
    for preposition, token in found:
        pattern = HIRED_AS.get(preposition)
        thing = phrase(token, setting) if pattern else None
        if pattern and thing and (is_named(token, setting) or not pattern.named):
            plan = Reading(f"plans to work {preposition}", thing, "plan")
            result.append(plan if ahead else turned(pattern, thing, clause, gone=gone))
    return result


def turned(pattern: Pattern, thing: str, clause: Clause, *, gone: bool) -> Reading:
    """A state that begins, or ends where it is *gone*, with what the clause tells."""
    return replace(state(pattern, thing, clause), negated=gone, bounded=False, instant=True)


def wedding(clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I got married to Deniz", "Deniz and I got married"."""
    verb = clause.verb
    words = [verb, *(child for child in verb.children if child.dep_ in ("acomp", "oprd", "xcomp"))]
    married = [one for one in words if one.lower_ == "married" and one.tag_ != "VBD"]
    if verb.lemma_.lower() not in ("get", "be", "marry") or not married or clause.mood != "told":
        return None
    names = [
        thing
        for preposition, token in prepositions(married[0], setting)
        if preposition == "to" and is_named(token, setting) and (thing := phrase(token, setting))
    ]
    begins = verb.lemma_.lower() == "get" or bool(
        married[0].tag_ == "VBN" and clause.tense == "past"
    )
    people = [name for one in clause.subjects if (name := referent(one, setting))]
    if not names and len(people) == 2 == len(clause.subjects) and begins:
        # the speaker first: it is the speaker's story
        first, second = sorted(people, key=lambda name: name != setting.speaker)
        one = state(MARRIED, second, clause)
        return [replace(one, subject=first, instant=True, bounded=False)]
    if clause.tense == "going":
        return [Reading("plans to marry", name, "plan") for name in names]
    readings = [replace(state(MARRIED, name, clause), instant=begins) for name in names]
    return [replace(one, bounded=one.bounded and not begins) for one in readings]


def turning(clause: Clause, setting: Setting) -> list[Reading] | None:
    """An event that begins or ends a state: "I moved to Berlin", "I joined Helix"."""
    if clause.mood != "told" or clause.tense in ("present", "going") or clause.negated:
        return None
    result = []
    for preposition, token in complements(clause.verb, setting):
        key = keyed(clause.verb, preposition)
        pattern, begins = BEGINS.get(key), True
        if pattern is None:
            pattern, begins = ENDS.get(key), False
        if clause.passive:
            pattern, begins = UNDERGONE.get(key, (None, True))
        if preposition and directs(clause.verb, setting):
            continue  # "I moved my desk to Berlin"
        thing = phrase(token, setting) if pattern else None
        if pattern and thing and fits(pattern, token, setting):
            result.append(turned(pattern, thing, clause, gone=not begins))
    kept = [one for one in result if not one.negated] or result
    return kept or None


def fits(pattern: Pattern, token: Any, setting: Setting) -> bool:
    """Whether one turns to such an object: one moves to a place and joins what is none."""
    if not pattern.named:
        return True
    if not is_named(token, setting):
        return False
    label = token.ent_type_
    if pattern.type == "place":
        return bool(label != "ORG")
    if pattern.type == "organization":
        words = {word.lower() for word in setting.names[token.i].text.split()}
        return not words & SOCIAL and label not in ("GPE", "LOC", "WORK_OF_ART", "EVENT")
    return True


def birthday(clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I turned 30": an age that begins."""
    if clause.verb.lemma_.lower() != "turn" or clause.mood != "told" or clause.negated:
        return None
    years = [str(one.text) for one in directs(clause.verb, setting) if one.text.isdigit()]
    if clause.tense not in ("past", "perfect"):
        return []
    return [turned(Pattern("has age", True), text, clause, gone=False) for text in years[:1]]
