"""Clauses with "is": what somebody or something is, and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graphmem.extract.clauses import Clause, joined
from graphmem.extract.kinship import PEOPLE, kin
from graphmem.extract.patterns import (
    ADJECTIVES,
    ATTRIBUTES,
    EMPLOYED,
    LASTING,
    POINTING,
    STUDIES_AT,
    Pattern,
)
from graphmem.extract.phrases import Setting, is_named, phrase, possessor, premodified
from graphmem.extract.reading import Reading, directs, prepositions, state
from graphmem.model import Kind

ORDINARY = {"fan", "member", "guest", "regular", "volunteer", "speaker", "host", "star", "finalist"}
OLDEST = 120
Made = tuple[str, Kind, Any]


def copula(clause: Clause, setting: Setting) -> list[Reading] | None:
    """The readings of a clause with "be" as its verb; `None` for any other."""
    verb = clause.verb
    if verb.lemma_.lower() not in ("be", "'s", "'m") or clause.mood != "told" or clause.passive:
        return None if verb.lemma_.lower() not in ("be", "'s", "'m") else []
    if clause.tense == "perfect" or not clause.subjects:
        return []
    if any(child.lower_ in ("here", "there") for child in verb.children):
        return []
    readings: list[Reading] = []
    subject = clause.subjects[0]
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in ("attr", "oprd"):
            for one in joined(child):
                readings += attribute(one, subject, clause, setting)
        elif child.dep_ == "acomp":
            readings += adjective(child, clause, setting)
    return readings or list(placed(clause, setting))


def attribute(noun: Any, subject: Any, clause: Clause, setting: Setting) -> list[Reading]:
    """A noun after "is": an attribute's value, kinship, an office, or what somebody is."""
    for rule in (aged, owned, reversed_office, kinship, office, kind_of):
        readings = rule(noun, subject, clause, setting)
        if readings is not None:
            return readings
    return []


def aged(noun: Any, subject: Any, clause: Clause, _setting: Setting) -> list[Reading] | None:
    """ "I'm 32": an age."""
    if noun.pos_ != "NUM":
        return None
    if not noun.text.isdigit() or int(noun.text) > OLDEST or subject.lower_ in ("it", "there"):
        return []
    if any(child.dep_ not in ("punct", "advmod", "npadvmod") for child in noun.children):
        return []
    return [] if clause.tense == "past" else [age(noun.text, clause)]


def age(years: str, clause: Clause) -> Reading:
    """An age as a state."""
    return state(Pattern("has age", True), str(years), clause)


def owned(noun: Any, subject: Any, clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "My favorite book is X", "Bob's boss is Karen": the owner has it."""
    low = subject.lower_
    owner = possessor(subject, setting)
    if not owner or subject.i in setting.names:
        return None
    if low in ("one", "thing", "part", "way"):
        return []
    thing = phrase(noun, setting) or (str(noun.text) if low in ATTRIBUTES else None)
    favorite = is_favorite(subject)
    if not thing or clause.tense == "past":
        return []
    if favorite and not clause.negated:
        noun_words = (
            str(premodified(subject, setting)).split("favorite ")[-1].split("favourite ")[-1]
        )
        return [Reading(f"has favorite {noun_words}", thing, "state", subject=owner)]
    if low in ATTRIBUTES and (low != "job" or not is_named(noun, setting)):
        return [Reading(ATTRIBUTES[low], thing, "state", True, clause.negated, subject=owner)]
    if low in PEOPLE and is_named(noun, setting):
        return [kin(owner, low, thing, negated=clause.negated)]
    return None


def reversed_office(
    noun: Any, subject: Any, clause: Clause, setting: Setting
) -> list[Reading] | None:
    """ "The capital of France is Paris": Paris is the capital of France."""
    if subject.i in setting.names or not is_named(noun, setting) or subject.pos_ != "NOUN":
        return None
    thing = phrase(noun, setting)
    if not thing:
        return []
    verb = "was" if clause.tense == "past" else "is"
    return [
        Reading(f"{verb} {role}", whole, "state", negated=clause.negated, subject=thing)
        for role, whole in genitive(subject, setting)
    ]


def genitive(noun: Any, setting: Setting) -> list[tuple[str, str]]:
    """A noun that is of something: ("the capital of", "France"), ("the mother of", "Bob")."""
    owner = possessor(noun, setting)
    if owner and owner != setting.speaker and not is_favorite(noun):
        bare = [str(one.text) for one in noun.lefts if one.dep_ in ("amod", "compound")]
        return [(" ".join(["the", *bare, str(noun.text), "of"]), owner)]
    article = [str(one.lower_) for one in noun.lefts if one.dep_ == "det"] or ["the"]
    text = premodified(noun, setting)
    for child in noun.rights:
        if child.dep_ == "conj" or not text:
            break
        if child.dep_ == "prep" and child.lower_ == "of":
            wholes = [one for inner in child.children for one in joined(inner)]
            role = " ".join([*article, text, "of"])
            return [(role, str(phrase(one, setting))) for one in wholes if is_named(one, setting)]
    return []


def is_favorite(noun: Any) -> bool:
    """Whether it is somebody's favorite."""
    return any(child.lower_ in ("favorite", "favourite") for child in noun.lefts)


def kinship(noun: Any, subject: Any, clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "Emma is my sister", "Emma is my best friend": Alice has sister Emma."""
    owner = possessor(noun, setting)
    if not owner or noun.lower_ not in PEOPLE:
        return None
    if subject.i not in setting.names or owner == setting.names[subject.i].text:
        return []
    name = phrase(subject, setting)
    return [kin(owner, noun.lower_, name, negated=clause.negated)] if name else []


def office(noun: Any, _subject: Any, clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "She is the mother of Irène": the office is the predicate."""
    found = genitive(noun, setting)
    if not found or noun.lower_ in POINTING or noun.i in setting.names:
        return None
    verb = "was" if clause.tense == "past" else "is"
    made = [] if clause.negated else participles(noun, setting)
    return [
        Reading(f"{verb} {role}", whole, "state", negated=clause.negated) for role, whole in found
    ] + made


def kind_of(noun: Any, _subject: Any, clause: Clause, setting: Setting) -> list[Reading] | None:
    """ "I'm a nurse at St. Andrew's": what somebody is, and where."""
    determiners = {child.lower_ for child in noun.lefts if child.dep_ == "det"}
    if not determiners & {"a", "an"} or noun.lower_ in POINTING or noun.i in setting.names:
        return []
    if noun.pos_ != "NOUN" or any(child.lower_ in ("such", "quite") for child in noun.lefts):
        return []
    thing = phrase(noun, setting)
    if not thing or (noun.lower_ in ORDINARY and thing.endswith(str(noun.text))):
        return []
    verb = "was a" if clause.tense == "past" else "is a"
    readings = [Reading(verb, thing, "state", negated=clause.negated)]
    readings += [] if clause.negated else participles(noun, setting)
    return readings + (workplace(noun, clause, setting) if clause.tense != "past" else [])


def participles(noun: Any, setting: Setting) -> list[Reading]:
    """ "a film directed by Jane Doe, starring Ann Roe": who made it, where it lies."""
    words = [one for child in noun.children if child.dep_ == "acl" for one in joined(child)]
    words += [one for one in noun.children if one.dep_ == "conj" and one.tag_ in ("VBN", "VBG")]
    result: list[Reading] = []
    for word in words:
        if word.tag_ == "VBG" and word.lower_ in ("starring", "featuring"):
            verb = "stars" if word.lower_ == "starring" else "features"
            found: list[Made] = [(verb, "state", one) for one in directs(word, setting)]
        elif word.tag_ in ("VBN", "VBD"):
            found = [made(word, *pair) for pair in prepositions(word, setting)]
        else:
            continue
        result += [
            Reading(predicate, setting.names[one.i].text, kind)
            for predicate, kind, one in found
            if predicate and is_named(one, setting)
        ]
    return result


def made(word: Any, preposition: str, thing: Any) -> Made:
    """A participle's predicate: "was directed by", "is located in"; empty where it has none."""
    pattern = LASTING.get(f"{word.lemma_.lower()} {preposition}")
    if pattern:
        return pattern.predicate, "state", thing
    known = preposition == "by" or (word.lower_ == "born" and preposition in ("in", "at"))
    return (f"was {word.lower_} {preposition}" if known else ""), "event", thing


def workplace(noun: Any, clause: Clause, setting: Setting) -> list[Reading]:
    """Where somebody is what he is: "a nurse at St. Andrew's" works there."""
    if noun.lower_ in ORDINARY or clause.negated or setting.titled:
        return []
    pattern = STUDIES_AT if noun.lower_ in ("student", "undergrad") else EMPLOYED
    return [
        state(pattern, place, clause)
        for preposition, token in prepositions(noun, setting)
        if preposition in ("at", "for") and is_named(token, setting)
        if (place := phrase(token, setting))
    ]


def adjective(word: Any, clause: Clause, setting: Setting) -> list[Reading]:
    """ "I'm allergic to nuts", "I'm 32 years old"."""
    for child in word.children:
        if word.lower_ == "old" and child.dep_ == "npadvmod":
            years = [one for one in child.children if one.pos_ == "NUM"]
            if years and years[0].text.isdigit() and clause.tense != "past":
                return [age(years[0].text, clause)]
    readings = []
    for preposition, token in prepositions(word, setting):
        pattern = ADJECTIVES.get(f"{word.lower_} {preposition}")
        thing = phrase(token, setting) if pattern else None
        if pattern and thing and not (pattern.named and not is_named(token, setting)):
            readings.append(replace(state(pattern, thing, clause), bounded=clause.tense == "past"))
    return [] if clause.tense == "past" else readings


def placed(clause: Clause, setting: Setting) -> Iterator[Reading]:
    """ "I'm from Sweden"; "I'm in Rome" passes and is not read."""
    for preposition, token in prepositions(clause.verb, setting):
        thing = phrase(token, setting)
        if preposition == "from" and thing and is_named(token, setting):
            yield state(Pattern("is from", type="place"), thing, clause)
