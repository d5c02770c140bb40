# The two commands: `make demo` and `make test`. They fetch everything else themselves.
# Needed on the machine: Python 3.11 or later with pip (or uv), and make.

PYTHON ?= python3
UV_VERSION := 0.13.9
PYTEST_ARGS ?=
DEMO_ARGS ?=
MUTANTS ?= src/sanbi/engine
MINUTES ?= 10
HALL_ARGS ?=
# The engine's own packages: four to score, two to solve, the others to read and write files.
ENGINE_NEEDS := numpy polars pyarrow pyyaml \
  chinesecalendar defusedxml highspy jinja2 opencc openpyxl ortools pypdfium2 pypinyin \
  python-calamine python-docx rapidfuzz scipy xlsxwriter
# What `sanbi score` loads. Compiled at set-up, as pip does and uv does not: where Python may not
# write bytecode of its own, each start would compile all of it again, for longer than it works.
STARTED := click jinja2 markupsafe numpy polars _polars_runtime_32 rich xlsxwriter yaml \
  typing_extensions.py

export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

UV := .tools/bin/uv
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup assets demo demo-scoring test check lint types imports format looks bench mutants engine-alone coverage soak bench-hall bench-pacing openapi lock clean

help:  ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

# -- set-up ------------------------------------------------------------------------------------
setup: $(READY) assets  ## Fetch uv into .tools and lay .venv exactly as requirements.lock says
	@echo "Ready. Try: make demo"

$(UV):
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo "Sanbi needs Python 3.11 or later, and '$(PYTHON)' was not found."; \
	  echo "Debian or Ubuntu: apt-get install python3 python3-pip.  Another one: make PYTHON=/path/to/python3"; \
	  exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Sanbi needs Python 3.11 or later; '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1)."; \
	  echo "Name a newer one: make PYTHON=python3.12"; \
	  exit 1; }
	@mkdir -p .tools/bin
	@if "$(PYTHON)" -m pip --version >/dev/null 2>&1; then \
	  echo "Fetching uv $(UV_VERSION) into .tools"; \
	  "$(PYTHON)" -m pip install --quiet --no-warn-script-location --root-user-action ignore \
	    --upgrade --target .tools "uv==$(UV_VERSION)"; \
	elif command -v uv >/dev/null 2>&1; then \
	  echo "Using the uv of this machine: $$(command -v uv)"; \
	  ln -sf "$$(command -v uv)" $(UV); \
	else \
	  echo "Sanbi fetches its tools with pip, and '$(PYTHON)' has no pip."; \
	  echo "Debian or Ubuntu: apt-get install python3-pip.  Fedora: dnf install python3-pip."; \
	  echo "Or install uv yourself and run the command again."; \
	  exit 1; \
	fi

$(READY): pyproject.toml requirements.lock | $(UV)
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@site=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') && \
	  $(BIN)/python -m compileall -q -x /tests/ src/sanbi $(addprefix "$$site"/,$(STARTED))
	@touch $@

assets: $(READY)  ## Build the site's bundles and messages, where they are not those of the sources
	@$(BIN)/python hatch_build.py

lock: $(UV)  ## Renew requirements.lock from pyproject.toml (UPGRADE=1 takes newer versions)
	$(UV) pip compile --quiet pyproject.toml --universal --python-version 3.11 --group dev --group bench \
	  --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) -o requirements.lock

# -- use ---------------------------------------------------------------------------------------
demo: $(READY) assets  ## Serve the demo county (invented); DEMO_ARGS='--stage final --port 9000'
	@exec $(BIN)/sanbi demo $(DEMO_ARGS)

demo-scoring: $(READY)  ## Score the examples and say where the report lies
	@$(BIN)/sanbi demo --scoring

# -- checks ------------------------------------------------------------------------------------
lint: $(READY)  ## ruff: rules and format
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Run: make format"; exit 1; }
	@$(BIN)/python -m tests.support.shape
	@echo "lint: fine"

format: $(READY)  ## Let ruff lay out the code
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

types: $(READY)  ## mypy, strict
	@$(BIN)/mypy --no-error-summary
	@echo "types: fine"

imports: $(READY)  ## Import rules between the two wings
	@$(BIN)/lint-imports --no-logo --no-cache

check: assets lint types imports  ## Lint, types, import rules, fast tests
	@$(BIN)/pytest -q -m "not slow and not libreoffice and not browser" $(PYTEST_ARGS)

test: assets lint types imports  ## Everything; says what it skipped and why
	@$(BIN)/pytest -n logical --maxprocesses 4 $(PYTEST_ARGS)

coverage: $(READY)  ## The fast tests again, with the lines and branches that none of them reaches
	@$(BIN)/coverage run -m pytest -q -m "not slow and not libreoffice and not browser" $(PYTEST_ARGS)
	@$(BIN)/coverage report

engine-alone: $(UV)  ## Run tests/engine where only the engine's own packages are installed
	@rm -rf var/engine-alone && mkdir -p var
	@$(UV) venv --quiet --python "$(PYTHON)" var/engine-alone
	@$(UV) pip install --quiet --python var/engine-alone/bin/python --constraint requirements.lock \
	  $(ENGINE_NEEDS) pytest pytest-xdist hypothesis
	@! var/engine-alone/bin/python -c 'import django' 2>/dev/null && \
	  ! var/engine-alone/bin/python -c 'import click' 2>/dev/null
	@PYTHONPATH=src var/engine-alone/bin/python -m pytest -q -n logical --maxprocesses 4 tests/engine $(PYTEST_ARGS)

soak: $(READY)  ## At full length: made-up inputs for the API, races, guesses, secret rounds
	@SANBI_API_EXAMPLES=200 SANBI_CLOSE_ROUNDS=500 SANBI_SECRECY_ROUNDS=1000 \
	  SANBI_RACES=500 SANBI_GUESSES=10000 SANBI_MACHINES=150 \
	  $(BIN)/pytest -q tests/site/api/test_contract.py tests/system/hall tests/apps/indicators/test_races.py \
	  tests/apps/indicators/test_machine.py tests/apps/assessments/test_races.py \
	  tests/apps/orgs/sign_in/test_limits.py $(PYTEST_ARGS)

openapi: $(READY)  ## Write docs/mechanisms/openapi.json anew after a change of the API
	@$(BIN)/python tools/write_openapi.py

looks: $(READY) assets  ## Open every page in both languages, wide and narrow, light and dark
	@SANBI_ALL_LOOKS=1 $(BIN)/pytest tests/e2e/every_page $(PYTEST_ARGS)

bench: $(READY)  ## Time Sanbi beside its peers and print the ratios
	@$(BIN)/python -m benchmarks

bench-hall: $(READY)  ## The hall: load, 100,000 ballots while everything is killed, races, secrecy, verifier
	@$(BIN)/python -m benchmarks.hall $(HALL_ARGS)
	@SANBI_CLOSE_ROUNDS=500 SANBI_SECRECY_ROUNDS=1000 $(BIN)/pytest -q -rP $(PYTEST_ARGS) \
	  tests/system/hall/test_close_race.py::test_every_round_has_one_tally \
	  tests/system/hall/test_secrecy.py::test_after_sealing_every_attack_is_at_chance_level \
	  tests/system/round_verifier

bench-pacing: $(READY)  ## Forecasts made again on past years: error and coverage (PACING_ARGS=--peer)
	@$(BIN)/python -m benchmarks.pacing $(PACING_ARGS)

mutants: $(READY)  ## Change the engine on purpose; print the share that the tests notice
	@$(BIN)/python tools/mutants.py --minutes $(MINUTES) $(MUTANTS)

clean:  ## Remove what runs and set-up have made
	rm -rf .venv .tools frontend/node_modules src/sanbi/site/static/dist var build dist out mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
