"""A real Neo4j Community server for tests and development, from Maven Central, without Docker.

Needs Java 17 and Maven. `python -m tests.neo4j_server.server` starts one, says where it is and
where its Browser is, and stops it at Ctrl-C. The tests share one: see `shared`.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
LIBRARIES = HERE.parents[1] / "build" / "neo4j-5.26.12"
PASSWORD = "memory-of-tests"
OPEN = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
WAIT_SECONDS = 120.0
HEAP = 512  # megabytes
CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.memory.heap.initial_size={heap}m
server.memory.heap.max_size={heap}m
server.memory.pagecache.size={pages}m
dbms.usage_report.enabled=false
"""


class Missing(Exception):
    """Java or Maven is not there, or the server cannot be had."""


@dataclass(frozen=True)
class Address:
    """Where a server is."""

    url: str
    user: str
    password: str
    database: str | None = None
    browser: str = ""


def given() -> Address | None:
    """The server that the user gives, by its URL in the environment."""
    url = os.environ.get("GRAPHMEM_TEST_NEO4J_URI")
    if not url:
        return None
    return Address(
        url,
        os.environ.get("GRAPHMEM_TEST_NEO4J_USERNAME", "neo4j"),
        os.environ.get("GRAPHMEM_TEST_NEO4J_PASSWORD", ""),
        os.environ.get("GRAPHMEM_TEST_NEO4J_DATABASE"),
        os.environ.get("GRAPHMEM_TEST_NEO4J_BROWSER", ""),
    )


def install() -> None:
    """Download the server's libraries, once a checkout; two processes may ask at once."""
    for program, version in (("java", "17"), ("mvn", "3")):
        if not shutil.which(program):
            raise Missing(f"{program} is not installed; Neo4j needs {program} {version} or newer.")
    LIBRARIES.mkdir(parents=True, exist_ok=True)
    with (LIBRARIES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (LIBRARIES / "whole").exists():
            return
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
        command += [f"-DoutputDirectory={LIBRARIES / 'lib'}", "-DincludeScope=runtime"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"Maven could not download Neo4j: {done.stdout[-800:]}")
        (LIBRARIES / "whole").touch()


@contextmanager
def server(home: Path, settings: str = "", *, heap: int = HEAP) -> Iterator[Address]:
    """A server with its own directory and free ports, stopped at the end.

    Args:
        home: a new directory, or that of a server that was stopped.
        settings: lines of configuration besides the usual ones.
        heap: megabytes; the page cache gets a quarter of it on top.
    """
    install()
    for name in ("conf", "data", "logs", "plugins", "import"):
        (home / name).mkdir(parents=True, exist_ok=True)
    bolt, http = free_ports()
    sizes = {"heap": heap, "pages": heap // 4}
    configuration = CONFIGURATION.format(bolt=bolt, http=http, **sizes) + settings
    (home / "conf" / "neo4j.conf").write_text(configuration)
    java = ["java", f"-Xmx{heap}m", *(f"--add-opens={package}=ALL-UNNAMED" for package in OPEN)]
    java += ["-cp", f"{LIBRARIES / 'lib'}/*"]
    folders = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    admin = "org.neo4j.server.startup.Neo4jAdminCommand"
    if not (home / "data" / "databases").exists():
        subprocess.run(
            [*java, admin, "dbms", "set-initial-password", PASSWORD],
            env={**os.environ, **folders},
            capture_output=True,
            check=True,
        )
    entry = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}"]
    with (home / "logs" / "output.txt").open("w") as output:
        process = subprocess.Popen(
            [*java, *entry, f"--config-dir={home / 'conf'}"],
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait(process, bolt, home / "logs" / "output.txt")
        yield Address(
            f"bolt://127.0.0.1:{bolt}",
            "neo4j",
            PASSWORD,
            browser=f"http://127.0.0.1:{http}/browser/",
        )
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def wait(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    """Wait until the server answers Bolt's handshake."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as connection:
                connection.sendall(b"\x60\x60\xb0\x17" + b"\x00\x00\x04\x05" + bytes(12))
                if connection.recv(4) == b"\x00\x00\x04\x05":
                    return
        except OSError:
            time.sleep(0.1)
    raise Missing(f"Neo4j did not start: {output.read_text()[-2000:]}")


def free_ports() -> tuple[int, int]:
    """Two ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def shared(folder: Path, owner: int) -> Address:
    """One server for all who ask with this folder; it stops when the process *owner* ends."""
    folder.mkdir(parents=True, exist_ok=True)
    ready, failed = folder / "address.json", folder / "failed"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists() and not failed.exists():
            command = [sys.executable, "-m", "tests.neo4j_server.server", "--owner", str(owner)]
            process = subprocess.Popen(
                [*command, "--folder", str(folder)], cwd=HERE.parents[1], start_new_session=True
            )
            while not ready.exists() and process.poll() is None:
                time.sleep(0.1)
            if not ready.exists() and not failed.exists():
                failed.write_text("the server's process ended before it was ready")
    if failed.exists():
        raise Missing(failed.read_text())
    return Address(**json.loads(ready.read_text()))


def serve(folder: Path, owner: int) -> None:
    """Run a server until a process ends; its address, or why there is none, goes to the folder."""
    try:
        with server(folder / "home") as address:
            (folder / "new").write_text(json.dumps(asdict(address)))
            (folder / "new").rename(folder / "address.json")
            while alive(owner):
                time.sleep(0.5)
    except Missing as error:
        (folder / "failed").write_text(str(error))
    shutil.rmtree(folder / "home", ignore_errors=True)


def alive(process: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> None:
    """Run a server in the foreground, or for another process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--owner", type=int, help="stop when this process ends")
    parser.add_argument("--folder", type=Path, help="where to write the address")
    parser.add_argument("--heap", type=int, default=HEAP, help="megabytes")
    options = parser.parse_args()
    if options.owner:
        serve(options.folder, options.owner)
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        server(options.folder or Path(folder), heap=options.heap) as address,
    ):
        print(f"{address.url}  user {address.user}  password {address.password}")
        print(f"Browser: {address.browser}    Ctrl-C stops it.")
        try:
            while True:
                time.sleep(60)
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
