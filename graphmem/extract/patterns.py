"""Which verbs say what: the tables behind the readings of a clause.

A key is a verb's lemma, with the preposition that its object follows ("live in"), or alone
where the object follows directly ("own").
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a verb is read.

    Args:
        predicate: in the third person present.
        exclusive: the subject has one such object at a time.
        type: of the object.
        named: only an object that is a name is read.
    """

    predicate: str
    exclusive: bool = False
    type: str = ""
    named: bool = False


LIVES = Pattern("lives in", True, "place", named=True)
# Only by name: "at home" and "in a small flat" would end what was told by name.
EMPLOYED = Pattern("works at", True, "organization", named=True)
WORKS_AS = Pattern("works as", True)
MARRIED = Pattern("is married to", True, "person", named=True)
STUDIES_AT = Pattern("studies at", True, "organization", named=True)
LIKES = Pattern("likes")

STATES: dict[str, Pattern] = {
    "live in": LIVES,
    "reside in": LIVES,
    "live with": Pattern("lives with", type="person"),
    "live near": Pattern("lives near", type="place"),
    "work at": EMPLOYED,
    "work for": EMPLOYED,
    "work as": WORKS_AS,
    "work in": Pattern("works in"),
    "work with": Pattern("works with"),
    "study at": STUDIES_AT,
    "study": Pattern("studies"),
    "teach at": Pattern("teaches at", type="organization"),
    "teach": Pattern("teaches"),
    "volunteer at": Pattern("volunteers at", type="organization"),
    "volunteer for": Pattern("volunteers at", type="organization"),
    "volunteer with": Pattern("volunteers at", type="organization"),
    "come from": Pattern("is from", type="place"),
    "report to": Pattern("reports to", True, "person"),
    "belong to": Pattern("belongs to"),
    "own": Pattern("owns"),
    "have": Pattern("has"),
    "love": LIKES,
    "like": LIKES,
    "adore": LIKES,
    "enjoy": Pattern("enjoys"),
    "hate": Pattern("dislikes"),
    "dislike": Pattern("dislikes"),
    "prefer": Pattern("prefers"),
    "play": Pattern("plays"),
    "play in": Pattern("plays in"),
    "play for": Pattern("plays for", type="organization"),
    "sing in": Pattern("sings in"),
    "speak": Pattern("speaks"),
    "eat": Pattern("eats"),
    "collect": Pattern("collects"),
    "practice": Pattern("practices"),
    "practise": Pattern("practices"),
    "run": Pattern("runs"),
    "lead": Pattern("leads"),
    "manage": Pattern("manages"),
    "coach": Pattern("coaches"),
    "drive": Pattern("drives"),
    "support": Pattern("supports"),
    "admire": Pattern("admires", type="person"),
    "miss": Pattern("misses"),
    "use": Pattern("uses"),
    "believe in": Pattern("believes in"),
    "specialize in": Pattern("specializes in"),
}
# States whose "the" points at something told before: "I love the color".
POINTED = {"likes", "enjoys", "dislikes", "prefers", "misses", "has", "owns", "uses", "supports"}

# An event that begins a state.
BEGINS: dict[str, Pattern] = {
    "move to": LIVES,
    "move into": LIVES,
    "relocate to": LIVES,
    "emigrate to": LIVES,
    "settle in": LIVES,
    "join": EMPLOYED,
    "start at": EMPLOYED,
    "sign with": Pattern("is signed with", type="organization", named=True),
    "marry": MARRIED,
}
# An event that ends a state.
ENDS: dict[str, Pattern] = {
    "leave": EMPLOYED,
    "quit": EMPLOYED,
    "resign from": EMPLOYED,
    "retire from": EMPLOYED,
    "move from": LIVES,
    "move away from": LIVES,
    "move out of": LIVES,
    "divorce": MARRIED,
}
# Of somebody to whom it is done: "I was hired by Helix".
UNDERGONE: dict[str, tuple[Pattern, bool]] = {
    "hire by": (EMPLOYED, True),
    "employ by": (EMPLOYED, True),
    "hire at": (EMPLOYED, True),
    "promote to": (WORKS_AS, True),
    "fire from": (EMPLOYED, False),
    "transfer to": (LIVES, True),
}
# "is based in", "is called": what is so, though it looks like an event.
LASTING: dict[str, Pattern] = {
    "base in": Pattern("is based in", True, "place"),
    "locate in": Pattern("is located in", type="place"),
    "situate in": Pattern("is located in", type="place"),
    "headquarter in": Pattern("is based in", True, "place"),
    "marry to": MARRIED,
    "engage to": Pattern("is engaged to", True, "person"),
    "own by": Pattern("is owned by"),
    "know for": Pattern("is known for"),
    "know as": Pattern("is known as"),
    "employ by": EMPLOYED,
    "employ at": EMPLOYED,
}
# "is allergic to": adjectives that bind an object.
ADJECTIVES: dict[str, Pattern] = {
    "married to": MARRIED,
    "engaged to": Pattern("is engaged to", True, "person"),
    "allergic to": Pattern("is allergic to"),
    "related to": Pattern("is related to", type="person"),
    "interested in": Pattern("is interested in"),
    "passionate about": Pattern("is passionate about"),
    "obsessed with": Pattern("is obsessed with"),
    "afraid of": Pattern("is afraid of"),
    "scared of": Pattern("is afraid of"),
    "fond of": Pattern("likes"),
    "proud of": Pattern("is proud of"),
    "responsible for": Pattern("is responsible for"),
    "known for": Pattern("is known for"),
    "famous for": Pattern("is known for"),
    "native to": Pattern("is native to", type="place"),
    "based in": Pattern("is based in", True, "place"),
    "located in": Pattern("is located in", type="place"),
    "born in": Pattern("was born in", True, "place"),
}
JOBS = {"job", "position", "role", "internship", "gig", "apprenticeship", "traineeship", "post"}
GETTING = {"get", "land", "accept", "start", "take", "find", "begin", "secure", "score"}
LOSING = {"lose", "quit", "leave", "resign"}
# What one joins without working there.
SOCIAL = frozenset(
    """
    club team group choir band gym church society association program programme class course
    community league party army navy force union orchestra forum network server guild squad
    workshop campaign council committee crew circle meetup rotary scouts
    """.split()
)
# "My favorite book is …", "my email is …": attributes of one value at a time.
ATTRIBUTES = {
    "email": "has email",
    "e-mail": "has email",
    "address": "has address",
    "number": "has phone number",
    "birthday": "has birthday",
    "hometown": "has hometown",
    "nationality": "has nationality",
    "job": "works as",
    "age": "has age",
}
# Too thin, or too much about the talk itself, to be an event worth keeping.
THIN = frozenset(
    """
    say tell think know feel mean guess want need let seem look sound hear give keep put show hope
    wish remember forget love like thank appreciate understand agree imagine happen bring turn
    notice realize believe suppose wonder expect mention ask add change matter cause allow wait
    stay become remain consider mind catch hang stop go come do be make have get try feel care
    figure name call deserve handle manage face focus spend worry bet
    """.split()
)
# Thin with a thing as their object, and yet an event with a name or a noun that says more.
FULLER = {"make", "have", "get", "try", "change", "spend", "bring", "show", "give", "catch"}
FULLER |= {"add", "become", "go", "face"}
FIGURES = {"feel", "seem", "look", "sound", "mean", "let", "guess", "hope", "wish", "wonder"}
# What can be planned, liked or begun only in the company of an object.
UNPLANNED = THIN - {"make", "have", "get", "try", "go", "become"} | {
    "check",
    "talk",
    "chat",
    "catch",
}
GOING = frozenset("move go visit fly travel start leave meet join attend host launch open".split())
CONTINUOUS = frozenset("learn study work read write build train teach live play run take".split())
CONTINUOUS |= {"paint", "train", "volunteer", "date", "attend", "raise", "research", "watch"}
CONTINUOUS |= {"organize", "develop", "create", "design", "practice", "explore", "use"}
# Nouns after "is a" that judge or point and do not tell what somebody is.
POINTING = frozenset(
    """
    one bit lot way thing kind sort reason all time matter part mess example pleasure fun joy
    journey blast reminder experience chance key idea shame pity challenge feeling dream deal
    game place day sight story work process step win must blessing change treat delight inspiration
    today what who this that it sucker person relief goal priority name process help
    same best most lucky here there such great first last result truth problem answer fact
    rock star people hit highlight sign symbol proof surprise favorite favourite fave total life
    mix passion love everything something nothing stuff hobby comfort escape guy kid
    """.split()
)
