# Two commands matter: `make demo` and `make test`. Both set everything up first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test setup check golden lock docs frontend benchmark train mutants clean

setup: .venv/ready

.venv/ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "sayso needs Python 3.11, 3.12 or 3.13: run make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	$(BIN)/sayso read examples/01-wire-lead.txt --format table
	@test -e demo.db || $(BIN)/sayso demo demo.db
	@echo; echo "See them in a browser: $(BIN)/sayso serve --ledger demo.db --open"

# Three at a time: each holds the models in memory, and pages, servers and clusters wait for much of their time.
test: setup check
	$(BIN)/python -m pytest --numprocesses 3 --dist worksteal

check: setup
	$(BIN)/ruff check src tests scripts
	$(BIN)/ruff format --check src tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports

# Makes the golden readings of the examples anew; look through the difference before committing it.
golden: setup
	$(BIN)/python scripts/make_golden.py

# Needs uv; writes no index address into the lock files.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra dev --extra frames --extra gazetteer --extra parquet --extra ray --extra zstd -o requirements/dev.txt pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 -o requirements/run.txt pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra train -o requirements/train.txt pyproject.toml

# Needs Node 20.19 or later: checks, tests and builds the islands of the web app; commit src/sayso/web/static/dist.
frontend:
	cd frontend && npm ci --no-audit --no-fund && npm run check && npm test && npm run build

# Trains what is learned, one part after the other: some three hours on a core for all; WHAT=violence, triggers, links or
# weights for a part. Wants the texts of the real reports in ../shared (or SHARED=FOLDER); goes on where it was.
WHAT ?= all
SHARED ?= ../shared
train: .venv-train/ready
	PYTHONPATH=src .venv-train/bin/python scripts/train.py --what $(WHAT) --shared $(SHARED)

.venv-train/ready: requirements/train.txt requirements/encoder.txt pyproject.toml
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/train.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/encoder.txt
	touch $@

# Writes the parts of docs/*.md that follow from the code.
docs: setup
	$(BIN)/python scripts/make_docs.py

# Changes lines at random in a copy of the sources and counts what the tests notice; half an hour or more.
mutants: setup
	$(BIN)/python scripts/mutants.py --sample 60

# On a machine that does nothing else; then `make docs`.
benchmark: setup
	$(BIN)/python scripts/benchmark_speed.py --json docs/speed.json

clean:
	rm -rf .venv .venv-train .mypy_cache .ruff_cache .pytest_cache .hypothesis
