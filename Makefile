# The project's recipes; the same without make stands in the README.
ifeq ($(OS),Windows_NT)
PYTHON ?= py
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif

.PHONY: run test drills lint check check-install format docs shape lock bench

run: .venv/ready
	$(BIN)/python -m audit serve --open

test: .venv/ready-dev
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

drills: export DRILLS = whole
drills: .venv/ready-dev
	$(BIN)/python -m pytest -m drill --quiet

lint: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

check-install:
	PYTHON=$(PYTHON) .ci/check-install

format: .venv/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/ready-dev
	$(BIN)/python -m tests.documents

shape: .venv/ready-dev
	$(BIN)/python -m tests.shape

bench: .venv/ready-dev
	$(BIN)/python -m audit bench

.venv/ready: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/ready-dev: requirements-dev.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@ .venv/ready

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-strip-extras --upgrade --quiet --custom-compile-command "make lock"
lock: .venv/ready-dev
	$(BIN)/$(LOCK) --group build --output-file requirements.lock
	$(BIN)/$(LOCK) --group dev --output-file requirements-dev.lock
