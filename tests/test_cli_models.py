"""The command line with a language model: add, resume and ask, what they cost, how they fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endpoint import Endpoint, Fault, serving
from tests.shell import Shell, lines

READ = "--extractor", "openai:m"
TOLD = "Alice lives in Berlin. Alice works at Acme."


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server that reads plain sentences."""
    with serving(Endpoint()) as endpoint:
        yield endpoint


@pytest.fixture
def shell(tmp_path: Path, endpoint: Endpoint) -> Shell:
    """A shell whose environment names the server."""
    shell = Shell(tmp_path)
    shell.env |= {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "secret-key"}
    return shell


def test_add_reads_with_a_model_and_says_what_it_cost(shell: Shell) -> None:
    """The usage goes to stderr, so that stdout stays what it is."""
    done = shell.run("add", "-", *READ, "--usage", "--price", "10,100", stdin=TOLD)

    assert done.returncode == 0
    assert "1 new of 1 episodes, 2 claims, 2 facts" in done.stdout
    assert "openai:m" in done.stderr
    assert "0.0020" in done.stderr
    assert "secret-key" not in done.stdout + done.stderr


def test_what_does_not_hold_is_counted(shell: Shell, endpoint: Endpoint) -> None:
    """The summary says how much of the answer was dropped, and why."""
    claim = {"subject": "Alice", "predicate": "lives in", "object": "Narnia", "kind": "state"}
    said = [{**claim, "text": "…", "evidence": [1]}, {**claim, "text": "…", "evidence": [7]}]
    endpoint.faults.append(Fault(text=json.dumps({"claims": said})))

    assert "dropped as not holding: evidence 1, name 1" in shell.out("add", "-", *READ, stdin=TOLD)


def test_what_is_told_for_later_is_read_by_resume(shell: Shell, endpoint: Endpoint) -> None:
    """Until then it waits, found as it is."""
    printed = shell.out("add", "-", "--later", *READ, stdin=TOLD)
    assert "1 pending (graphmem resume --extractor openai:m reads them)" in printed
    assert endpoint.requests == []
    assert "Alice lives in Berlin" in shell.out("search", "Where does Alice live?")

    assert "2 claims" in shell.out("resume", *READ)

    assert shell.json("stats")["pending"] == []


def test_a_model_that_fails_loses_nothing(shell: Shell, endpoint: Endpoint) -> None:
    """The episode has failed with the reason; resume reads it when the model is back."""
    endpoint.faults += [Fault(status=401), Fault(status=401)]

    added, resumed = shell.run("add", "-", *READ, stdin=TOLD), shell.run("resume", *READ)

    assert "1 failed (graphmem resume --extractor openai:m reads them)" in added.stdout
    (reason,) = shell.json("stats")["failed"].values()
    assert "Check the key" in reason
    assert (added.returncode, resumed.returncode) == (1, 1)
    for done in (added, resumed):
        assert done.stderr.startswith(f"error: nothing of 1 episodes could be read: {reason}")
        assert "Traceback" not in done.stderr
    assert "2 claims" in shell.out("resume", *READ)


def test_resume_without_an_extractor_reads_nothing_and_says_what_to_name(shell: Shell) -> None:
    """What was told for a model is not read by another in its place."""
    shell.out("add", "-", "--later", *READ, stdin=TOLD)

    printed = shell.out("resume")

    assert "1 pending (graphmem resume --extractor spacy, or openai:MODEL, reads them)" in printed
    assert len(shell.json("stats")["pending"]) == 1


def test_what_failed_is_json_too(shell: Shell, endpoint: Endpoint) -> None:
    """With --json stdout is still one JSON value, with the status of each episode."""
    endpoint.faults.append(Fault(status=401))

    done = shell.run("add", "-", *READ, "--json", stdin=TOLD)

    assert (done.returncode, json.loads(done.stdout)[0]["episode"]["status"]) == (1, "failed")


def test_one_reading_that_works_is_no_failure(shell: Shell, endpoint: Endpoint) -> None:
    """Where only some could not be read the exit code is 0 and the summary counts them."""
    told = lines({"text": TOLD, "session": "a"}, {"text": "Bob lives in Rome.", "session": "b"})
    endpoint.faults.append(Fault(status=401))

    printed = shell.out("add", "-", "--jsonl", *READ, stdin=told)

    assert "2 new of 2 episodes" in printed
    assert "1 failed (graphmem resume --extractor openai:m reads them)" in printed


def test_ask_prints_an_answer_with_its_citations(shell: Shell, endpoint: Endpoint) -> None:
    """The model is named by an option or by GRAPHMEM_MODEL."""
    shell.out("add", "-", *READ, stdin=TOLD)
    said = {"known": True, "answer": "In Berlin.", "citations": ["1"]}
    endpoint.rule = lambda _: json.dumps(said)

    printed = shell.out("ask", "Where does Alice live?", "--model", "openai:m")
    shell.env["GRAPHMEM_MODEL"] = "openai:other"
    answer = shell.json("ask", "Where does Alice live?")

    assert printed.startswith("In Berlin.\n[1] Alice lives in Berlin.")
    assert answer["text"] == "In Berlin."
    assert answer["citations"][0]["id"].endswith("#0")
    assert endpoint.requests[-1]["model"] == "other"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ask", "Where?"), "ask() needs a language model"),
        (("ask", "Where?", "--model", "gpt"), 'Allowed: "openai:MODEL"'),
        (("ask", "Where?", "--model", "openai:m", "--price", "cheap"), '"input,output"'),
        (("add", "-", "--extractor", "gpt"), "unknown extractor 'gpt'"),
    ],
)
def test_bad_options_are_refused(shell: Shell, words: tuple[str, ...], says: str) -> None:
    """One line says what is allowed; nothing is sent anywhere."""
    shell.out("add", "-", "--extractor", "none", stdin=TOLD)

    done = shell.run(*words, stdin=TOLD)

    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
