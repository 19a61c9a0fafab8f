# Everything a fresh machine needs: Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint types layers smoke check bundle office clean

run: .venv/run  ## set up, then run the five example programmes into out/
	$(BIN)/matcher demo --out out

test: .venv/dev office  ## set up, then run every test
	$(BIN)/pytest -n auto -q

lint: .venv/dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

layers: .venv/dev
	$(BIN)/lint-imports

smoke: .venv/dev  ## the benchmarks, as small as they go
	$(BIN)/python -m benchmarks --smoke

.venv/run: .ci/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r .ci/requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e . || $(BIN)/pip install --quiet --no-deps -e .
	touch $@

.venv/dev: .ci/requirements-dev.txt .venv/run
	$(BIN)/pip install --quiet --require-hashes -r .ci/requirements-dev.txt
	touch $@

clean:
	rm -rf .venv out build dist bundle
