# Two commands do everything, set-up included:  make demo   make test
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
BENCH  ?= ../shared/bench

.PHONY: demo test check bench lock wheel clean
.DELETE_ON_ERROR:

demo: $(VENV)/.run-ready  ## install, then run the main job on examples/ with the embedded model
	$(BIN)/tolmach run examples -o output --open

test: check  ## install, then lint, type-check and test; the same examples of hypothesis each time
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal --hypothesis-profile ci

check: $(VENV)/.dev-ready  ## ruff, strict mypy, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.dev-ready  ## every benchmark with its baselines; BENCH=folder of the data sets
	set -e; for script in $(filter-out bench/build_% bench/export_% bench/train_%,$(wildcard bench/*.py)); do echo "== $$script"; $(BIN)/python $$script --bench $(BENCH); done

lock:  ## compile the lock files anew (needs uv); what they leave out is in pyproject.toml [tool.uv]
	uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header --generate-hashes --upgrade pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header --generate-hashes -c requirements.lock --extra dev pyproject.toml -o requirements-dev.lock

wheel: $(VENV)/.dev-ready  ## build the wheel, embedded model included
	$(BIN)/python -m pip wheel --no-deps --no-build-isolation -q -w dist .

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tolmach needs Python 3.11 or newer; name it: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "no venv module: apt-get install python3-venv"; exit 1; }

$(VENV)/.run-ready: $(BIN)/python requirements.lock pyproject.toml
	$(PIP) install -q --no-compile --no-deps --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --editable .
	@touch $@

$(VENV)/.dev-ready: $(VENV)/.run-ready requirements-dev.lock
	$(PIP) install -q --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
