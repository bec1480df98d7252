"""How persons are called: titles, and the short forms of given names. English."""

from __future__ import annotations

from functools import lru_cache

from graphmem.text import name_key

# Titles; "m" and "f" cannot be one person.
TITLES = {
    **dict.fromkeys("mr sir lord".split(), "m"),
    **dict.fromkeys("mrs ms miss lady madam".split(), "f"),
    **dict.fromkeys("capt captain coach doctor dr judge officer prof professor rev".split(), ""),
}
# Short forms of given names that are no beginnings of them.
NICKNAMED = dict(
    pair.split(":")
    for pair in """
        abby:abigail andy:andrew becky:rebecca bella:isabella benny:benjamin betty:elizabeth
        bill:william billy:william bob:robert bobby:robert cathy:catherine charlie:charles
        chuck:charles cindy:cynthia danny:daniel debbie:deborah dick:richard drew:andrew
        ed:edward eddie:edward eliza:elizabeth frankie:francis gabby:gabriela/gabrielle/gabriella
        jake:jacob jenny:jennifer jerry:gerald/jerome jim:james jimmy:james joe:joseph
        joey:joseph kate:katherine/kathryn kathy:katherine/kathryn katie:katherine/kathryn
        larry:lawrence liz:elizabeth lizzie:elizabeth maggie:margaret mandy:amanda meg:margaret
        mick:michael mike:michael mikey:michael nate:nathan/nathaniel ned:edward nick:nicholas
        nicky:nicholas/nicole patty:patricia peggy:margaret polly:mary rich:richard rick:richard
        rob:robert robbie:robert ronnie:ronald sasha:alexander/alexandra steve:stephen/steven
        sue:susan susie:susan ted:edward/theodore tim:timothy tom:thomas tommy:thomas
        tony:anthony/antonio vicky:victoria will:william zach:zachary
    """.split()
)
NICKNAMES = {
    full: frozenset(short for short, given in NICKNAMED.items() if full in given.split("/"))
    for given in NICKNAMED.values()
    for full in given.split("/")
}
# Given names of their own, and words for parents, that other names begin with.
WHOLE = frozenset(
    """
    ali ana ann anna carl carol christian da dad daniel dean eric erica eva eve gabriel
    jean joan john josef juan julia karl lena lisa louis luca luis ma mari maria marie mark
    martin mary max may michel mom mum nina pa paul rosa rose ruth sara tina victor
    """.split()
)
SHORTEST, REST = 2, 3  # letters of a beginning that is a short name, and of what it leaves out


def short_names(given: str) -> frozenset[str]:
    """The short forms of a given name: its beginnings, and those that are known.

    >>> sorted(short_names("Melanie"))[:3], "bob" in short_names("Robert")
    (['me', 'mel', 'mela'], True)
    """
    given = name_key(given)
    begun = {given[:end] for end in range(SHORTEST, len(given) - REST + 1)}
    return frozenset(begun - WHOLE) | NICKNAMES.get(given, frozenset())


@lru_cache(maxsize=65536)
def titled(name: str) -> tuple[str, str]:
    """The title before a person's name, and the name; ("", name) where there is none.

    >>> titled("Dr. Chen"), titled("Doctor")
    (('dr', 'Chen'), ('', 'Doctor'))
    """
    first, *rest = name.split()
    title = name_key(first)
    return (title, " ".join(rest)) if rest and title in TITLES else ("", name)


def surname(name: str) -> str:
    """The key of a name's last word."""
    return name_key(name.split()[-1])
