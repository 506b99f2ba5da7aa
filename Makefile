# One command each: a fresh machine needs Python 3.11, Node.js 20 or later and make.
# `make help` lists the targets. Stamps in build/ make a tree that is set up fast.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

BUILD := build
STAMPS := $(BUILD)/stamps
TOOLS := $(BUILD)/tools
VENV := .venv
PYTHON := $(VENV)/bin/python
CIVHARM := $(VENV)/bin/civharm
DEMO := $(BUILD)/demo
UV_VERSION := 0.13.9
# A uv that is there and runs, else one of our own in build/tools (works where pip may not touch the system).
UV = $(shell uv --version >/dev/null 2>&1 && echo uv || echo $(TOOLS)/bin/uv)

GAZETTEER := src/civharm/places/gazetteer.sqlite3
GAZETTEER_PARTS := $(addprefix src/civharm/places/,build.py keys.py labels.py names.py view.py world.py) $(wildcard src/civharm/places/layers/*.py) \
  $(wildcard src/civharm/codebook/lists/places/*) requirements-dev.txt
LANGUAGES := $(wildcard src/civharm/web/locale/*/LC_MESSAGES/django.po)
WEB_PARTS := package.json package-lock.json $(wildcard src/civharm/web/assets/*)
GOLD := $(or $(CIVHARM_GOLD),../shared/gold)
# How many reports of each board a language model is asked about: it takes seconds for a sentence.
SAMPLE ?= 30
# How many random texts of each language `make fuzz` reads: 5000 take about ten minutes.
FUZZ ?= 5000

# Each process of the tests has a PostgreSQL server and a browser of its own.
PROCESSES ?= 2

.PHONY: help setup system demo test test-browser screenshots lint evals evals-quick evals-second-reader bench bench-linkage fuzz translations docs lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 22

setup: $(STAMPS)/python $(GAZETTEER) $(STAMPS)/web $(STAMPS)/languages  ## virtual environment, gazetteer, web assets

$(STAMPS)/python: requirements-dev.txt pyproject.toml | $(STAMPS)
	@.ci/check-tools
	@echo "Setting up Python packages …"
	@$(UV) --version >/dev/null 2>&1 || .ci/get-uv "$(TOOLS)" "$(UV_VERSION)"
	@test -x $(PYTHON) || $(UV) venv --quiet --python 3.11 $(VENV)
	@$(UV) pip sync --quiet --require-hashes --python $(PYTHON) requirements-dev.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(PYTHON) --editable .
	@touch $@

$(GAZETTEER): $(GAZETTEER_PARTS) | $(STAMPS)/python
	@echo "Compiling the gazetteer …"
	@$(PYTHON) -m civharm.places.build
	@touch $@

$(STAMPS)/web: $(WEB_PARTS) | $(STAMPS)
	@.ci/check-tools
	@echo "Building the web assets …"
	@npm ci --silent --no-audit --no-fund
	@npm run --silent build
	@touch $@

$(STAMPS)/languages: $(LANGUAGES) | $(STAMPS)/python
	@$(PYTHON) -m civharm.web.languages compile
	@touch $@

$(STAMPS):
	@mkdir -p $@

system:  ## PostgreSQL and Chromium for the tests, by apt-get where they are missing
	@.ci/system-packages

demo: setup  ## read the shipped examples into build/demo and print the incidents
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@# one of the reports bears a date in the future, which is a failure on purpose: exit status 1
	@$(CIVHARM) read examples/mosul-2017/reports --casebook $(DEMO)/casebook || [ $$? -eq 1 ]
	@$(CIVHARM) incidents --casebook $(DEMO)/casebook --format csv > $(DEMO)/incidents.csv
	@$(CIVHARM) incidents --casebook $(DEMO)/casebook --format geojson > $(DEMO)/incidents.geojson
	@$(CIVHARM) totals --casebook $(DEMO)/casebook
	@$(CIVHARM) explain IQ-20170325-a --toll --casebook $(DEMO)/casebook
	@$(CIVHARM) page $(DEMO)/index.html --casebook $(DEMO)/casebook
	@echo "The casebook is $(DEMO)/casebook: look at it with '$(CIVHARM) serve --casebook $(DEMO)/casebook',"
	@echo "or open $(DEMO)/index.html. The tables are $(DEMO)/incidents.csv and $(DEMO)/incidents.geojson."

lint: setup  ## style, types, import directions
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

test: setup system lint  ## lint, then all tests, in two processes (PROCESSES=n for n)
	$(PYTHON) -m pytest -n $(PROCESSES) --dist loadfile

test-browser: setup system  ## the tests in a real browser alone
	$(PYTHON) -m pytest -q tests/web/browser tests/web/team/test_logins_in_browser.py

screenshots: setup system  ## draw the pictures of docs/screens.md anew, and count what axe finds
	PYTHONPATH=src:tests:. $(PYTHON) -m tests.support.screens

evals: setup  ## all boards of the gold folder, scored, against the floors
	$(PYTHON) -m evals --all --gold $(GOLD)

evals-quick: setup  ## a fixed quarter of each board, against the floors
	$(PYTHON) -m evals --quick --gold $(GOLD)

evals-second-reader: setup  ## a sample of two boards without and with the language model at CIVHARM_MODEL_URL
	@test -n "$${CIVHARM_MODEL_URL:-}" -a -n "$${CIVHARM_MODEL_NAME:-}" \
	  || { echo "set CIVHARM_MODEL_URL and CIVHARM_MODEL_NAME: docs/how-to/second-reader.md"; exit 2; }
	$(PYTHON) -m evals --all --gold $(GOLD) --only toll-iraq toll-gaza --sample $(SAMPLE)
	$(PYTHON) -m evals --all --gold $(GOLD) --only toll-iraq toll-gaza --sample $(SAMPLE) \
	  --second-reader "$$CIVHARM_MODEL_URL" --second-reader-model "$$CIVHARM_MODEL_NAME"

fuzz: setup  ## thousands of new random texts through both readers (FUZZ=5000 of each); make test reads a few
	CIVHARM_FUZZ=$(FUZZ) $(PYTHON) -m pytest -q tests/claims/test_any_text.py

bench: setup  ## cold start of `civharm read` and the pace of reading, each against spaCy and its model
	$(PYTHON) benchmarks/cold_read.py
	$(PYTHON) -m benchmarks.reading

bench-linkage: setup  ## linking in bulk of 10,000, 100,000 and a million synthetic claims, each beside a bare Splink run
	$(PYTHON) -m benchmarks.linkage

translations: setup  ## bring the catalogues of other languages up to date, and count what they lack
	$(PYTHON) -m civharm.web.languages

docs: setup  ## write the generated pages of docs/ anew
	$(PYTHON) -m docs.generate

lock:  ## resolve pyproject.toml anew into requirements.txt and requirements-dev.txt
	@$(UV) --version >/dev/null 2>&1 || .ci/get-uv "$(TOOLS)" "$(UV_VERSION)"
	$(UV) lock --quiet
	$(UV) export --quiet --no-header --no-annotate --no-emit-project --format requirements-txt \
	  --no-default-groups --group gazetteer --extra postgresql --extra bulk --extra evidence --output-file requirements.txt >/dev/null
	$(UV) export --quiet --no-header --no-annotate --no-emit-project --format requirements-txt \
	  --all-groups --extra postgresql --extra bulk --extra evidence --output-file requirements-dev.txt >/dev/null
	@sed -i -E '/^--(index-url|extra-index-url|find-links)/d' requirements.txt requirements-dev.txt

clean:  ## everything that make made
	rm -rf $(BUILD) $(VENV) node_modules $(GAZETTEER) src/civharm/web/static/civharm/vendor
