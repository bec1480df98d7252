"""Words of names: what opens, closes and joins them, and what is capitalised and no name."""

from __future__ import annotations

import re

# What spaCy calls it → what graphmem calls it; a label that is not here is no entity.
TYPES = {
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "ORG": "organization",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "EVENT": "event",
    "PRODUCT": "object",
}
VALUES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"}
# Capitalised in chat, and still no names.
NO_NAMES = frozenset(
    """
    a absolutely ah aha aw awesome aww bro btw buddy bye cheers christ congrats congratulations
    cool cool! damn dear definitely dude eh fab fantastic glad go god good goodness gosh gotcha
    great guys haha hahaha happy hello hey hi hmm hooray hugs huh i idk lol ma man mate maybe mhm
    mine morning my nah nice night no nope oh ok okay omg oof oops ouch phew please pm am pic pics
    really right same sorry sounds super sure thank thanks thx tbh ugh uh um way welcome well
    whoa woah wow ya yay yea yeah yep yes yo you yup yum yummy wohoo woohoo yikes excited proud
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december spring summer autumn fall winter today
    tomorrow yesterday tonight weekend mr mrs ms dr prof st jr sr mom mum dad mommy daddy mama papa
    gon gonna wanna lemme gotta aww awww mmm mm hm agreed bummer dang darn fri tues mon wed thurs
    ciao brava bravo salut hola merci danke grazie bonjour
    cherish wish hang gather felt glad hope hopefully life love nature family art music writing
    dance store guidance success challenges laughter dedication tons dairy coconut pottery fingers
    injury game identity zen met remember keep take check looks sound yummo anytime looky startin
    clay guitar chess books reading cooking running christmas thanksgiving easter halloween
    grandma grandpa granny auntie fam bff diy ceo cto cv faq fyi asap rip tv pc ai bc ad ce
    """.split()
)
TITLES = {"mr.", "mrs.", "ms.", "dr.", "prof.", "mr", "mrs", "ms", "dr", "prof", "professor", "st."}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Names only together with another word.
RANKS = frozenset(
    """
    duke duchess king queen emperor empress director president bishop count countess baron
    baroness prince princess emeritus viscount earl lord lady sir dame captain general colonel
    """.split()
)
QUOTED = re.compile(r"[\"“]([^\"“”]{2,60}?)[.,!?]?[\"”]")
EDGES = " \t\n\"'“”‘’«»()[]{}<>.,;:!?*_~#-–—…"
POSSESSIVE = re.compile(r"['’]s?$")
# A lone word that begins a sentence and ends so is hardly a name.
ORDINARY = re.compile(r"(?:[a-z]ing|ness|tion|sion|ment|ance|ship|ism|ful|ous)s?$")
SMALL = {"of", "the", "and", "in", "on", "at", "for", "to", "a", "an", "de", "la", "von", "van"}
SMALL |= {"&", "with", "from", "del", "di", "da", "le", "du", "or", "by", "is", "my"}
