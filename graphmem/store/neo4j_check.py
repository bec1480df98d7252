"""Are the counters and links of a namespace in Neo4j what its nodes make them? And making so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

from graphmem.likeness import Called
from graphmem.store.neo4j_rows import utc
from graphmem.store.neo4j_server import Neo4jServer, Work
from graphmem.store.neo4j_write import count_words
from graphmem.store.sqlite_rows import maybe


class Neo4jCheck:
    """The checking part of a Neo4j store; it looks at its own namespace."""

    server: Neo4jServer
    number: int

    def check(self) -> list[str]:
        """What differs, a sentence each; nothing where all is well."""
        return self.server.read(
            lambda work: [
                *self._words(work),
                *names(work),
                *turns(work),
                *backs(work),
                *sentences(work),
            ]
        )

    def mend(self) -> None:
        """Make the counters and links again."""
        self.server.write(self._mend)

    def _mend(self, work: Work) -> None:
        """Make the counters and links again, in one transaction."""
        work.rows("lock")
        passages = self._held(work)
        work.rows("mend_words")
        count_words(work, passages)
        work.rows("statistics_put", passages=len(passages), words=sum(map(len, passages)))
        make_forms(work)
        work.rows("mend_turns")
        spans = [
            {"session": session, "first": utc(maybe(first)), "last": utc(maybe(last))}
            for session, first, last in work.rows("mend_spans")
        ]
        if spans:
            work.rows("turns_link", spans=spans)
        work.rows("mend_backs")
        work.rows("mend_sentences")
        work.rows("said")

    def _held(self, work: Work) -> list[list[str]]:
        """The words of every passage."""
        skip = len(f"{self.number}_")
        return [[word[skip:] for word in words.split()] for (words,) in work.rows("check_words")]

    def _words(self, work: Work) -> Iterator[str]:
        """What is counted of words, against the passages' words."""
        passages = self._held(work)
        wanted = Counter(word for words in passages for word in set(words))
        found = Counter(dict(cast("list[tuple[str, int]]", work.rows("check_vocabulary"))))
        for said, rest in (("are missing", wanted - found), ("rest on nothing", found - wanted)):
            if rest:
                yield f"word: {rest.total()} counts {said}, e.g. {min(rest)!r}"
        (node,) = work.records("namespace")
        counts, has = (node["passages"], node["words"]), (len(passages), sum(map(len, passages)))
        if counts != has:
            yield f"namespace {self.number}: counts {counts}, has {has}"


def names(work: Work) -> Iterator[str]:
    """Forms that the names have, against those that are there."""
    wanted, found = wanted_forms(work), set(work.rows("check_forms"))
    for said, rest in (("are missing", wanted - found), ("rest on nothing", found - wanted)):
        if rest:
            yield f"name form: {len(rest)} {said}, e.g. {min(rest)[0]!r}"


def make_forms(work: Work) -> None:
    """Make the forms of all names again."""
    work.rows("mend_forms")
    work.each("forms_put", [list(row) for row in sorted(wanted_forms(work))])


def wanted_forms(work: Work) -> set[tuple[Any, ...]]:
    """(form, entity id, name, type) of every form that a name has."""
    called = [Called(*row) for row in work.rows("check_names")]
    return {(form, *one) for one in called for form in one.forms}


def turns(work: Work) -> Iterator[str]:
    """Turns of sessions that are not joined with the next one."""
    found = work.rows("check_turns")
    wrong = sum(
        following != ([other] if session == next_session else [])
        for (session, _, following), (next_session, other, _) in pairwise(
            [*found, (None, None, [])]
        )
    )
    if wrong:
        yield f"turn: {wrong} are not joined with the one that follows"


def backs(work: Work) -> Iterator[str]:
    """Facts that a claim they rest on does not know."""
    if count := work.run("check_backs"):
        yield f"claim: {count} facts that rest on one are unknown to it"


def sentences(work: Work) -> Iterator[str]:
    """Claims without a sentence, and sentences without a claim."""
    ((missing, extra),) = work.rows("check_sentences")
    for count, said in ((missing, "are missing"), (extra, "rest on nothing")):
        if count:
            yield f"sentence: {count} {said}"
