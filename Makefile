# Needs Python 3.11 or newer and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
T ?= tests
# How many tests run side by side; 0 runs one after the other.
SIDE_BY_SIDE ?= 2
ENGINE := services/referrals/adapters/embedded_graph
ASSETS := services/portal/assets
PORT ?= 8080
NEWEST := import sys; sys.exit(sys.version_info < (3, 11) and "Warmpath needs Python 3.11 or newer; name one with: make PYTHON=python3.11 setup")

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check bench screenshots schemas settings texts clean

help: ## Show what can be done
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

setup: $(VENV)/.installed $(VENV)/.compiled $(ASSETS)/built/.made ## Install everything into .venv, once

run: setup ## Start Warmpath with a sample network and show one answer (PORT=8080)
	@$(BIN)/warmpath up --sample --port $(PORT)

demo: setup ## Tell in a minute what Warmpath does, and leave nothing behind
	@$(BIN)/warmpath demo

test: $(VENV)/.installed-dev $(VENV)/.compiled $(ASSETS)/built/.made ## Run the tests; a part with T=tests/unit/referrals
	@$(BIN)/python -m pytest -n $(SIDE_BY_SIDE) --dist loadfile $(T)

check: $(VENV)/.installed-dev ## Lint, types, who may import whom, nothing unused
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/architecture

bench: $(VENV)/.installed-dev ## Measure what is promised; a tenth of the network with QUICK=1
	@$(BIN)/python -m bench $(if $(QUICK),--quick) $(if $(STORES),--stores '$(STORES)')

screenshots: $(VENV)/.installed-dev $(VENV)/.compiled $(ASSETS)/built/.made ## Take pictures of every page into build/, and those of the README; these alone with TOUR=1
	@$(BIN)/python -m tests.browser.screenshots $(if $(TOUR),--tour)

schemas: setup ## Write the JSON Schema of each event type
	$(BIN)/python -m shared.contracts.write_schemas

settings: setup ## Write the table of every setting from the canvases
	$(BIN)/python -m deploy.settings_page

texts: setup ## Bring every text of the pages into the catalogues
	@$(BIN)/python -m services.portal.texts

clean: ## Remove .venv and all that was made (never a home)
	rm -rf $(VENV) $(ASSETS)/built build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c '$(NEWEST)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@# So that no process of an installation compiles our modules anew, whoever forbids it to write.
	$(BIN)/python -m compileall -q services shared deploy
	@touch $@

# The path engine's machine code is made once, not while somebody waits for an answer.
$(VENV)/.compiled: $(VENV)/.installed $(wildcard $(ENGINE)/kernels/*.py)
	$(BIN)/python -m services.referrals.adapters.embedded_graph.warming
	@touch $@

# What pages load from npm. Where it cannot be had, pages work without, and this is tried again.
$(ASSETS)/built/.made: $(ASSETS)/package-lock.json deploy/assets.py deploy/node.lock | $(VENV)/.installed
	@$(BIN)/python -m deploy.assets

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
