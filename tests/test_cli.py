"""The command line, run as users run it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from graphmem import Memory
from graphmem.cli import app
from tests.shell import TOLD, Shell, lines, moved

ROOT = Path(__file__).parents[1]
MARKUP = "[red]hi[/red] :smile:"
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    """A shell without a store."""
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made by the command line from JSON lines."""
    shell = Shell(tmp_path_factory.mktemp("told"))
    (shell.folder / "told.jsonl").write_text(lines(*TOLD))
    shell.out("add", "told.jsonl", "--extractor", "none")
    return shell.folder / "team.db"


@pytest.fixture
def shell(tmp_path: Path, store: Path) -> Shell:
    """A shell with a copy of the store."""
    shutil.copy(store, tmp_path / "team.db")
    return Shell(tmp_path)


class TestAdd:
    """graphmem add."""

    def test_a_text_file_is_an_episode(self, empty: Shell) -> None:
        """A file is told with its name as the title."""
        (empty.folder / "Berlin.txt").write_text("Berlin is the capital of Germany.")

        printed = empty.out("add", "Berlin.txt", "--extractor", "none")

        assert "1 new of 1 episodes" in printed
        with Memory(empty.folder / "team.db", extractor=None) as memory:
            assert [episode.title for episode in memory.episodes()] == ["Berlin"]

    def test_standard_input_is_an_episode(self, empty: Shell) -> None:
        """A dash reads standard input; options say by whom and when it was told."""
        options = ["--speaker", "Alice", "--occurred-at", "2023-06-08", "--extractor", "none"]

        (added,) = empty.json("add", "-", *options, stdin="It rains in Münster.")

        assert added["episode"]["text"] == "It rains in Münster."
        assert added["episode"]["speaker"] == "Alice"
        assert added["episode"]["occurred_at"] == "2023-06-08T00:00:00+00:00"

    def test_json_lines_told_twice_are_told_once(self, shell: Shell) -> None:
        """Each line of --jsonl is an episode; telling it again changes nothing."""
        printed = shell.out("add", "-", "--jsonl", "--extractor", "none", stdin=lines(*TOLD))

        assert "0 new of 2 episodes" in printed

    def test_what_a_telling_takes_over_is_named(self, shell: Shell) -> None:
        """A later stay that ends an earlier one is said to supersede it."""
        rome = lines(moved("Rome", "2024-01-01"))

        printed = shell.out("add", "-", "--jsonl", "--extractor", "none", stdin=rome)

        assert "superseded: Alice lives in Berlin (2023-06-01 to 2024-01-01)" in printed

    def test_english_is_read_without_a_server(self, empty: Shell) -> None:
        """By default spaCy reads the claims."""
        empty.out("add", "-", "--speaker", "Alice", stdin="I live in Berlin.")

        (fact,) = empty.json("facts", "Alice", "--predicate", "lives in")

        assert (fact["subject"], fact["object"]) == ("Alice", "Berlin")

    def test_only_a_line_feed_ends_a_json_line(self, empty: Shell) -> None:
        """Other characters that end lines may stand inside a string, as JSON allows."""
        texts = ["one\u2028two", "three\u0085four", "five\u2029six"]
        told = "\r\n".join(json.dumps({"text": one}, ensure_ascii=False) for one in texts)
        (empty.folder / "told.jsonl").write_bytes(told.encode())

        done = empty.json("add", "told.jsonl", "--extractor", "none")

        assert [added["episode"]["text"] for added in done] == texts

    @pytest.mark.parametrize("name", ["told.jsonl", "told.txt", "-"])
    def test_a_byte_order_mark_is_no_text(self, empty: Shell, name: str) -> None:
        """What some editors write at the beginning of a file is left out."""
        text = "It rains."
        told = "\ufeff" + (json.dumps({"text": text}) if name.endswith("jsonl") else text)
        if name != "-":
            (empty.folder / name).write_text(told, "utf-8")

        (added,) = empty.json("add", name, "--extractor", "none", stdin=told)

        assert added["episode"]["text"] == text

    @pytest.mark.parametrize(
        ("line", "kept"), [("[1]", []), ('{"text": "x", "when": 1}', ["paris"])]
    )
    def test_a_bad_line_is_refused(self, empty: Shell, line: str, kept: list[str]) -> None:
        """One that is no JSON refuses the whole input; of bad episodes those before are kept."""
        told = lines(TOLD[0]) + "\n" + line

        done = empty.run("add", "-", "--jsonl", "--extractor", "none", stdin=told)

        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("error: ")
        with Memory(empty.folder / "team.db", extractor=None) as memory:
            assert [episode.id for episode in memory.episodes()] == kept


class TestAsk:
    """graphmem search, facts, timeline, history and stats."""

    def test_search_finds_passages_and_facts(self, shell: Shell) -> None:
        """A search prints the hits and the facts in view, as text, JSON or for a model."""
        printed = shell.out("search", "Where does Alice live?")
        prompt = shell.out("search", "Where does Alice live?", "--prompt")
        found = shell.json("search", "Where does Alice live?", "--as-of", "2020", "--limit", "1")

        assert "I moved to Berlin." in printed
        assert [hit["passage"]["episode_id"] for hit in found["hits"]] == ["paris"]
        assert [fact["object"] for fact in found["facts"]] == ["Paris"]
        assert prompt.endswith("</memory>\n")

    def test_facts_are_as_of_a_time(self, shell: Shell) -> None:
        """Facts show what was true then, as a table or as JSON."""
        printed = shell.out("facts", "Alice", "--as-of", "2020")
        (fact,) = shell.json("facts", "--predicate", "lives in", "--as-of", "2020")

        assert ("Paris" in printed, "Berlin" in printed) == (True, False)
        assert (fact["object"], fact["id"] in printed) == ("Paris", True)

    def test_a_timeline_is_in_order(self, shell: Shell) -> None:
        """A timeline shows every span, the earliest first."""
        printed = shell.out("timeline", "Alice")
        spans = shell.json("timeline", "Alice")

        assert printed.index("Paris") < printed.index("Berlin")
        assert [span["valid_to"] for span in spans] == ["2023-06-01T00:00:00+00:00", None]

    def test_a_history_shows_versions_and_claims(self, shell: Shell) -> None:
        """The history of a fact shows each version with the claims behind it."""
        (fact,) = shell.json("facts", "--as-of", "2020")

        versions = shell.json("history", fact["id"])

        assert versions[-1]["valid_to"] == "2023-06-01T00:00:00+00:00"
        assert [claim["episode_id"] for claim in versions[-1]["claims"]] == ["paris"]
        assert "Alice lives in Paris" in shell.out("history", fact["id"])

    def test_stats_count_what_is_in_view(self, shell: Shell) -> None:
        """Counts of one namespace, parts, and what waits or failed."""
        counted = shell.json("stats")

        assert (counted["episodes"], counted["claims"], counted["facts"]) == (2, 2, 1)
        assert (counted["pending"], counted["failed"]) == ([], {})
        assert shell.json("stats", "--namespace", "bob")["episodes"] == 0


class TestTakeBack:
    """graphmem retract and erase."""

    def test_a_retracted_claim_is_still_known_to_the_past(self, shell: Shell) -> None:
        """After a retraction the fact is gone now, and there as known before."""
        (fact,) = shell.json("facts")

        shell.out("retract", *fact["claim_ids"], "--reason", "she was joking")
        known = shell.json("facts", "--known-at", fact["system_from"], "--as-of", "2024")

        assert [now["object"] for now in shell.json("facts")] == ["Paris"]
        assert [then["object"] for then in known] == ["Berlin"]

    def test_an_erased_telling_leaves_a_receipt_only(self, shell: Shell) -> None:
        """The receipt says what was removed; erasing again is refused."""
        receipt = shell.json("erase", "berlin", "--reason", "asked for")
        again = shell.run("erase", "berlin")

        assert (receipt["episode_id"], receipt["reason"]) == ("berlin", "asked for")
        assert "Berlin" not in shell.out("search", "Berlin") + shell.out("timeline", "Alice")
        assert (again.returncode, "erased before" in again.stderr) == (1, True)
        assert b"moved to Berlin" not in (shell.folder / "team.db").read_bytes()


class TestDoor:
    """Options, help, exit codes and what goes where."""

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_an_example(self, command: str) -> None:
        """The help of each command ends its text with an example that calls it."""
        printed = CliRunner().invoke(app, [command, "--help"]).stdout

        assert f"graphmem {command}" in printed.split("Example: ")[1]

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_but_two_has_the_option_json(self, command: str) -> None:
        """README.md says so: `eval` always prints JSON, `browser` never."""
        printed = CliRunner().invoke(app, [command, "--help"]).stdout

        assert ("--json" in printed) == (command not in ("browser", "eval"))

    def test_every_command_is_in_the_readme(self) -> None:
        """README.md mentions each command."""
        said = (ROOT / "README.md").read_text("utf-8")

        assert [name for name in COMMANDS if not re.search(f"graphmem {name}|`{name}`", said)] == []

    @pytest.mark.parametrize(
        ("code", "words", "says"),
        [
            (1, "facts --as-of yesterday", "error: bad time: as_of='yesterday'"),
            (1, "history nothing", "error: there is no fact 'nothing'"),
            (1, "search x --limit 0", "error: limit must be a whole number"),
            (1, "add nothing.txt", "error: cannot read 'nothing.txt'"),
            (1, "add - --extractor magic", "error: unknown extractor 'magic'"),
            (1, "stats --db /no/such/a.db", "error: there is no store '/no/such/a.db'"),
            (1, f"stats --db {__file__}", "cannot be used as a graphmem store"),
            (2, "fax", "No such command 'fax'"),
            (2, "facts --colour", "No such option: --colour"),
        ],
    )
    def test_refusals_go_to_stderr(self, empty: Shell, code: int, words: str, says: str) -> None:
        """Exit code 1 is a refusal, 2 bad usage; the reason is on stderr, without a traceback."""
        empty.out("add", "-", "--extractor", "none", stdin="Tea is hot.")

        done = empty.run(*words.split())

        assert (done.returncode, done.stdout) == (code, "")
        assert says in done.stderr
        assert "Traceback" not in done.stderr

    def test_the_store_is_named_by_an_option_or_the_environment(self, shell: Shell) -> None:
        """--db goes before GRAPHMEM_DB, which goes before graphmem.db in the folder."""
        assert shell.json("stats")["store"] == str(shell.folder / "team.db")
        told = {"stdin": "Tea is hot."}
        shell.out("add", "-", "--extractor", "none", "--db", "other.db", **told)
        assert shell.json("stats", "--db", "other.db")["store"] == "other.db"
        del shell.env["GRAPHMEM_DB"]
        shell.out("add", "-", "--extractor", "none", **told)
        assert shell.json("stats")["store"] == "graphmem.db"
        assert (shell.folder / "graphmem.db").exists()

    def test_markup_is_shown_as_it_was_told(self, empty: Shell) -> None:
        """Brackets and colons in what was told are text: nothing is coloured or replaced."""
        told = {**moved(MARKUP, "2020-01-01"), "speaker": MARKUP}
        empty.out("add", "-", "--jsonl", "--extractor", "none", stdin=lines(told))

        (fact,) = empty.json("facts")
        asked = empty.out("search", "hi"), empty.out("history", fact["id"])

        assert [MARKUP in printed for printed in asked] == [True, True]

    def test_the_demo_keeps_nothing(self, empty: Shell) -> None:
        """The demo prints its answers and leaves no file."""
        told = empty.json("demo")

        assert list(told["as of"].values()) == ["Paris", "Oslo", "Lisbon"]
        assert list(empty.folder.iterdir()) == []

    def test_the_script_is_installed(self, empty: Shell) -> None:
        """`graphmem` is the same as `python -m graphmem`; without a command it shows its help."""
        script = shutil.which("graphmem", path=Path(sys.executable).parent)
        assert script

        done = subprocess.run([script, "--help"], capture_output=True, text=True, env=empty.env)

        assert all(command in done.stdout for command in COMMANDS)
