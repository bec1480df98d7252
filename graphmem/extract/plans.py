"""Plans: what somebody is going to do, plans or wants to do."""

from __future__ import annotations

from graphmem.extract.clauses import Clause
from graphmem.extract.patterns import GOING, UNPLANNED
from graphmem.extract.phrases import Setting, points
from graphmem.extract.reading import Reading, directs, first_objects, particle


def planned(clause: Clause, setting: Setting) -> list[Reading] | None:
    """What somebody plans or wants to do."""
    soon = clause.tense == "going" and clause.verb is clause.outer and is_departure(clause, setting)
    if clause.mood not in ("plan", "want") and not soon:
        return None
    if clause.negated or clause.passive:
        return []
    word = "wants to" if clause.mood == "want" else "plans to"
    lemma = clause.verb.lemma_.lower()
    inner = [child for child in clause.verb.children if child.dep_ == "xcomp"]
    if lemma in ("start", "begin") and inner and inner[0].tag_ == "VBG":
        found = first_objects(inner[0], setting)
        verb = f"{word} {lemma} {inner[0].lower_}"
        return [
            Reading(f"{verb} {preposition}".strip(), thing, "plan") for preposition, thing in found
        ]
    if lemma in UNPLANNED or inner:
        return []
    if any(points(token, setting) for token in directs(clause.verb, setting)):
        return []
    return [
        Reading(f"{word} {lemma}{particle(clause.verb)} {preposition}".strip(), thing, "plan")
        for preposition, thing in first_objects(clause.verb, setting)
    ]


def planning(clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I'm planning a trip to Rome": the trip is the plan."""
    if clause.verb.lemma_.lower() != "plan" or clause.passive:
        return None
    if clause.mood != "told" or clause.tense not in ("present", "going", "perfect"):
        return []
    objects = first_objects(clause.verb, setting)
    return [Reading("plans", thing, "plan") for preposition, thing in objects if not preposition]


def is_departure(clause: Clause, setting: Setting) -> bool:
    """Whether "I'm moving to Rome" tells of the future: it moves, or a time is named."""
    lemma = clause.verb.lemma_.lower()
    timed = any(token.i in setting.times for token in clause.verb.subtree)
    return lemma in ("move", "relocate", "marry") or (lemma in GOING and timed)
