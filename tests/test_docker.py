"""docker/: what Compose makes of it; there is no need of a daemon."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCKER = ROOT / "docker"


@pytest.fixture(scope="module")
def compose() -> list[str]:
    """The command that reads compose files, whichever there is."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]):
            done = subprocess.run([*command, "version"], capture_output=True, check=False)
            if done.returncode == 0:
                return command
    if os.environ.get("GRAPHMEM_REQUIRE_COMPOSE") == "1":
        pytest.fail("the tests need Docker Compose")
    pytest.skip("there is no Docker Compose; e.g. apt-get install docker-compose")


def config(compose: list[str], *options: str) -> subprocess.CompletedProcess[str]:
    """What Compose understands."""
    words = [*compose, "-f", "compose.yml", *options, "config"]
    env = {name: value for name, value in os.environ.items() if "NEO4J" not in name}
    return subprocess.run(words, cwd=DOCKER, env=env, capture_output=True, text=True, check=False)


def test_compose_reads_the_file(compose: list[str]) -> None:
    """With the example's settings it is whole: two services, a volume, a health check."""
    done = config(compose, "--env-file", ".env.example", "--profile", "graphmem")

    assert (done.returncode, done.stderr) == (0, "")
    for part in ("neo4j:5.26", "neo4j-data", "service_healthy", "healthcheck", "Dockerfile"):
        assert part in done.stdout
    assert "neo4j/choose-another-one" in done.stdout


def test_there_is_no_password_by_default(compose: list[str], tmp_path: Path) -> None:
    """Without a password of one's own nothing starts."""
    (tmp_path / "empty").touch()
    done = config(compose, "--env-file", str(tmp_path / "empty"))

    assert done.returncode != 0
    assert "docker/.env" in done.stderr


def test_ports_are_this_machine_s_only() -> None:
    """Every published port is bound to the loopback address."""
    text = (DOCKER / "compose.yml").read_text()
    ports = re.findall(r'^      - "(\S+:\d+)"$', text, re.M)

    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_image_is_given_what_it_needs(tmp_path: Path) -> None:
    """What the Dockerfile copies is there, and not left out of the build."""
    copied = re.findall(r"^COPY (.+) \S+$", (DOCKER / "Dockerfile").read_text(), re.M)
    names = {name for line in copied for name in line.split()}
    kept = re.findall(r"^!(\S+)$", (DOCKER / "Dockerfile.dockerignore").read_text(), re.M)

    assert names == set(kept)
    assert all((ROOT / name).exists() for name in names)
