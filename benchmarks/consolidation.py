"""Facts that contradict each other: `python -m benchmarks.consolidation DIRECTORY [--read]`.

After the FactConsolidation task of MemoryAgentBench (arXiv:2507.05257), judge-free. A list of n
one-sentence facts is made from the gold facts of `hipporag_2wiki`; the longer lists are filled up
with facts about the set's other titles. A third of the facts are contradicted later by another
object of the same relation; the later serial number is the later `occurred_at`, and the newest
is right. Asked are single facts ("Who directed X?") and two of them ("When did X's director
die?"), and the set's own questions of two steps whose answer the list holds.

    single   the object of the first fact found is right
    two-hop  the path found ends in the right object
    follow   `memory.follow` with the two predicates ends in the right object, and only there

The facts are given as claims; with --read they are read from the sentences by spaCy alone.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from graphmem import Claim, Memory
from graphmem.evals.data import lines
from graphmem.text import name_key

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
ASKED = 200  # questions of a kind

# What each relation says, asks of one thing, and asks of what another relation leads to.
RELATIONS = {
    "director": ("{} was directed by {}.", "Who directed {}?", "the director of {}"),
    "date of birth": ("{} was born on {}.", "When was {} born?", ""),
    "father": ("The father of {} is {}.", "Who is the father of {}?", "{}'s father"),
    "country of citizenship": (
        "{} is a citizen of {}.",
        "Which country is {} a citizen of?",
        "",
    ),
    "date of death": ("{} died on {}.", "When did {} die?", ""),
    "publication date": ("{} was published on {}.", "When was {} published?", ""),
    "place of birth": ("{} was born in {}.", "Where was {} born?", ""),
    "spouse": ("{} is married to {}.", "Who is {} married to?", "the spouse of {}"),
    "mother": ("The mother of {} is {}.", "Who is {}'s mother?", "the mother of {}"),
    "place of death": ("{} died in {}.", "Where did {} die?", ""),
    "country of origin": ("{} comes from {}.", "Which country does {} come from?", ""),
    "country": ("{} is in {}.", "In which country is {}?", ""),
    "performer": ("{} was performed by {}.", "Who performed {}?", "the performer of {}"),
    "composer": ("{} was composed by {}.", "Who composed {}?", "the composer of {}"),
    "inception": ("{} was founded in {}.", "When was {} founded?", ""),
    "place of burial": ("{} is buried in {}.", "Where is {} buried?", ""),
    "educated at": ("{} studied at {}.", "Where did {} study?", "the school of {}"),
    "employer": ("{} works for {}.", "Who does {} work for?", "the employer of {}"),
    "publisher": ("{} was published by {}.", "Who published {}?", "the publisher of {}"),
    "producer": ("{} was produced by {}.", "Who produced {}?", "the producer of {}"),
    "cause of death": ("{} died of {}.", "What did {} die of?", ""),
    "editor": ("{} was edited by {}.", "Who edited {}?", "the editor of {}"),
}


class Told(NamedTuple):
    """One sentence of the list: of several about one subject and relation the last holds."""

    subject: str
    relation: str
    object: str

    @property
    def text(self) -> str:
        """The sentence."""
        return RELATIONS[self.relation][0].format(self.subject, self.object)


class Asked(NamedTuple):
    """A question, the relations that lead from a name to its answer, and the answer."""

    text: str
    start: str
    relations: tuple[str, ...]
    answer: str


def gold(directory: Path) -> list[tuple[dict[str, Any], list[Told]]]:
    """The questions with their gold facts, of relations that have one object at a time."""
    return [
        (row, [Told(*one) for one in row["gold_triples"] if one[1] in RELATIONS])
        for row in lines(directory / "questions.jsonl")
    ]


def world(directory: Path, size: int, dice: random.Random) -> list[Told]:
    """A list of *size* facts, the contradictions among them after what they contradict."""
    first: dict[tuple[str, str], Told] = {}
    given = gold(directory)
    dice.shuffle(given)
    for _, facts in given:
        for fact in facts:
            first.setdefault((name_key(fact.subject), fact.relation), fact)
    pool: dict[str, list[str]] = defaultdict(list)
    for fact in first.values():
        pool[fact.relation].append(fact.object)
    relations = [fact.relation for fact in first.values()]
    for row in lines(directory / "passages.jsonl"):
        relation = dice.choice(relations)
        fact = Told(row["title"], relation, dice.choice(pool[relation]))
        first.setdefault((name_key(fact.subject), relation), fact)
    held = list(first.values())[: size * 3 // 4]
    changed = dice.sample([fact for fact in held if len(set(pool[fact.relation])) > 1], size // 4)
    later = [fact._replace(object=other(fact, pool[fact.relation], dice)) for fact in changed]
    dice.shuffle(held)
    return held + later


def other(fact: Told, pool: Sequence[str], dice: random.Random) -> str:
    """Another object of the same relation."""
    return dice.choice([one for one in pool if name_key(one) != name_key(fact.object)])


def believed(told: Sequence[Told]) -> dict[tuple[str, str], str]:
    """What holds of each subject and relation: the newest."""
    return {(name_key(fact.subject), fact.relation): fact.object for fact in told}


def singles(told: Sequence[Told], dice: random.Random) -> list[Asked]:
    """Questions about one fact each."""
    now = believed(told)
    subjects = {name_key(fact.subject): fact.subject for fact in told}
    asked = [
        Asked(RELATIONS[relation][1].format(subjects[key]), subjects[key], (relation,), answer)
        for (key, relation), answer in now.items()
    ]
    return dice.sample(asked, min(ASKED, len(asked)))


def doubles(told: Sequence[Told], dice: random.Random) -> list[Asked]:
    """Questions about two facts, one after the other."""
    now = believed(told)
    onward: dict[str, list[str]] = defaultdict(list)
    for key, relation in now:
        onward[key].append(relation)
    subjects = {name_key(fact.subject): fact.subject for fact in told}
    asked = []
    for (key, first), between in now.items():
        for second in onward.get(name_key(between), ()):
            answer = now[name_key(between), second]
            if RELATIONS[first][2] and name_key(answer) != key:
                middle = RELATIONS[first][2].format(subjects[key])
                text = RELATIONS[second][1].format(middle)
                asked.append(Asked(text, subjects[key], (first, second), answer))
    return dice.sample(asked, min(ASKED, len(asked)))


def natural(directory: Path, told: Sequence[Told]) -> Iterator[Asked]:
    """The set's own questions of two steps whose answer the list still holds, as it is now."""
    now = believed(told)
    for row, facts in gold(directory):
        if row["type"] in ("compositional", "inference") and len(facts) == 2:
            first, second = facts
            between = now.get((name_key(first.subject), first.relation))
            answer = now.get((name_key(between or ""), second.relation))
            if between and answer and name_key(first.object) == name_key(second.subject):
                relations = (first.relation, second.relation)
                yield Asked(row["question"], first.subject, relations, answer)


def tell(memory: Memory, told: Sequence[Told], *, read: bool) -> None:
    """Tell the list, a sentence a minute; as claims, or to be read."""
    episodes: list[dict[str, Any]] = []
    for number, fact in enumerate(told):
        claim = Claim(fact.subject, fact.relation, fact.object, text=fact.text, exclusive=True)
        at = FIRST + timedelta(minutes=number)
        episode = {"id": f"f{number}", "text": fact.text, "occurred_at": at}
        episodes.append(episode if read else {**episode, "claims": [claim]})
    memory.add_many(episodes)


def share(right: Sequence[bool]) -> str:
    """How many of how many, and per cent."""
    return f"{sum(right)}/{len(right)} = {100 * sum(right) / max(len(right), 1):.1f}"


def measured(memory: Memory, kinds: dict[str, list[Asked]], wrong: bool) -> dict[str, Any]:
    """The shares of right answers of each kind of questions, and the median search."""
    report: dict[str, Any] = {}
    spent = []
    for kind, asked in kinds.items():
        right = []
        for one in asked:
            found = memory.search(one.text)
            spent.append(found.seconds)
            path = found.facts[:1] if kind == "single" else found.path
            right.append(bool(path) and answers(path[-1].object, one.answer))
            if wrong and not right[-1]:
                got = [(f.subject, f.predicate, f.object) for f in path]
                print(json.dumps({"asked": one.text, "answer": one.answer, "got": got}))
        report[kind] = share(right)
        chains = [memory.follow(one.start, one.relations).objects for one in asked]
        report[f"{kind}, follow"] = share(
            [
                len(c) == 1 and answers(c[0], one.answer)
                for c, one in zip(chains, asked, strict=True)
            ]
        )
    report["search_ms_p50"] = round(1000 * sorted(spent)[len(spent) // 2], 1)
    return report


def answers(given: str, wanted: str) -> bool:
    """Whether two names are one."""
    return name_key(given) == name_key(wanted)


def main() -> None:
    """Run the lists and print a JSON object for each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    options.add_argument("--sizes", type=int, nargs="+", default=[500, 2000, 8000])
    options.add_argument("--read", action="store_true", help="read the sentences with spaCy")
    options.add_argument("--wrong", action="store_true", help="print what was answered wrongly")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    for size in given.sizes:
        dice = random.Random(given.seed)
        told = world(given.directory, size, dice)
        kinds = {
            "single": singles(told, dice),
            "two-hop": doubles(told, dice),
            "two-hop, the set's own": list(natural(given.directory, told)),
        }
        began = time.perf_counter()
        with Memory(extractor="spacy" if given.read else None) as memory:
            tell(memory, told, read=given.read)
            adding = round(time.perf_counter() - began, 1)
            report = measured(memory, kinds, given.wrong)
        print(json.dumps({"facts": len(told), "add_seconds": adding, **report}), flush=True)


if __name__ == "__main__":
    main()
