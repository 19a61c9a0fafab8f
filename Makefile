# Everything a fresh machine needs: Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
# Tests and worker processes read the project hundreds of times: what was compiled once is kept.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test kills lint types layers smoke benchmarks lock bundle office fuzz-api oracles kills-service machine-service clean

run: .venv/run  ## set up, then run the five example programmes into out/
	$(BIN)/matcher demo --out out

test:  ## set up, then run every test
	@$(MAKE) --no-print-directory --jobs=2 .venv/dev office
	$(BIN)/pytest -n auto --dist worksteal -q

kills: .venv/dev  ## end a batch 200 times at moments of chance; the tests do so 20 times
	MATCHER_KILLS=200 $(BIN)/pytest -q tests/service/batch/test_batch_kills.py -k again_and_again

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

layers: .venv/dev
	$(BIN)/lint-imports

smoke: .venv/dev  ## the benchmarks, as small as they go
	$(BIN)/python -m benchmarks --smoke

benchmarks: .venv/dev  ## the benchmarks in full; writes benchmarks/results
	$(BIN)/python -m benchmarks

lock: .venv/dev  ## resolve the dependencies anew, with hashes and without any registry's name
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --no-annotate pyproject.toml -o .ci/requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --no-annotate pyproject.toml --extra dev -o .ci/requirements-dev.txt

bundle: .venv/run  ## everything for a network without a registry: bundle/, installed by bundle/install
	rm -rf bundle
	$(BIN)/pip download --quiet --require-hashes -r .ci/requirements.txt -d bundle/wheels
	$(BIN)/pip wheel --quiet --no-deps . -w bundle/wheels
	cp .ci/requirements.txt bundle/
	cp docs/bundle.sh bundle/install
	chmod +x bundle/install

# Tests look at orders and pages as people see them. Where the programs cannot be installed, those tests say so.
office:
	@.ci/office || true

# What is installed is compiled afterwards, by all cores, but for the tests of others, which nobody runs.
define install
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --no-compile --require-hashes -r $(1)
	$(BIN)/pip install --quiet --no-deps -e .
	$(BIN)/python -m compileall -qq -j 0 -x /tests/ .venv/lib matcher questionnaires service || true
endef

.venv/run: .ci/requirements.txt pyproject.toml
	$(call install,$<)
	touch $@

# Has what .venv/run has, and more.
.venv/dev: .ci/requirements-dev.txt pyproject.toml
	$(call install,$<)
	touch .venv/run $@

fuzz-api: .venv/dev  ## send the service far more of what its description allows, by two processes
	FUZZ_EXAMPLES=200 FUZZ_PARTS=4 $(BIN)/pytest -q -n 2 tests/service/api/test_fuzz_http.py

oracles: .venv/dev  ## the engine against brute force on thousands of tiny problems; the tests draw a tenth
	MATCHER_ORACLES=10 $(BIN)/pytest -q -p no:cacheprovider --hypothesis-show-statistics tests/matcher/engine

KILLS ?= 1000
RUNS ?= 5000
ON ?= web_server
kills-service: .venv/dev  ## kill web server, workers and solvers under many runs; RUNS=5000 KILLS=1000, ON=sqlite or postgresql for one
	MATCHER_KILLS=$(KILLS) MATCHER_RUNS=$(RUNS) MATCHER_STORM_WORKERS=2 \
		$(BIN)/pytest -q -p no:cacheprovider tests/service/runs/test_run_kills.py -k "web_server and $(ON)"

machine-service: .venv/dev  ## far more orders of events on the service, killed in between, than the tests try
	MATCHER_MACHINES=50 $(BIN)/pytest -q tests/service/runs/test_service_machine.py

clean:
	rm -rf .venv out build dist bundle
