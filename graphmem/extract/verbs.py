"""Verb forms: what a lemma looks like in a predicate ("lives", "bought", "attended")."""

from __future__ import annotations

import re

# Lemma and past, for verbs that are not regular.
IRREGULAR = dict(
    pair.split(":")
    for pair in """
    be:was become:became begin:began bend:bent bet:bet bite:bit blow:blew break:broke bring:brought
    build:built burn:burned buy:bought cast:cast catch:caught choose:chose come:came cost:cost
    cut:cut deal:dealt dig:dug do:did draw:drew drink:drank drive:drove eat:ate fall:fell feed:fed
    feel:felt fight:fought find:found flee:fled fly:flew forget:forgot forgive:forgave freeze:froze
    get:got give:gave go:went grow:grew hang:hung have:had hear:heard hide:hid hit:hit hold:held
    hurt:hurt keep:kept know:knew lay:laid lead:led leave:left lend:lent let:let lie:lay light:lit
    lose:lost make:made mean:meant meet:met overcome:overcame pay:paid put:put quit:quit read:read
    rebuild:rebuilt ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold
    send:sent set:set sew:sewed shake:shook shine:shone shoot:shot show:showed shrink:shrank
    shut:shut sing:sang sink:sank sit:sat sleep:slept slide:slid speak:spoke spend:spent spin:spun
    split:split spread:spread stand:stood steal:stole stick:stuck strike:struck swear:swore
    sweep:swept swim:swam take:took teach:taught tear:tore tell:told think:thought throw:threw
    understand:understood undergo:underwent wake:woke wear:wore win:won withdraw:withdrew
    wind:wound write:wrote
    """.split()
)
PRESENT = {"be": "is", "have": "has", "do": "does", "go": "goes", "undergo": "undergoes"}
# Verbs of more than one syllable that double their last letter: "planned" follows a rule.
DOUBLING = {"admit", "commit", "equip", "occur", "prefer", "refer", "submit", "transfer", "permit"}
SHORT = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")


def present(lemma: str) -> str:
    """The third person present of *lemma*.

    >>> present("live"), present("study"), present("teach"), present("have")
    ('lives', 'studies', 'teaches', 'has')
    """
    if lemma in PRESENT:
        return PRESENT[lemma]
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", lemma) else "s")


def past(lemma: str) -> str:
    """The simple past of *lemma*.

    >>> past("visit"), past("move"), past("marry"), past("plan"), past("buy")
    ('visited', 'moved', 'married', 'planned', 'bought')
    """
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    if lemma in DOUBLING or SHORT.fullmatch(lemma):
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"
