# Yakuba.  `make run` shows the demo town; `make test` tests everything but the browser.
# All state lies in YAKUBA_HOME (default: var).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

export YAKUBA_HOME ?= $(CURDIR)/var
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

PYTHON ?= python3
BIN := .venv/bin
FONTS := src/yakuba/core/publication/fonts
STATIC_FILES := $(shell find src -path '*/static/*' -type f 2>/dev/null | grep -v ' ')
CATALOGS := $(shell find src -name '*.po' 2>/dev/null)
CODE := src tests conftest.py manage.py
DATABASE := $(YAKUBA_HOME)/yakuba.sqlite3

# .ci/step WORDS COMMAND…: say what is done and how long it took.
STEP := @.ci/step

.PHONY: help run install install-dev assets demo serve test test-sqlite test-postgresql \
	test-browser lint format bench golden module lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-16s %s\n", $$1, $$2}'

run: install assets demo ## the demo town on http://127.0.0.1:8000 (PORT=8080 changes the port)
	@exec $(BIN)/yakuba serve

# ── installing ──────────────────────────────────────────────────────────────────────────────

install: .venv/.installed ## the virtual environment with everything at run time

.venv/bin/python:
	$(STEP) "virtual environment" $(PYTHON) -m venv .venv

.venv/.installed: requirements/base.txt pyproject.toml | .venv/bin/python
	$(STEP) "packages (requirements/base.txt)" $(BIN)/pip install -q --require-hashes -r requirements/base.txt
	$(STEP) "yakuba itself" $(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

install-dev: .venv/.installed-dev ## the same with the tools of developers

.venv/.installed-dev: requirements/dev.txt .venv/.installed
	$(STEP) "developers' packages (requirements/dev.txt)" $(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

assets: $(FONTS)/.fetched .venv/.translated $(YAKUBA_HOME)/static/.collected ## fonts, translations, static files

$(FONTS)/.fetched: package-lock.json .npmrc | .venv/bin/python
	$(STEP) "fonts" .ci/fonts $(FONTS)
	@touch $@

.venv/.translated: $(CATALOGS) .venv/.installed
	$(if $(CATALOGS),$(STEP) "translations" $(BIN)/pybabel -q compile -d src/yakuba/locale -D django)
	@touch $@

$(YAKUBA_HOME)/static/.collected: $(STATIC_FILES) .venv/.installed
	$(STEP) "static files" $(BIN)/python manage.py collectstatic --noinput -v 0
	@touch $@

# ── the demo town ───────────────────────────────────────────────────────────────────────────

demo: install assets ## the demo town's data, when there is no database yet
	@if [ ! -e "$(DATABASE)" ] || [ -e "$(YAKUBA_HOME)/demo-unfinished" ] || [ -n "$${DATABASE_URL:-}" ]; then \
		began=$$(date +%s); echo "── demo town"; $(BIN)/yakuba demo --if-missing; \
		echo "   $$(($$(date +%s) - began)) s"; fi

# ── testing ─────────────────────────────────────────────────────────────────────────────────

test: test-sqlite test-postgresql ## everything but the browser, on SQLite and PostgreSQL

test-sqlite: install-dev assets
	$(STEP) "tests on SQLite" $(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"

test-postgresql: install-dev assets
	$(STEP) "database tests on PostgreSQL" .ci/with-postgresql $(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser" --only-database

test-browser: install-dev assets ## journeys, axe, screens in Debian's chromium
	$(STEP) "tests in the browser" $(BIN)/python -m pytest -m browser

lint: install-dev ## format, style, types, floors, templates, migrations
	$(STEP) "ruff format" $(BIN)/ruff format --check $(CODE)
	$(STEP) "ruff" $(BIN)/ruff check $(CODE)
	$(STEP) "mypy" $(BIN)/mypy
	$(STEP) "import contracts" $(BIN)/lint-imports --no-cache
	$(STEP) "templates" $(BIN)/djlint --quiet --lint src
	$(STEP) "django check" $(BIN)/python manage.py check --fail-level WARNING
	$(STEP) "migrations" $(BIN)/python manage.py makemigrations --check --dry-run

format: install-dev ## write the code in house style
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

golden: install-dev ## write the golden files anew; read the diff before you commit it
	YAKUBA_GOLDEN=write $(BIN)/python -m pytest tests/golden tests/registers tests/architecture/test_rights_matrix.py

bench: install assets demo ## the benchmarks, each beside its baseline
	@$(BIN)/yakuba bench

module: install-dev ## a new module that passes everything: name=lending record=Loan title=貸出
	@$(BIN)/python -m yakuba.site.scaffold "$(name)" "$(record)" "$(title)"
	$(STEP) "golden files: its register, the API" env YAKUBA_GOLDEN=write $(BIN)/python -m pytest tests/registers -k golden
	$(STEP) "its tests" $(BIN)/python -m pytest src/yakuba/modules/$(name)

# ── locking ─────────────────────────────────────────────────────────────────────────────────

UV := uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--custom-compile-command "make lock"

lock: ## the requirement files and package-lock.json anew (needs uv and npm)
	$(UV) pyproject.toml --group setup --output-file requirements/base.txt
	$(UV) pyproject.toml --group setup --group dev --output-file requirements/dev.txt
	$(UV) --group node --output-file requirements/node.txt
	npm install --package-lock-only

clean: ## what make can make again; never YAKUBA_HOME
	rm -rf .venv node_modules $(FONTS)
