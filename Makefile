# Needs Python 3.11 or newer and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
T ?= tests
PORT ?= 8080
NEWEST := import sys; sys.exit(sys.version_info < (3, 11) and "Warmpath needs Python 3.11 or newer; name one with: make PYTHON=python3.11 setup")

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check schemas clean

help: ## Show what can be done
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## Install everything into .venv, once

run: setup ## Start Warmpath with a sample network and show one answer (PORT=8080)
	@$(BIN)/warmpath up --sample --port $(PORT)

demo: setup ## Tell in a minute what Warmpath does, and leave nothing behind
	@$(BIN)/warmpath demo

test: $(VENV)/.installed-dev ## Run the tests; a part with T=tests/unit/referrals
	@$(BIN)/python -m pytest $(T)

check: $(VENV)/.installed-dev ## Lint, types, who may import whom, nothing unused
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/architecture

schemas: setup ## Write the JSON Schema of each event type
	$(BIN)/python -m shared.contracts.write_schemas

clean: ## Remove .venv and all that was made (never a home)
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c '$(NEWEST)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
